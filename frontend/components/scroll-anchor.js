/** @import { MessageItem } from "./message-item.js" */

/** Up to this far from the end, arriving messages push the view along. */
const STUCK_WITHIN = 100;

/** How many messages are held: the first that is still there when the content has changed counts. */
const MOST_HELD = 30;

/**
 * Keeps what the reader looks at where it is: the text of a message, or the bottom. Something that changes the content calls `measure`
 * before and `settle` after.
 */
export class ScrollAnchor {
  /** Whether the view follows the newest message. */
  stuck = true;

  /**
   * What was visible, and how far below the window's upper edge its text began: what stands around the text, or above the whole view,
   * may come and go. The first of them is what counts.
   *
   * @type {{item: MessageItem, top: number}[]}
   */
  #held = [];
  /** @type {{find: () => Element | null | undefined, top: (view: DOMRect, box: DOMRect) => number, done: () => void} | null} */
  #aim = null;
  /** Where we left the scroll position; anything else is the reader's doing. */
  #top = -1;
  /** Whether the reader has scrolled since the last measuring, as the last settling found. */
  #scrolled = false;

  /** Whether a jump has not landed yet. */
  get aiming() {
    return this.#aim !== null;
  }

  /** The message whose text stays where it is, and how far below the window's upper edge; null while the end is followed. */
  get place() {
    const held = this.#held.find(({ item }) => item.row.message.seq > 0);
    return this.stuck || !held ? null : { seq: held.item.row.message.seq, top: held.top };
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
   * @param {(view: DOMRect, box: DOMRect) => number} top how far below the window's upper edge the element's is to be
   * @param {() => void} [done]
   */
  aim(find, top, done = () => {}) {
    this.stuck = false;
    this.#held = [];
    this.#aim = { find, top, done };
  }

  /**
   * Notices whether the reader has scrolled, and remembers where things are now.
   *
   * @param {HTMLElement} scroller
   * @param {readonly MessageItem[]} items in order
   * @param {boolean} endIsDrawn whether the bottom of what is drawn is the newest message
   */
  measure(scroller, items, endIsDrawn) {
    if (this.#aim) return;
    const scrolled = this.#scrolled || Math.abs(scroller.scrollTop - this.#top) >= 1;
    this.#scrolled = false;
    if (scrolled) {
      this.#top = scroller.scrollTop;
      const under = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
      this.stuck = endIsDrawn && under <= STUCK_WITHIN;
    }
    if (this.stuck) return;
    const [before] = this.#held;
    this.#held = textsInView(scroller, items);
    // Positions are rounded to pixels: what has not been scrolled belongs where it was, or it would wander off bit by bit.
    if (!scrolled && before && this.#held[0]?.item === before.item) this.#held[0].top = before.top;
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
    this.#followReader(scroller);
    const held = this.#held.find(({ item }) => item.isConnected && item.words);
    if (!held) return;
    const moved = topOf(/** @type {Element} */ (held.item.words)) - held.top;
    if (Math.abs(moved) > 0.25) scroller.scrollTop += moved;
    this.#top = scroller.scrollTop;
  }

  /**
   * Takes a scrolling into account that happened after the last measuring. At the very end it is the browser that may have scrolled, since
   * there is less than there was.
   *
   * @param {HTMLElement} scroller
   */
  #followReader({ scrollTop, scrollHeight, clientHeight }) {
    const by = scrollTop - this.#top;
    if (Math.abs(by) < 1 || scrollHeight - clientHeight - scrollTop < 1) return;
    for (const held of this.#held) held.top -= by;
    this.#scrolled = true;
  }

  /**
   * Ends a jump, once everything that was drawn has its height.
   *
   * @param {HTMLElement} scroller
   * @param {readonly MessageItem[]} items in order
   */
  goalReached(scroller, items) {
    if (!this.#aim || !this.#takeAim(scroller)) return;
    const { done } = this.#aim;
    this.#aim = null;
    this.#top = scroller.scrollTop;
    this.#held = textsInView(scroller, items);
    done();
  }

  /**
   * @param {HTMLElement} scroller
   * @returns {boolean} whether what is aimed at is there
   */
  #takeAim(scroller) {
    const goal = this.#aim?.find();
    if (!goal || !this.#aim) return false;
    const view = scroller.getBoundingClientRect();
    const box = goal.getBoundingClientRect();
    scroller.scrollTop += box.top - this.#aim.top(view, box);
    return true;
  }
}

/**
 * The messages in the view and where their texts begin, the first whose text begins in it before all others.
 *
 * @param {HTMLElement} scroller
 * @param {readonly MessageItem[]} items in order
 * @returns {{item: MessageItem, top: number}[]}
 */
function textsInView(scroller, items) {
  const view = scroller.getBoundingClientRect();
  /** @type {{item: MessageItem, top: number}[]} */
  const texts = [];
  for (let i = firstBelow(items, view.top); i < items.length && texts.length < MOST_HELD; i++) {
    const { words } = items[i];
    if (!words) continue;
    const top = topOf(words);
    if (top > view.bottom && texts.length > 0) break;
    texts.push({ item: items[i], top });
  }
  if (texts.length > 1 && texts[0].top < view.top) texts.push(.../** @type {any} */ (texts.splice(0, 1)));
  return texts;
}

/** @param {Element} element */
function topOf(element) {
  return element.getBoundingClientRect().top;
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
