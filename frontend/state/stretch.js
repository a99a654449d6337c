/** @import { Message } from "./types.js" */

/**
 * A stored message and how it stands in the timeline.
 *
 * @typedef {object} Item
 * @property {Message} message
 * @property {number} asOf the event after which it reads like this
 * @property {string} key stays the same from "Sending" to the end of the session
 * @property {boolean} own whether the reader wrote it in this session
 */

/** Messages of a room by seq, in rising order. */
export class Stretch {
  /** @type {Map<number, Item>} */
  #bySeq = new Map();
  /** @type {number[]} rising */
  #order = [];

  get size() {
    return this.#order.length;
  }

  /** @returns {number | null} the oldest seq */
  get first() {
    return this.#order[0] ?? null;
  }

  /** @returns {number | null} the newest seq */
  get last() {
    return this.#order[this.#order.length - 1] ?? null;
  }

  /** @param {number} seq */
  has(seq) {
    return this.#bySeq.has(seq);
  }

  /** @param {number} seq */
  get(seq) {
    return this.#bySeq.get(seq);
  }

  /** @param {Item} item takes the place of what has its seq */
  put(item) {
    const { seq } = item.message;
    if (!this.#bySeq.has(seq)) {
      if (this.last === null || seq > this.last) this.#order.push(seq);
      else this.#order.splice(lowerBound(this.#order, seq), 0, seq);
    }
    this.#bySeq.set(seq, item);
  }

  /** @param {number} count how many of the newest are kept */
  keepNewest(count) {
    for (const seq of this.#order.splice(0, Math.max(0, this.size - count))) this.#bySeq.delete(seq);
  }

  clear() {
    this.#bySeq.clear();
    this.#order = [];
  }

  /**
   * @param {number} [seq]
   * @returns {Generator<Item>} those from a seq on, oldest first
   */
  *from(seq = 0) {
    for (let i = lowerBound(this.#order, seq); i < this.#order.length; i++) yield this.#at(i);
  }

  /** @returns {Generator<Item>} all, newest first */
  *backwards() {
    for (let i = this.#order.length - 1; i >= 0; i--) yield this.#at(i);
  }

  /** @param {number} index */
  #at(index) {
    return /** @type {Item} */ (this.#bySeq.get(this.#order[index]));
  }
}

/**
 * @param {readonly number[]} rising
 * @param {number} value
 * @returns {number} the first index whose value is not below
 */
function lowerBound(rising, value) {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
