import { LitElement, css, html } from "lit";
import { icon } from "./icons.js";
import { base, buttons } from "./styles.js";

/**
 * A dialog over everything, drawn with the browser's own `<dialog>`: it traps focus, closes on Escape and gives focus back.
 *
 * `--dialog-width` is how wide it is where there is room. `heading` is its title; `open` shows it; `required` takes away every way to close it but from outside. Slots: the content,
 * and "actions" for its buttons. Fires "close" after it was closed, by whatever means.
 */
export class ModalDialog extends LitElement {
  static properties = {
    heading: { type: String },
    open: { type: Boolean, reflect: true },
    required: { type: Boolean },
  };

  static styles = [
    base,
    buttons,
    css`
      dialog {
        width: min(var(--dialog-width, 28rem), calc(100vw - 2 * var(--space-4)));
        max-height: calc(100dvh - 2 * var(--space-6));
        padding: 0;
        border: 1px solid var(--color-border);
        border-radius: var(--radius-lg);
        background: var(--color-surface-raised);
        color: var(--color-text);
        box-shadow: var(--shadow-2);
        overflow: auto;
        overscroll-behavior: contain;
      }

      dialog::backdrop {
        background: var(--color-backdrop);
      }

      .head {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-4) var(--space-4) 0 var(--space-5);
      }

      h2 {
        flex: 1;
        min-width: 0;
        padding: var(--space-2) 0;
      }

      .content {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-1) var(--space-5) var(--space-5);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--space-2);
        padding: 0 var(--space-5) var(--space-5);
      }

      .actions:not(.filled) {
        display: none;
      }
    `,
  ];

  constructor() {
    super();
    this.heading = "";
    this.open = false;
    this.required = false;
  }

  render() {
    return html`
      <dialog aria-labelledby="heading" @close=${this.#closed} @cancel=${this.#cancelled} @click=${this.#clicked}>
        <div class="head">
          <h2 id="heading">${this.heading}</h2>
          ${this.required
            ? ""
            : html`<button class="icon" type="button" aria-label="Close" @click=${this.#close}>${icon("close")}</button>`}
        </div>
        <div class="content"><slot></slot></div>
        <div class="actions"><slot name="actions" @slotchange=${this.#actionsChanged}></slot></div>
      </dialog>
    `;
  }

  updated() {
    const dialog = this.#dialog;
    if (this.open && !dialog.open) {
      dialog.showModal();
      // What is inside may not have been drawn yet.
      requestAnimationFrame(() => autofocused(this)?.focus());
    } else if (!this.open && dialog.open) {
      dialog.close();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.hasUpdated && this.#dialog.open) this.#dialog.close();
  }

  get #dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector("dialog"));
  }

  #close() {
    this.#dialog.close();
  }

  #closed() {
    this.open = false;
    this.dispatchEvent(new Event("close"));
  }

  /** @param {Event} event */
  #cancelled(event) {
    if (this.required) event.preventDefault();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (event.target === this.#dialog && !this.required) this.#close();
  }

  /** @param {Event} event */
  #actionsChanged(event) {
    const slot = /** @type {HTMLSlotElement} */ (event.target);
    slot.parentElement?.classList.toggle("filled", slot.assignedElements().length > 0);
  }
}

/**
 * The element that wants the focus, in the shadow trees below too.
 *
 * @param {Element | ShadowRoot} root
 * @returns {HTMLElement | null}
 */
function autofocused(root) {
  for (const child of root.children) {
    if (child.hasAttribute("autofocus")) return /** @type {HTMLElement} */ (child);
    const found = (child.shadowRoot && autofocused(child.shadowRoot)) ?? autofocused(child);
    if (found) return found;
  }
  return null;
}

customElements.define("modal-dialog", ModalDialog);
