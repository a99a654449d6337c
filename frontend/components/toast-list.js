import { LitElement, css, html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon } from "./icons.js";
import { base, buttons } from "./styles.js";

/** How long a toast stays that asks for nothing, in milliseconds; never while the pointer or focus is on it. */
const STAY_MS = 12_000;

/**
 * @typedef {object} Toast
 * @property {string} text
 * @property {"info" | "success" | "danger"} [kind] a "danger" stays until it is dismissed
 * @property {boolean} [stay] whether it stays until it is dismissed, whatever it is
 * @property {string} [action] the name of a button
 * @property {() => void} [onAction] what the button does
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

/** Short messages at the edge of the window, each until it is dismissed or at least ten seconds. Fires nothing. */
export class ToastList extends LitElement {
  static properties = {
    toasts: { state: true },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        position: fixed;
        z-index: 10;
        inset-inline: var(--space-4);
        bottom: calc(var(--space-4) + env(safe-area-inset-bottom));
        display: grid;
        justify-items: center;
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

      .danger .mark {
        color: var(--color-danger);
      }

      .text {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  #next = 1;
  /** @type {Map<number, ReturnType<typeof setTimeout>>} */
  #timers = new Map();

  constructor() {
    super();
    /** @type {{id: number, toast: Toast}[]} */
    this.toasts = [];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** @param {Toast} toast */
  show(toast) {
    const id = this.#next++;
    this.toasts = [...this.toasts.slice(-3), { id, toast }];
    this.#start(id, toast);
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
              <span class="mark">${icon(toast.kind === "danger" ? "warning" : toast.kind === "success" ? "check" : "info")}</span>
              <span class="text">${toast.text}</span>
              ${toast.action
                ? html`<button class="quiet" type="button" @click=${() => this.#act(id, toast)}>${toast.action}</button>`
                : ""}
              <button class="icon" type="button" aria-label="Dismiss" @click=${() => this.#dismiss(id)}>${icon("close", 18)}</button>
            </div>
          `,
        )}
      </div>
    `;
  }

  /**
   * @param {number} id
   * @param {Toast} toast
   */
  #act(id, toast) {
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
    this.toasts = this.toasts.filter((shown) => shown.id !== id);
  }
}

customElements.define("toast-list", ToastList);
