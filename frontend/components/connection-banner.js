import { LitElement, css, html, nothing } from "lit";
import { FocusGuard } from "./focus-guard.js";
import { icon } from "./icons.js";
import { base, buttons } from "./styles.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** Says that the connection has been away for a while, when it will be tried again, and what came once it is back. Fires "try-now". */
export class ConnectionBanner extends LitElement {
  static properties = { chat: { attribute: false } };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }

      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-1) var(--space-4);
        background: var(--color-warning-bg);
        color: var(--color-warning);
        font-size: var(--font-size-sm);
        font-weight: var(--font-weight-medium);
        font-variant-numeric: tabular-nums;
      }

      .banner.back {
        min-height: 2.25rem;
        background: var(--color-success-bg);
        color: var(--color-success);
      }

      .banner button {
        min-height: 1.75rem;
        padding-inline: var(--space-3);
        font-size: inherit;
      }
    `,
  ];

  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
    new FocusGuard(this);
    new Watch(this, () => [this.chat?.link]);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  updated() {
    const counting = this.chat?.link.banner === true;
    if (counting && this.#clock === undefined) this.#clock = setInterval(() => this.requestUpdate(), 500);
    if (!counting) {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
  }

  render() {
    return html`<div role="status" aria-label="Connection notice">${this.#content()}</div>`;
  }

  #content() {
    const link = this.chat?.link;
    if (!link) return nothing;
    if (link.banner) {
      const { countdown, queued } = link;
      const what = queued > 0 ? `No connection. ${queued} queued, nothing is lost.` : "No connection.";
      return html`
        <div class="banner">
          <span>${icon("warning", 16)}</span><span>${what}</span>
          <span aria-hidden="true">${countdown ? `Trying again in ${countdown} s` : "Trying…"}</span>
          <button type="button" @click=${() => wish(this, "try-now")}>Try now</button>
        </div>
      `;
    }
    if (link.caughtUp !== null) {
      return html`<div class="banner back">${link.caughtUp > 0 ? `Caught up: ${link.caughtUp} new` : "Back online"}</div>`;
    }
    return nothing;
  }
}

customElements.define("connection-banner", ConnectionBanner);
