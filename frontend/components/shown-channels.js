import { wish } from "./wish.js";

/** @import { LitElement, ReactiveController } from "lit" */

/** What is about to come onto the screen counts as on it. */
const MARGIN = "48px";

/**
 * Tells which channels of an element are on the screen: those of the nodes that say `data-channel`. Fires the wish "live-shown"
 * {shown, hidden}, in names.
 *
 * @implements {ReactiveController}
 */
export class ShownChannels {
  #host;
  /** @type {IntersectionObserver | undefined} */
  #observer;
  /** @type {Set<Element>} */
  #observed = new Set();
  /** @type {Map<Element, string>} */
  #shown = new Map();

  /** @param {LitElement} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: MARGIN });
  }

  hostUpdated() {
    const there = new Set(this.#host.renderRoot.querySelectorAll("[data-channel]"));
    /** @type {string[]} */
    const gone = [];
    for (const node of this.#observed) {
      if (there.has(node)) continue;
      this.#observer?.unobserve(node);
      this.#observed.delete(node);
      const name = this.#shown.get(node);
      if (name !== undefined) gone.push(name);
      this.#shown.delete(node);
    }
    for (const node of there) {
      if (this.#observed.has(node)) continue;
      this.#observed.add(node);
      this.#observer?.observe(node);
    }
    if (gone.length > 0) this.#tell([], gone);
  }

  hostDisconnected() {
    this.#observer?.disconnect();
    this.#observed.clear();
    const gone = [...this.#shown.values()];
    this.#shown.clear();
    if (gone.length > 0) this.#tell([], gone);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    /** @type {string[]} */
    const shown = [];
    /** @type {string[]} */
    const hidden = [];
    for (const { target, isIntersecting } of entries) {
      const name = this.#shown.get(target);
      if (isIntersecting && name === undefined) {
        const channel = /** @type {HTMLElement} */ (target).dataset["channel"] ?? "";
        this.#shown.set(target, channel);
        shown.push(channel);
      } else if (!isIntersecting && name !== undefined) {
        this.#shown.delete(target);
        hidden.push(name);
      }
    }
    if (shown.length + hidden.length > 0) this.#tell(shown, hidden);
  }

  /**
   * @param {string[]} shown
   * @param {string[]} hidden
   */
  #tell(shown, hidden) {
    // An element that has left the page has nobody above it to hear.
    wish(this.#host.isConnected ? this.#host : document.body, "live-shown", { shown, hidden });
  }
}
