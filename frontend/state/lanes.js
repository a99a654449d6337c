import { isOpen } from "./entry.js";

/** @import { Entry } from "./entry.js" */
/** @import { KeptEntries } from "./kept-entries.js" */
/** @import { ProblemLike } from "./types.js" */

/** Codes that say "not now" rather than "no". */
const TEMPORARY = new Set(["too_many", "unavailable"]);

/**
 * @typedef {object} LanesDependencies
 * @property {(entry: Entry) => Promise<{seq?: number}>} send
 * @property {(work: () => Promise<void>) => Promise<void>} exclusive
 * @property {(ms: number) => Promise<void>} sleep
 * @property {() => void} onChange some entry changed
 * @property {(entry: Entry) => void} onRefused one was refused for good
 */

/**
 * Sends entries: in each room one after another, each again and again with the same id until it is answered; rooms do not wait for
 * each other.
 */
export class Lanes {
  /** @type {Map<string, Promise<void>>} by room */
  #running = new Map();
  /** @type {Map<string, (receipt: {seq?: number}) => void>} */
  #inFlight = new Map();
  #draining = false;
  #holding = false;
  #signedOut = false;
  #entries;
  #uses;

  /**
   * @param {KeptEntries} entries
   * @param {LanesDependencies} dependencies
   */
  constructor(entries, dependencies) {
    this.#entries = entries;
    this.#uses = dependencies;
  }

  /** @param {string} id */
  isInFlight(id) {
    return this.#inFlight.has(id);
  }

  /**
   * Forgets an entry that is known to be stored, whether or not a receipt came.
   *
   * @param {string} id
   * @param {{seq?: number}} receipt
   */
  settle(id, receipt) {
    const settled = this.#inFlight.get(id);
    this.#entries.forget(id);
    settled?.(receipt);
  }

  /** Tries again after signing in. */
  signedIn() {
    this.#signedOut = false;
    this.drain();
  }

  /** Makes memory what the store says, but for what is on its way. */
  reconcile() {
    return this.#entries.reconcile((entry) => this.isInFlight(entry.id));
  }

  /** Sends what can be sent. Returns at once when that is under way. */
  async drain() {
    if (!this.#entries.linked) return;
    if (this.#draining) {
      if (this.#holding) this.#start();
      return;
    }
    if (this.#entries.waiting === 0) return;
    this.#draining = true;
    try {
      await this.#uses.exclusive(async () => {
        await this.reconcile();
        this.#holding = true;
        try {
          this.#start();
          while (this.#running.size > 0) await Promise.race(this.#running.values());
        } finally {
          this.#holding = false;
        }
      });
    } finally {
      this.#draining = false;
    }
    if (this.#entries.linked && this.#entries.waiting > 0 && !this.#signedOut) this.drain();
  }

  #start() {
    if (this.#signedOut) return;
    for (const entry of this.#entries.ordered) {
      const { room } = entry;
      if (!isOpen(entry) || this.#running.has(room)) continue;
      this.#running.set(
        room,
        this.#run(room).finally(() => this.#running.delete(room)),
      );
    }
  }

  /** @param {string} room */
  async #run(room) {
    for (;;) {
      const entry = this.#entries.linked && !this.#signedOut ? this.#entries.of(room).find(isOpen) : undefined;
      if (!entry) return;
      await this.#attempt(entry);
    }
  }

  /** @param {Entry} first */
  async #attempt(first) {
    const entry = { ...first, state: /** @type {const} */ ("sending"), attempts: first.attempts + 1 };
    this.#entries.note(entry);
    if (entry.attempts === 1) {
      this.#entries.save(entry);
      await this.#entries.settled();
      if (!this.#entries.has(entry.id)) return;
    }
    try {
      const confirmed = new Promise((resolve) => this.#inFlight.set(entry.id, resolve));
      const receipt = await Promise.race([this.#uses.send(entry), confirmed]);
      this.#stored(entry, /** @type {{seq?: number}} */ (receipt));
    } catch (failure) {
      await this.#failed(entry, failure);
    } finally {
      this.#inFlight.delete(entry.id);
    }
  }

  /**
   * @param {Entry} entry
   * @param {{seq?: number}} receipt
   */
  #stored(entry, receipt) {
    if (!this.#entries.has(entry.id)) return;
    this.#entries.forget(entry.id);
    if (receipt.seq !== undefined) this.#entries.note({ ...entry, state: "sent", seq: receipt.seq });
    this.#uses.onChange();
  }

  /**
   * @param {Entry} entry
   * @param {unknown} failure
   */
  async #failed(entry, failure) {
    if (!this.#entries.has(entry.id)) return;
    const problem = /** @type {Partial<ProblemLike>} */ (failure ?? {});
    if (problem.code === "unauthenticated") {
      this.#signedOut = true;
      this.#entries.note({ ...entry, state: "queued" });
      this.#uses.onChange();
    } else if (problem.code && TEMPORARY.has(problem.code)) {
      await this.#uses.sleep(Math.min(30, problem.retryAfter ?? 1) * 1000);
    } else if (problem.code && problem.status) {
      const refused = { ...entry, state: /** @type {const} */ ("refused"), reason: problem.detail ?? problem.code };
      if (entry.kind === "reaction" || entry.kind === "restore") this.#entries.forget(entry.id);
      else this.#entries.save(refused);
      this.#uses.onChange();
      this.#uses.onRefused(refused);
    } else if (this.#entries.linked) {
      await this.#uses.sleep(Math.min(1000, 100 * 2 ** entry.attempts));
    }
  }
}
