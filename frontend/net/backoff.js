/** The first wait is up to this, each further one up to twice as long. */
const FIRST_MS = 600;

/** When the next attempt to connect is made: soon at first, and never by all clients at once. */
export class Backoff {
  #failures = 0;
  /** @type {number | null} */
  #awaySince = null;
  #now;
  #random;

  /**
   * @param {() => number} now
   * @param {() => number} random from 0 to 1
   */
  constructor(now, random) {
    this.#now = now;
    this.#random = random;
  }

  /** How many attempts have failed in a row. */
  get failures() {
    return this.#failures;
  }

  /** There is a connection. */
  succeeded() {
    this.#failures = 0;
    this.#awaySince = null;
  }

  /**
   * An attempt has failed, or a connection was lost.
   *
   * @param {number} [spread] the wait is a random part of this, in milliseconds; without it, it grows with the time away
   * @returns {number} how long to wait before the next attempt, in milliseconds
   */
  failed(spread) {
    this.#awaySince ??= this.#now();
    const longest = longestWait(this.#now() - this.#awaySince);
    const ceiling = Math.min(FIRST_MS * 2 ** this.#failures++, longest);
    return spread === undefined ? ceiling * (0.5 + this.#random() / 2) : spread * this.#random();
  }
}

/** @param {number} away how long there has been no connection, in milliseconds */
function longestWait(away) {
  if (away < 90_000) return 1500;
  return away < 300_000 ? 5000 : 15_000;
}
