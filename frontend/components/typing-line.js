import { LitElement, css, html } from "lit";
import { base } from "./styles.js";
import { Watch } from "./watch.js";

/** Who is typing in the open room; not read out by screen readers. Its place is kept when nobody does. */
export class TypingLine extends LitElement {
  static properties = { chat: { attribute: false } };

  static styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
        min-height: 1.25rem;
        overflow: hidden;
        font-size: var(--font-size-sm);
        line-height: 1.25rem;
        color: var(--color-text-muted);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
    new Watch(this, () => [this.chat, this.chat?.current?.typing]);
  }

  render() {
    return html`<span aria-live="off">${this.chat?.current?.typing.text ?? ""}</span>`;
  }
}

customElements.define("typing-line", TypingLine);
