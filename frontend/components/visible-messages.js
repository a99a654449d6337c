/** @import { MessageItem } from "./message-item.js" */

/** Notices which unread messages are at least half visible. */
export class VisibleMessages {
  #tell;
  /** @type {IntersectionObserver | null} */
  #observer = null;
  /** @type {Map<MessageItem, number>} */
  #watched = new Map();

  /** @param {(shown: number[], hidden: number[]) => void} tell with seqs */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * @param {HTMLElement} scroller
   * @param {readonly MessageItem[]} items
   * @param {number} read what is up to here need not be watched
   */
  follow(scroller, items, read) {
    if (this.#observer?.root !== scroller) {
      this.stop();
      this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { root: scroller, threshold: [0, 0.25, 0.5, 0.75] });
    }
    const wanted = new Set();
    for (const item of items) {
      const { seq } = item.row.message;
      if (seq <= read) continue;
      wanted.add(item);
      if (this.#watched.get(item) === seq) continue;
      this.#observer?.unobserve(item);
      this.#watched.set(item, seq);
      this.#observer?.observe(item);
    }
    for (const [item, seq] of this.#watched) {
      if (wanted.has(item)) continue;
      this.#observer?.unobserve(item);
      this.#watched.delete(item);
      this.#tell([], [seq]);
    }
  }

  /** Another room: nothing is watched any more. */
  clear() {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#watched.clear();
  }

  stop() {
    this.clear();
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    /** @type {number[]} */
    const shown = [];
    /** @type {number[]} */
    const hidden = [];
    for (const entry of entries) {
      const seq = this.#watched.get(/** @type {MessageItem} */ (entry.target));
      if (seq === undefined || seq === 0) continue;
      const half = entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= (entry.rootBounds?.height ?? Infinity) / 2;
      (half ? shown : hidden).push(seq);
    }
    this.#tell(shown, hidden);
  }
}
