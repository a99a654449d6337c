/** @import { LitElement, ReactiveController } from "lit" */

/** Fires "focus-lost" at an element when drawing has taken away what had the focus in it. @implements {ReactiveController} */
export class FocusGuard {
  #host;
  /** @type {Element | null} */
  #held = null;

  /** @param {LitElement} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate() {
    this.#held = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated() {
    if (this.#held && !this.#held.isConnected) this.#host.dispatchEvent(new CustomEvent("focus-lost", { bubbles: true, composed: true }));
    this.#held = null;
  }
}
