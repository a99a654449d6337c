import { LitElement, css, html, nothing } from "lit";
import "../components/alert-form.js";
import "../components/copy-field.js";
import "../components/figure-board.js";
import { icon } from "../components/icons.js";
import "../components/modal-dialog.js";
import "../components/price-board.js";
import "../components/score-board.js";
import { base, buttons } from "../components/styles.js";
import { clockTimeOf } from "../components/times.js";
import "../components/value-board.js";
import { Watch } from "../components/watch.js";
import { wish } from "../components/wish.js";
import { spoken } from "../state/live-shapes.js";

/**
 * What is published on the namespace `live`, as it is now: figures, scores, prices, and the rest. Alt+R reads out what is on the
 * screen. Fires the wishes "pause-live" {paused}, "reload-live" and "announce" {text}, and those of its boards.
 */
export class LivePage extends LitElement {
  static properties = {
    live: { attribute: false },
    wanted: { state: true },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
        height: 100%;
      }

      .header {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-width: 0;
        min-height: var(--size-header);
        padding-inline: calc(var(--space-6) + var(--header-inset-start, 0rem)) calc(var(--space-4) + var(--header-inset-end, 0rem));
        border-bottom: 1px solid var(--color-border);
      }

      .header h1 {
        font-size: var(--font-size-lg);
        letter-spacing: 0;
      }

      .state {
        flex: 1;
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-width: 0;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        font-variant-numeric: tabular-nums;
        line-height: var(--line-height-tight);
      }

      .state svg {
        flex: none;
      }

      .state.old {
        color: var(--color-warning);
        font-weight: var(--font-weight-medium);
      }

      .boards {
        container: board / inline-size;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: var(--space-8) var(--space-8);
        min-height: 0;
        padding: var(--space-5) var(--space-6) calc(var(--space-8) + env(safe-area-inset-bottom));
        overflow: hidden auto;
        overscroll-behavior: contain;
      }

      .boards > * {
        width: 100%;
        max-width: 76rem;
      }

      .columns {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-items: start;
        gap: var(--space-8);
      }

      @container board (min-width: 54rem) {
        .columns.two {
          grid-template-columns: minmax(0, 1fr) 20rem;
        }

        .columns.two price-board {
          grid-area: 1 / 1;
        }

        .columns.two score-board {
          grid-area: 1 / 2;
        }
      }

      .empty {
        display: grid;
        align-content: start;
        justify-items: start;
        gap: var(--space-4);
        max-width: 40rem;
        margin: 0 auto;
        padding: var(--space-8) var(--space-5);
        overflow: hidden auto;
      }

      .empty copy-field {
        width: 100%;
      }

      .empty .mark {
        display: grid;
        place-items: center;
        width: 3.5rem;
        height: 3.5rem;
        border-radius: var(--radius-lg);
        background: var(--color-selected);
        color: var(--color-accent);
      }

      @media (max-width: 47.99rem) {
        .header {
          gap: var(--space-2);
          padding-inline-start: calc(var(--space-2) + var(--header-inset-start, 0rem));
        }

        .header button {
          width: var(--size-control);
          padding: 0;
        }

        .header button span {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }

        .boards {
          padding-inline: var(--space-4);
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../live.js").Live} */
    this.live = /** @type {any} */ (null);
    /** The channel for which an alert is being chosen. @type {string | null} */
    this.wanted = null;
    new Watch(this, () => [this.live?.values, this.live?.alerts]);
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#key);
  }

  render() {
    const { values } = this.live;
    const some = values.size > 0;
    return html`
      <div class="header">
        <h1>Live</h1>
        ${this.#state()}
        ${some
          ? html`
              <button class="quiet" type="button" title="Alt+R" aria-keyshortcuts="Alt+R" @click=${this.#read}>
                ${icon("speak", 18)}<span>Read current values</span>
              </button>
              <button type="button" @click=${this.#pause}>
                ${values.pausedAt === null ? html`${icon("pause", 18)}<span>Pause</span>` : html`${icon("play", 18)}<span>Resume</span>`}
              </button>
            `
          : nothing}
      </div>
      ${some ? this.#boards() : this.#instead()}
    `;
  }

  #state() {
    const { values } = this.live;
    const time = clockTimeOf(values.asOf);
    const paused = values.pausedAt !== null;
    const text = values.size === 0 ? "" : values.live ? "" : paused ? `Paused – as of ${time}` : `No link – as of ${time}`;
    return html`<span class="state ${values.live ? "" : "old"}" role="status" aria-label="Values"
      >${text ? html`${icon(paused ? "pause" : "warning", 16)}<span>${text}</span>` : nothing}</span
    >`;
  }

  #boards() {
    const { live } = this;
    const { values } = live;
    const old = !values.live;
    const [prices, matches] = [values.board("price").length > 0, values.board("match").length > 0];
    return html`
      <div class="boards" tabindex="0" role="region" aria-label="Boards" @alert-wanted=${this.#choose}>
        ${values.board("figure").length > 0 ? html`<figure-board .live=${live} ?old=${old}></figure-board>` : nothing}
        ${prices || matches
          ? html`<div class="columns ${prices && matches ? "two" : ""}">
              ${matches ? html`<score-board .live=${live} ?old=${old}></score-board>` : nothing}
              ${prices ? html`<price-board .live=${live} ?old=${old}></price-board>` : nothing}
            </div>`
          : nothing}
        ${values.board("other").length > 0 ? html`<value-board .live=${live} ?old=${old}></value-board>` : nothing}
      </div>
      ${this.#dialog()}
    `;
  }

  #dialog() {
    const value = this.wanted === null ? undefined : this.live.values.get(this.wanted);
    const shape = value?.shape;
    const close = () => (this.wanted = null);
    return html`
      <modal-dialog heading=${shape?.kind === "price" ? `Alert for ${shape.symbol}` : "Alert"} .open=${value !== undefined} @close=${close}>
        ${value ? html`<alert-form .value=${value} .alert=${this.live.alerts.of(value.name)} @done=${close}></alert-form>` : nothing}
      </modal-dialog>
    `;
  }

  #instead() {
    const { status, problem } = this.live.values;
    if (status === "failed") {
      return html`<div class="empty">
        <p class="notice" role="alert">What is live could not be read. ${problem?.detail ?? ""}</p>
        <button type="button" @click=${() => wish(this, "reload-live")}>${icon("retry", 18)} Try again</button>
      </div>`;
    }
    if (status !== "ready") return html`<p class="empty muted" role="status">Loading…</p>`;
    const command = `curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"price":101.5,"change":0.4}' ${location.origin}/api/channels/live/price.ACME`;
    return html`
      <div class="empty">
        <span class="mark">${icon("pulse", 28)}</span>
        <h2>Nothing is live at the moment</h2>
        <p>Prices, scores and figures appear here by themselves as soon as a back end publishes them on the namespace <b>live</b>.</p>
        <p>An administrator publishes with an <a href="/settings/tokens">access token</a>:</p>
        <copy-field label="For example" value=${command}></copy-field>
        <p class="muted">A server that is started with the profile <b>samples</b> publishes made-up ones.</p>
      </div>
    `;
  }

  #pause() {
    wish(this, "pause-live", { paused: this.live.values.pausedAt === null });
  }

  /** @param {CustomEvent} event */
  #choose(event) {
    this.wanted = event.detail.name;
  }

  #read() {
    const { values, shown } = this.live;
    const lines = shown.flatMap((name) => {
      const value = values.get(name);
      return value ? [spoken(name, value.shape)] : [];
    });
    const when = values.live ? "" : `As of ${clockTimeOf(values.asOf)}. `;
    wish(this, "announce", { text: lines.length > 0 ? `${when}${lines.join(". ")}.` : "No values are on the screen." });
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.code !== "KeyR") return;
    event.preventDefault();
    this.#read();
  };
}

customElements.define("live-page", LivePage);
