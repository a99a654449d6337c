import { LitElement, css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "./icons.js";
import "./modal-dialog.js";
import "./notice-list.js";
import { base, buttons } from "./styles.js";
import { fullTimeOf, timeOf } from "./times.js";
import { wish } from "./wish.js";

/** How long a toast stays that asks for nothing, in milliseconds; never while the pointer or focus is on it. */
const STAY_MS = 12_000;

/** @type {Record<NonNullable<Toast["kind"]>, import("./icons.js").IconName>} */
const MARKS = { info: "info", success: "check", warning: "warning", danger: "warning" };

/** How many of them can be read again. */
const KEPT = 50;

/**
 * @typedef {object} Toast
 * @property {string} text
 * @property {string} [title]
 * @property {"info" | "success" | "warning" | "danger"} [kind] a "danger" stays until it is dismissed
 * @property {boolean} [stay] whether it stays until it is dismissed, whatever it is
 * @property {string} [action] the name of a button
 * @property {() => void} [onAction] what the button does
 * @property {string} [href] a page of this application to which a link leads, in place of the button
 */

/**
 * Wishes for a toast from wherever `host` stands in the page; the shell shows it.
 *
 * @param {EventTarget} host
 * @param {Toast} toast
 */
export function showToast(host, toast) {
  host.dispatchEvent(new CustomEvent("toast", { detail: toast, bubbles: true, composed: true }));
}

/**
 * Short messages at the edge of the window, each until it is dismissed or at least ten seconds, and the list of them all, which
 * `openLog` opens, below those that the server keeps (`notices`). Fires the wish "load-notices", and "focus-lost" when what had the focus before a message is gone.
 */
export class ToastList extends LitElement {
  static properties = {
    toasts: { state: true },
    logOpen: { state: true },
    notices: { attribute: false },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        position: fixed;
        z-index: 10;
        inset-inline: var(--space-4);
        /* Below the header, not over what one writes in. */
        top: calc(var(--size-header) + var(--space-3) + env(safe-area-inset-top));
        display: grid;
        justify-items: end;
        pointer-events: none;
      }

      [role="log"] {
        display: grid;
        gap: var(--space-2);
        width: min(26rem, 100%);
      }

      .toast {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
        background: var(--color-surface-raised);
        box-shadow: var(--shadow-2);
        pointer-events: auto;
      }

      .toast.danger {
        border-color: var(--color-danger);
      }

      .mark {
        display: grid;
        color: var(--color-accent);
      }

      .success .mark {
        color: var(--color-success);
      }

      .toast.warning {
        border-color: var(--color-warning);
      }

      .warning .mark {
        color: var(--color-warning);
      }

      .danger .mark {
        color: var(--color-danger);
      }

      .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }

      modal-dialog {
        pointer-events: auto;
      }

      ol {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 2rem;
      }

      li time {
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        font-variant-numeric: tabular-nums;
      }

      @media (max-width: 47.99rem) {
        :host {
          inset-inline: var(--space-2);
          justify-items: center;
        }
      }
    `,
  ];

  #next = 1;
  /** @type {Map<number, ReturnType<typeof setTimeout>>} */
  #timers = new Map();
  /** The newest first. @type {{id: number, toast: Toast, at: string}[]} */
  #past = [];
  /** What had the focus before a toast took it. @type {HTMLElement | null} */
  #before = null;

  constructor() {
    super();
    /** @type {{id: number, toast: Toast}[]} */
    this.toasts = [];
    this.logOpen = false;
    /** @type {import("../state/server-notices.js").ServerNotices | undefined} */
    this.notices = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("focusout", this.#leaving, true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("focusout", this.#leaving, true);
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** @param {Toast} toast */
  show(toast) {
    const id = this.#next++;
    this.toasts = [...this.toasts.slice(-3), { id, toast }];
    this.#past = [{ id, toast, at: new Date().toISOString() }, ...this.#past.slice(0, KEPT - 1)];
    this.#start(id, toast);
  }

  /** Shows what was told before. */
  openLog() {
    this.logOpen = true;
    if (this.notices) wish(this, "load-notices");
  }

  render() {
    return html`
      <div role="log" aria-label="Notices">
        ${repeat(
          this.toasts,
          ({ id }) => id,
          ({ id, toast }) => html`
            <div
              class="toast ${toast.kind ?? "info"}"
              @pointerenter=${() => this.#stop(id)}
              @pointerleave=${() => this.#start(id, toast)}
              @focusin=${() => this.#stop(id)}
              @focusout=${() => this.#start(id, toast)}
            >
              <span class="mark">${icon(MARKS[toast.kind ?? "info"])}</span>
              <span class="text">${toast.title ? html`<b>${toast.title}</b> ` : ""}${toast.text}</span>
              ${this.#way(id, toast, "quiet")}
              <button class="icon" type="button" aria-label="Dismiss" @click=${() => this.#dismiss(id)}>${icon("close", 18)}</button>
            </div>
          `,
        )}
      </div>
      <modal-dialog heading="Notices" .open=${this.logOpen} @close=${() => (this.logOpen = false)}>
        ${this.notices ? html`<notice-list .notices=${this.notices} @go=${() => (this.logOpen = false)}></notice-list>` : ""}
        ${this.#past.length === 0
          ? html`<p class="muted">Nothing so far in this window. What is told in passing can be read again here until the page is closed.</p>`
          : html`<h3 class=${this.notices?.past.length ? "" : "visually-hidden"}>In this window</h3>
              <ol aria-label="Past notices">
              ${this.#past.map(
                ({ id, toast, at }) => html`
                  <li>
                    <time datetime=${at} title=${fullTimeOf(at)}>${timeOf(at)}</time>
                    <span class="text">${toast.title ? html`<b>${toast.title}</b> ` : ""}${toast.text}</span>
                    ${this.#way(id, toast, "")}
                  </li>
                `,
              )}
            </ol>`}
      </modal-dialog>
    `;
  }

  /**
   * @param {number} id
   * @param {Toast} toast
   * @param {string} look
   */
  #way(id, toast, look) {
    if (!toast.action) return "";
    const act = () => this.#act(id, toast);
    return toast.href
      ? html`<a class="button ${look}" href=${toast.href} @click=${act}>${toast.action}</a>`
      : html`<button class=${look} type="button" @click=${act}>${toast.action}</button>`;
  }

  /**
   * @param {number} id
   * @param {Toast} toast
   */
  #act(id, toast) {
    this.logOpen = false;
    this.#dismiss(id);
    toast.onAction?.();
  }

  /**
   * @param {number} id
   * @param {Toast} toast
   */
  #start(id, toast) {
    this.#stop(id);
    if (toast.kind !== "danger" && !toast.stay) this.#timers.set(id, setTimeout(() => this.#dismiss(id), STAY_MS));
  }

  /** @param {number} id */
  #stop(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** @param {number} id */
  #dismiss(id) {
    this.#stop(id);
    const focused = this.shadowRoot?.activeElement ?? null;
    this.toasts = this.toasts.filter((shown) => shown.id !== id);
    if (focused) this.updateComplete.then(() => this.#giveFocusBack(focused));
  }

  /** @param {Element} focused before a toast went */
  #giveFocusBack(focused) {
    if (focused.isConnected) return;
    const next = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".toast button"));
    if (next) next.focus();
    else if (this.#before?.isConnected) this.#before.focus();
    else this.dispatchEvent(new CustomEvent("focus-lost", { bubbles: true, composed: true }));
  }

  /** @param {FocusEvent} event */
  #leaving = (event) => {
    const from = event.composedPath()[0];
    if (event.relatedTarget === this && event.target !== this) this.#before = /** @type {HTMLElement} */ (from);
  };
}

customElements.define("toast-list", ToastList);
