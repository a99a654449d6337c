import { LitElement, css, html, nothing } from "lit";
import { base, buttons } from "./styles.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** The one sign of how the connection is: Online · Connecting · Offline – n queued · Sign in again. Fires "sign-in-again". */
export class ConnectionStatus extends LitElement {
  static properties = { chat: { attribute: false } };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
        font-size: var(--font-size-sm);
      }

      [role="status"] {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-width: 0;
        color: var(--color-text-muted);
        white-space: nowrap;
      }

      .dot {
        flex: none;
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: var(--color-success);
      }

      .connecting .dot {
        border: 2px solid var(--color-warning);
        background: none;
      }

      .offline .dot {
        border-radius: 1px;
        background: var(--color-danger);
      }

      .offline {
        color: var(--color-danger);
      }

      @media (max-width: 47.99rem) {
        .online .text:not(.compatibility) {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }

      @media (forced-colors: active) {
        .dot {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
    new Watch(this, () => [this.chat?.link]);
  }

  render() {
    const link = this.chat?.link;
    if (!link) return nothing;
    if (link.state === "signed-out") {
      return html`<button type="button" class="primary" @click=${() => wish(this, "sign-in-again")}>Sign in again</button>`;
    }
    return html`
      <span role="status" aria-label="Connection" class=${link.state}>
        <span class="dot"></span><span class="text ${link.compatibility ? "compatibility" : ""}">${link.text}</span>
      </span>
    `;
  }
}

customElements.define("connection-status", ConnectionStatus);
