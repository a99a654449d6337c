import { LitElement, css, html } from "lit";
import { icon } from "./icons.js";
import { base, buttons, fields } from "./styles.js";

/** A text to be copied, and the button that copies it. Attributes: `label`, `value`. Fires nothing. */
export class CopyField extends LitElement {
  static properties = {
    label: { type: String },
    value: { type: String },
    copied: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: block;
      }

      .row {
        display: flex;
        gap: var(--space-2);
      }

      input:not([type="checkbox"], [type="radio"]) {
        flex: 1;
        min-width: 0;
        font-family: var(--font-family-mono);
        font-size: var(--font-size-sm);
        text-overflow: ellipsis;
      }

      button {
        min-width: 6.5rem;
      }
    `,
  ];

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    super();
    this.label = "";
    this.value = "";
    this.copied = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  render() {
    return html`
      <div class="field">
        <label for="value">${this.label}</label>
        <div class="row">
          <input id="value" readonly .value=${this.value} @focus=${this.#select} />
          <button type="button" @click=${this.#copy}>
            ${icon(this.copied ? "check" : "copy", 18)} ${this.copied ? "Copied" : "Copy"}
          </button>
        </div>
        <span class="visually-hidden" role="status">${this.copied ? "Copied to the clipboard" : ""}</span>
      </div>
    `;
  }

  /** @param {FocusEvent} event */
  #select(event) {
    /** @type {HTMLInputElement} */ (event.target).select();
  }

  async #copy() {
    const input = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector("input"));
    try {
      await navigator.clipboard.writeText(this.value);
    } catch {
      // Without a secure origin there is no clipboard interface: the old command still works.
      input.select();
      if (!document.execCommand("copy")) return;
    }
    this.copied = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.copied = false), 4000);
  }
}

customElements.define("copy-field", CopyField);
