/** How long the connection may be away before a banner says so. */
const BANNER_AFTER_MS = 5000;

/** How long "Caught up" stays. */
const CAUGHT_UP_MS = 10_000;

/**
 * The connection as the reader sees it: Online · Connecting · Offline (n queued) · Sign in again. Fires "change".
 */
export class Link extends EventTarget {
  /** @type {"online" | "connecting" | "offline" | "signed-out"} */
  state = "connecting";

  /** Whether the fallback over plain HTTP is in use. */
  compatibility = false;

  /** When the next attempt will be made, milliseconds since 1970; null while one is under way. @type {number | null} */
  nextAttemptAt = null;

  /** How many things wait in the outbox. */
  queued = 0;

  /** How many messages came while catching up, for some seconds after a banner; else null. @type {number | null} */
  caughtUp = null;

  /** @type {number | null} */
  #awaySince;
  #everOnline = false;
  #bannerShown = false;
  #now;
  #later;

  /**
   * @param {() => number} [now]
   * @param {(work: () => void, ms: number) => unknown} [later]
   */
  constructor(now = () => Date.now(), later = (work, ms) => setTimeout(work, ms)) {
    super();
    this.#now = now;
    this.#later = later;
    this.#awaySince = now();
    later(() => this.#changed(), BANNER_AFTER_MS + 20);
  }

  /**
   * Takes what the connection says of itself.
   *
   * @param {{state: "online" | "connecting" | "offline" | "signed-out", compatibility?: boolean, nextAttemptAt?: number | null}} news
   */
  heard({ state, compatibility = this.compatibility, nextAttemptAt = null }) {
    if (state === "online") {
      this.#awaySince = null;
      this.#everOnline = true;
    } else if (this.#awaySince === null) {
      this.#awaySince = this.#now();
      this.caughtUp = null;
      this.#later(() => this.#changed(), BANNER_AFTER_MS + 20);
    }
    this.state = state;
    this.compatibility = compatibility;
    this.nextAttemptAt = nextAttemptAt;
    this.#changed();
  }

  /** @param {number} count */
  queue(count) {
    if (count === this.queued) return;
    this.queued = count;
    this.#changed();
  }

  /**
   * Everything that was missed is here.
   *
   * @param {number} count messages
   */
  caught(count) {
    if (!this.#bannerShown) return;
    this.#bannerShown = false;
    this.caughtUp = count;
    this.#changed();
    this.#later(() => {
      this.caughtUp = null;
      this.#changed();
    }, CAUGHT_UP_MS);
  }

  /** Whether the banner is due: the connection has been away for long. */
  get banner() {
    const due =
      this.state !== "online" &&
      this.state !== "signed-out" &&
      this.#awaySince !== null &&
      this.#now() - this.#awaySince >= BANNER_AFTER_MS;
    if (due) this.#bannerShown = true;
    return due;
  }

  /** Whether the connection has been there since the page was opened. */
  get everOnline() {
    return this.#everOnline;
  }

  /** Whole seconds until the next attempt, or null while one is under way. @returns {number | null} */
  get countdown() {
    if (this.nextAttemptAt === null) return null;
    return Math.max(0, Math.ceil((this.nextAttemptAt - this.#now()) / 1000));
  }

  /** @returns {string} */
  get text() {
    switch (this.state) {
      case "online":
        return this.compatibility ? "Online – Compatibility mode" : "Online";
      case "signed-out":
        return "Sign in again";
      case "connecting":
        return this.queued > 0 ? `Connecting – ${this.queued} queued` : "Connecting";
      default:
        return this.queued > 0 ? `Offline – ${this.queued} queued` : "Offline";
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
