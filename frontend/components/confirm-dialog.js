import { LitElement, html } from "lit";
import { base, buttons } from "./styles.js";
import "./modal-dialog.js";

/**
 * Asks before something that cannot be taken back. `heading` is the question, `action` what the button says; `open` shows it; the
 * slot explains. Fires "confirmed" and, however it ends, "close".
 */
export class ConfirmDialog extends LitElement {
  static properties = {
    heading: { type: String },
    action: { type: String },
    open: { type: Boolean },
  };

  static styles = [base, buttons];

  constructor() {
    super();
    this.heading = "";
    this.action = "Yes";
    this.open = false;
  }

  render() {
    return html`
      <modal-dialog .heading=${this.heading} ?open=${this.open} @close=${this.#closed}>
        <slot></slot>
        <button slot="actions" type="button" autofocus @click=${this.#closed}>Cancel</button>
        <button slot="actions" type="button" class="danger primary" @click=${this.#confirmed}>${this.action}</button>
      </modal-dialog>
    `;
  }

  #confirmed() {
    this.open = false;
    this.dispatchEvent(new CustomEvent("confirmed"));
    this.dispatchEvent(new Event("close"));
  }

  #closed() {
    if (!this.open) return;
    this.open = false;
    this.dispatchEvent(new Event("close"));
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
