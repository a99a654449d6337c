import { LitElement, css, html } from "lit";
import { base, buttons } from "./styles.js";

/**
 * Edits a text in its place. Takes the focus when it appears; fires "save" with {text} if it reads otherwise now, and then, or if
 * nothing is to be saved, "done".
 */
export class MessageEditor extends LitElement {
  static properties = { text: { attribute: false } };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }

      textarea {
        display: block;
        width: 100%;
        max-width: 46rem;
        max-height: 40dvh;
        padding: var(--space-2) var(--space-3);
        border: 1px solid var(--color-border-strong);
        border-radius: var(--radius-sm);
        background: var(--color-surface);
        color: var(--color-text);
        font: inherit;
        resize: none;
        field-sizing: content;
      }

      form {
        display: grid;
        gap: var(--space-2);
        padding-block: var(--space-1);
      }

      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
    `,
  ];

  constructor() {
    super();
    this.text = "";
  }

  render() {
    return html`
      <form @submit=${this.#save}>
        <textarea aria-label="Edit message" rows="1" .value=${this.text} @keydown=${this.#onKey}></textarea>
        <div>
          <button class="primary" type="submit">Save</button>
          <button type="button" @click=${this.#done}>Cancel</button>
          <span class="muted small">Enter saves, Esc cancels</span>
        </div>
      </form>
    `;
  }

  firstUpdated() {
    const field = this.#field;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  get #field() {
    return /** @type {HTMLTextAreaElement} */ (this.renderRoot.querySelector("textarea"));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") this.#done();
    else if (event.key === "Enter" && !event.shiftKey) this.#save(event);
    else return;
    event.preventDefault();
  }

  /** @param {Event} event */
  #save(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (text !== "" && text !== this.text) this.dispatchEvent(new CustomEvent("save", { detail: { text } }));
    this.#done();
  }

  #done() {
    this.dispatchEvent(new Event("done"));
  }
}

customElements.define("message-editor", MessageEditor);
