/** Up to this far from the end, arriving messages push the view along. */
const STUCK_WITHIN = 100;

/**
 * Keeps what the reader looks at where it is: a message, or the bottom. Something that changes the content calls `measure` before
 * and `settle` after.
 */
export class ScrollAnchor {
  /** Whether the view follows the newest message. */
  stuck = true;

  /**
   * What was visible, and where its lower edge was: above that a message may still get or lose its head, when the one before it
   * comes.
   *
   * @type {{item: Element, bottom: number}[]}
   */
  #held = [];
  /** @type {{find: () => Element | null | undefined, at: number, done?: () => void} | null} */
  #aim = null;
  /** Where we left the scroll position; anything else is the reader's doing. */
  #top = -1;

  /** Whether a jump has not landed yet. */
  get aiming() {
    return this.#aim !== null;
  }

  /** Forgets everything: another room. */
  clear() {
    this.stuck = true;
    this.#held = [];
    this.#aim = null;
  }

  /** Goes to the bottom, and stays there. */
  stick() {
    this.stuck = true;
    this.#held = [];
    this.#aim = null;
  }

  /**
   * Goes to an element as soon as it is there.
   *
   * @param {() => Element | null | undefined} find
   * @param {number} at where in the view, from 0 at its top to 1
   * @param {() => void} [done]
   */
  aim(find, at, done) {
    this.stuck = false;
    this.#held = [];
    this.#aim = { find, at, ...(done ? { done } : {}) };
  }

  /**
   * Notices whether the reader has scrolled.
   *
   * @param {HTMLElement} scroller
   * @param {boolean} endIsDrawn whether the bottom of what is drawn is the newest message
   */
  notice(scroller, endIsDrawn) {
    if (this.#aim || Math.abs(scroller.scrollTop - this.#top) < 1) return;
    this.#top = scroller.scrollTop;
    const under = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    this.stuck = endIsDrawn && under <= STUCK_WITHIN;
  }

  /**
   * Remembers where things are now.
   *
   * @param {HTMLElement} scroller
   * @param {readonly Element[]} items in order
   */
  measure(scroller, items) {
    if (this.stuck || this.#aim) return;
    const view = scroller.getBoundingClientRect();
    this.#held = [];
    for (let i = firstBelow(items, view.top); i < items.length && this.#held.length < 30; i++) {
      const { top, bottom } = items[i].getBoundingClientRect();
      if (top > view.bottom) break;
      this.#held.push({ item: items[i], bottom: bottom - view.top });
    }
  }

  /**
   * Puts the view where it belongs.
   *
   * @param {HTMLElement} scroller
   */
  settle(scroller) {
    if (this.#aim) {
      this.#takeAim(scroller);
      return;
    }
    if (this.stuck) {
      const bottom = scroller.scrollHeight - scroller.clientHeight;
      if (Math.abs(scroller.scrollTop - bottom) > 0.5) scroller.scrollTop = bottom;
      this.#top = scroller.scrollTop;
      return;
    }
    const held = this.#held.find(({ item }) => item.isConnected);
    if (!held) return;
    const moved = held.item.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top - held.bottom;
    if (Math.abs(moved) > 0.25) scroller.scrollTop += moved;
    this.#top = scroller.scrollTop;
  }

  /**
   * Ends a jump, once everything that was drawn has its height.
   *
   * @param {HTMLElement} scroller
   */
  goalReached(scroller) {
    if (!this.#aim) return;
    const { find, done } = this.#aim;
    this.#takeAim(scroller);
    const goal = find();
    if (!goal) return;
    this.#aim = null;
    this.#top = scroller.scrollTop;
    this.#held = [{ item: goal, bottom: goal.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top }];
    done?.();
  }

  /** @param {HTMLElement} scroller */
  #takeAim(scroller) {
    const goal = this.#aim?.find();
    if (!goal || !this.#aim) return;
    const view = scroller.getBoundingClientRect();
    const box = goal.getBoundingClientRect();
    scroller.scrollTop += box.top - view.top - Math.max(0, (view.height - box.height) * this.#aim.at);
  }
}

/**
 * @param {readonly Element[]} items in order
 * @param {number} edge
 * @returns {number} the first that reaches below an edge
 */
function firstBelow(items, edge) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (items[middle].getBoundingClientRect().bottom <= edge) low = middle + 1;
    else high = middle;
  }
  return low;
}
