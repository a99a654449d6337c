import { isOpen } from "./entry.js";

/** @import { Entry, EntryStore } from "./entry.js" */

/**
 * The entries that there are: in memory, and in a store that other tabs write as well. What the store does not take lives in memory
 * only.
 */
export class KeptEntries {
  /** @type {Map<string, Entry>} */
  #byId = new Map();
  /** @type {Set<Promise<unknown>>} */
  #saving = new Set();
  /** What the store did not take, so that its absence there means nothing. @type {Set<string>} */
  #unstored = new Set();
  #store;
  #tell;
  #lastOrder = 0;
  #linked = false;

  /**
   * @param {EntryStore} store
   * @param {() => void} tell lets the other tabs know that the store has changed
   */
  constructor(store, tell) {
    this.#store = store;
    this.#tell = tell;
  }

  /** @param {string} id */
  get(id) {
    return this.#byId.get(id);
  }

  /** @param {string} id */
  has(id) {
    return this.#byId.has(id);
  }

  /** @returns {IterableIterator<Entry>} in no order */
  [Symbol.iterator]() {
    return this.#byId.values();
  }

  /** Whether there is a connection: what waits is being sent then, and queued otherwise. */
  get linked() {
    return this.#linked;
  }

  set linked(linked) {
    this.#linked = linked;
    for (const entry of this.#byId.values()) {
      if (isOpen(entry)) this.#byId.set(entry.id, { ...entry, state: this.waitingState });
    }
  }

  /** @returns {"queued" | "sending"} the state of what waits */
  get waitingState() {
    return this.#linked ? "sending" : "queued";
  }

  /** How many wait. @returns {number} */
  get waiting() {
    let count = 0;
    for (const entry of this.#byId.values()) if (isOpen(entry)) count++;
    return count;
  }

  /**
   * @param {string} room
   * @returns {Entry[]} of a room, in order
   */
  of(room) {
    return this.ordered.filter((entry) => entry.room === room);
  }

  /** @returns {Entry[]} in the order they were made */
  get ordered() {
    return [...this.#byId.values()].sort((a, b) => a.order - b.order);
  }

  /**
   * @param {number} now
   * @returns {number} the order of a new entry
   */
  nextOrder(now) {
    this.#lastOrder = Math.max(this.#lastOrder + 1, now);
    return this.#lastOrder;
  }

  /** @param {Entry} entry changed in memory only */
  note(entry) {
    this.#byId.set(entry.id, entry);
  }

  /** @param {Entry} entry */
  save(entry) {
    this.#byId.set(entry.id, entry);
    this.#track(
      this.#store.put(entry).then(
        () => void this.#unstored.delete(entry.id),
        () => void this.#unstored.add(entry.id),
      ),
    );
  }

  /** @param {string} id of one that is in memory only */
  drop(id) {
    this.#byId.delete(id);
  }

  /** @param {string} id */
  forget(id) {
    this.#byId.delete(id);
    this.#track(this.#store.delete(id));
  }

  /** Resolves once the store has answered everything. */
  async settled() {
    while (this.#saving.size > 0) await Promise.all(this.#saving);
  }

  /**
   * Makes memory what the store says.
   *
   * @param {(entry: Entry) => boolean} isBusy whether an entry is on its way, and stays whatever the store says
   * @returns {Promise<void>}
   */
  async reconcile(isBusy) {
    await this.settled();
    /** @type {Entry[]} */
    let stored;
    try {
      stored = await this.#store.all();
    } catch {
      return;
    }
    if (this.#saving.size > 0) return this.reconcile(isBusy);
    const kept = new Set(stored.map((entry) => entry.id));
    for (const entry of this.#byId.values()) {
      const gone = !kept.has(entry.id) && !this.#unstored.has(entry.id);
      if (gone && entry.state !== "sent" && !isBusy(entry)) this.#byId.delete(entry.id);
    }
    for (const entry of stored) {
      this.#lastOrder = Math.max(this.#lastOrder, entry.order);
      const known = this.#byId.get(entry.id);
      if (known && known.state !== "refused" && entry.state !== "refused") continue;
      this.#byId.set(entry.id, { ...entry, state: entry.state === "refused" ? "refused" : this.waitingState });
    }
  }

  /** @param {Promise<void>} writing */
  #track(writing) {
    const settled = writing.then(
      () => this.#tell(),
      () => {},
    );
    this.#saving.add(settled);
    settled.finally(() => this.#saving.delete(settled));
  }
}
