/** How long a message must be visible to count as read. */
const DWELL_MS = 500;

/**
 * How far the reader has read in one room: a message counts once the window was focused and at least half of it was visible, both for
 * half a second. Only ever moves forward. Fires "change" when it does.
 */
export class ReadPosition extends EventTarget {
  #seq;
  #focused = false;
  #now;
  #later;
  /** When each visible message became readable, null while the window is not focused. @type {Map<number, number | null>} */
  #visible = new Map();

  /**
   * @param {number} seq where it stands
   * @param {() => number} [now]
   * @param {(work: () => void, ms: number) => unknown} [later]
   */
  constructor(seq, now = () => Date.now(), later = (work, ms) => setTimeout(work, ms)) {
    super();
    this.#seq = seq;
    this.#now = now;
    this.#later = later;
  }

  /** @returns {number} */
  get seq() {
    return this.#seq;
  }

  /** @returns {boolean} whether the reader is looking at the window */
  get focused() {
    return this.#focused;
  }

  /** @param {number} seq another device has read up to here */
  moved(seq) {
    if (seq <= this.#seq) return;
    this.#seq = seq;
    this.dispatchEvent(new Event("change"));
  }

  /** @param {number} seq of a message of which half is visible now */
  shown(seq) {
    if (seq <= 0 || this.#visible.has(seq)) return;
    this.#visible.set(seq, this.#focused ? this.#now() : null);
    if (this.#focused && seq > this.#seq) this.#wait();
  }

  /** @param {number} seq of a message of which less than half is visible now */
  hidden(seq) {
    this.#visible.delete(seq);
  }

  /** @param {boolean} focused whether the window is focused and its tab visible */
  focus(focused) {
    if (focused === this.#focused) return;
    this.#focused = focused;
    for (const seq of this.#visible.keys()) this.#visible.set(seq, focused ? this.#now() : null);
    if (focused && this.#visible.size > 0) this.#wait();
  }

  #wait() {
    this.#later(() => this.#advance(), DWELL_MS);
  }

  #advance() {
    const now = this.#now();
    let furthest = this.#seq;
    for (const [seq, since] of this.#visible) {
      if (since !== null && now - since >= DWELL_MS && seq > furthest) furthest = seq;
    }
    this.moved(furthest);
  }
}
