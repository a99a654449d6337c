/** @import { Row, Timeline } from "../state/timeline.js" */

/** How many messages are drawn when a room is opened, how many more when one scrolls, and how many at most. */
const WINDOW = 90;
const STEP = 60;
const MOST = 300;

/** Who follows the newest message needs no more than this above it; then the oldest are let go, back to WINDOW. */
const MOST_FOLLOWING = 150;

/**
 * Which rows of a timeline are drawn: a window of at most 300, which grows where the reader scrolls to. It knows its ends by the keys of
 * their rows, so that it stays what it is whatever comes before or after.
 */
export class DrawnRows {
  /** Key of the first row that is drawn; null for as many as fit from the end. @type {string | null} */
  #from = null;
  /** Key of the last row that is drawn; null while the end is followed. @type {string | null} */
  #to = null;
  /** Key of the last row of the drawing before. @type {string | null} */
  #last = null;
  /** Key of the first row that could be drawn, if the drawing before began with it. @type {string | null} */
  #edge = null;

  /** Whether the newest row is drawn, and those that will come after it. */
  get followEnd() {
    return this.#to === null;
  }

  /** Draws the newest rows, and follows them. */
  showEnd() {
    this.#from = null;
    this.#to = null;
  }

  /** Another timeline is drawn from now on. */
  clear() {
    this.showEnd();
    this.#last = null;
    this.#edge = null;
  }

  /**
   * Draws what stands around a row.
   *
   * @param {Timeline} timeline
   * @param {number} at its index
   * @returns {Row} the row, or the one after it if that cannot be drawn yet
   */
  showAround({ rows, atStart }, at) {
    const shown = Math.max(at, firstOf(rows, atStart));
    this.#keep(rows, Math.max(0, shown - STEP), Math.min(rows.length, shown + STEP + 1));
    return rows[shown];
  }

  /**
   * @param {Timeline} timeline
   * @param {boolean} stuck whether the reader follows the end
   * @returns {[number, number]} which rows are drawn: from the first, to before the second
   */
  bounds({ rows, atStart }, stuck) {
    let end = this.#to === null ? rows.length : indexOfKey(rows, this.#to) + 1;
    if (end === 0) end = rows.length;
    let start = this.#from === null ? Math.max(0, end - WINDOW) : indexOfKey(rows, this.#from);
    if (start < 0) start = Math.max(0, end - WINDOW);
    if (end - start > MOST) {
      if (stuck) start = end - MOST;
      else end = start + MOST;
    }
    start = Math.max(start, firstOf(rows, atStart));
    this.#keep(rows, start, end);
    return [start, end];
  }

  /**
   * The bounds for a drawing. Lets go of what is far above a reader who follows the newest messages. What is below stays as it is in
   * that drawing, so that nothing that is seen moves; what has come meanwhile is drawn next.
   *
   * @param {Timeline} timeline
   * @param {boolean} stuck
   * @returns {{start: number, end: number, more: boolean}} more: whether another drawing must follow
   */
  draw(timeline, stuck) {
    const { rows, atStart } = timeline;
    let [start, end] = this.bounds(timeline, stuck);
    const last = this.#last === null ? -1 : indexOfKey(rows, this.#last);
    let more = false;
    if (stuck && this.#to === null && last - start > MOST_FOLLOWING) {
      start = last + 1 - WINDOW;
      more = last + 1 < end;
      if (more) end = last + 1;
      this.#from = rows[start]?.key ?? null;
    }
    this.#last = rows[end - 1]?.key ?? null;
    this.#edge = start === firstOf(rows, atStart) ? (rows[start]?.key ?? null) : null;
    return { start, end, more };
  }

  /**
   * Takes more rows into the window, as far as there are any.
   *
   * @param {Timeline} timeline
   * @param {boolean} stuck
   * @param {"up" | "down"} direction
   * @returns {boolean} whether there were any
   */
  grow(timeline, stuck, direction) {
    const { rows, atStart } = timeline;
    let [start, end] = this.bounds(timeline, stuck);
    if (direction === "up") {
      if (start <= firstOf(rows, atStart)) return false;
      start = Math.max(0, start - STEP);
      end = Math.min(end, start + MOST);
    } else {
      if (end >= rows.length) return false;
      end = Math.min(rows.length, end + STEP);
      start = Math.max(start, end - MOST);
    }
    this.#keep(rows, start, end);
    return true;
  }

  /**
   * Takes what has come above the first row at once: without it, what is read could not stay where it is when the edge goes.
   *
   * @param {Timeline} timeline
   * @param {boolean} stuck
   */
  takeOlder(timeline, stuck) {
    this.bounds(timeline, stuck);
    if (this.#from === this.#edge) this.grow(timeline, stuck, "up");
  }

  /**
   * @param {readonly Row[]} rows
   * @param {number} start
   * @param {number} end
   */
  #keep(rows, start, end) {
    this.#from = rows[start]?.key ?? null;
    this.#to = end >= rows.length ? null : (rows[end - 1]?.key ?? null);
  }
}

/**
 * The first row that can be drawn: how a message is drawn depends on the one before it, so that one must be here. What is not sent yet is
 * drawn in any case.
 *
 * @param {readonly Row[]} rows
 * @param {boolean} atStart whether the oldest message of all is among them
 */
function firstOf(rows, atStart) {
  return atStart || rows.length < 2 || rows[0].message.seq === 0 ? 0 : 1;
}

/**
 * Whether a row is the first that can be drawn.
 *
 * @param {Timeline} timeline
 * @param {number} start its index
 */
export function isFirst({ rows, atStart }, start) {
  return start <= firstOf(rows, atStart);
}

/**
 * @param {readonly Row[]} rows
 * @param {string} key
 */
export function indexOfKey(rows, key) {
  return rows.findIndex((row) => row.key === key);
}
