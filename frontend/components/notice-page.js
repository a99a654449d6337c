import { LitElement, css, html, nothing } from "lit";
import { logo } from "./icons.js";
import { base, buttons } from "./styles.js";

/** A page that has only something to say. `heading`, `text`, and `action`, the name of a button. Fires "act" when that is pressed. */
export class NoticePage extends LitElement {
  static properties = {
    heading: { type: String },
    text: { type: String },
    action: { type: String },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--space-3);
        min-height: 100%;
        padding: var(--space-8) var(--space-5);
        text-align: center;
      }

      h1 {
        margin-top: var(--space-3);
        font-size: var(--font-size-lg);
      }

      button {
        margin-top: var(--space-3);
      }
    `,
  ];

  constructor() {
    super();
    this.heading = "";
    this.text = "";
    this.action = "";
  }

  render() {
    return html`
      ${logo(44)}
      <h1>${this.heading}</h1>
      ${this.text ? html`<p class="muted">${this.text}</p>` : nothing}
      ${this.action ? html`<button class="primary" type="button" @click=${this.#act}>${this.action}</button>` : nothing}
    `;
  }

  #act() {
    this.dispatchEvent(new CustomEvent("act"));
  }
}

customElements.define("notice-page", NoticePage);
