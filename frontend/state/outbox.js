/** @import { ProblemLike } from "./types.js" */

/**
 * Something the reader wants and the server has not confirmed.
 *
 * @typedef {object} Entry
 * @property {string} id the client-msg-id: the same for every attempt, so that it takes effect once
 * @property {"message" | "edit" | "delete" | "restore" | "reaction"} kind
 * @property {string} room
 * @property {number} order rises with time; entries of one room are sent in this order
 * @property {number} at when it was made, milliseconds since 1970
 * @property {"queued" | "sending" | "sent" | "refused"} state
 * @property {number} attempts how often it was sent without an answer
 * @property {string} [text] of a message or an edit
 * @property {number} [replyTo] of a message
 * @property {number} [target] the seq of the message to change
 * @property {string} [emoji] of a reaction
 * @property {boolean} [on] of a reaction: the last intent
 * @property {number} [seq] once stored
 * @property {string} [reason] why it was refused, for the reader
 */

/**
 * Where entries survive a reload. Every promise may reject: then the entry lives in memory only.
 *
 * @typedef {object} EntryStore
 * @property {() => Promise<Entry[]>} all
 * @property {(entry: Entry) => Promise<void>} put
 * @property {(id: string) => Promise<void>} delete
 */

/**
 * @typedef {object} OutboxDependencies
 * @property {EntryStore} store
 * @property {(entry: Entry) => Promise<{seq?: number}>} send resolves once stored; rejects with a problem (`code`) if refused, and
 *   with anything else if nobody knows
 * @property {(work: () => Promise<void>) => Promise<void>} [exclusive] runs the work while no other tab does
 * @property {() => void} [tell] lets the other tabs know that the store has changed
 * @property {() => number} [now]
 * @property {() => string} [newId]
 * @property {(ms: number) => Promise<void>} [sleep]
 */

/** Codes that say "not now" rather than "no". */
const TEMPORARY = new Set(["too_many", "unavailable"]);

/**
 * What was said and is not known to be stored. In each room one thing after another is sent, again and again with the same id, until
 * it is confirmed or refused for good; a later one never overtakes an earlier one. Fires "change", and "refused" with {entry} when
 * one is refused for good.
 */
export class Outbox extends EventTarget {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** @type {Required<OutboxDependencies>} */
  #uses;
  /** @type {Set<Promise<unknown>>} */
  #saving = new Set();
  /** @type {Map<string, Promise<void>>} */
  #lanes = new Map();
  /** @type {Map<string, (receipt: {seq?: number}) => void>} */
  #inFlight = new Map();
  #draining = false;
  #holding = false;
  #linked = false;
  #lastOrder = 0;
  #signedOut = false;
  /** What the store did not take, so that its absence there means nothing. @type {Set<string>} */
  #unstored = new Set();

  /** @param {OutboxDependencies} dependencies */
  constructor(dependencies) {
    super();
    this.#uses = {
      exclusive: (work) => work(),
      tell: () => {},
      now: () => Date.now(),
      newId: () => crypto.randomUUID(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      ...dependencies,
    };
  }

  /** Takes up what an earlier page or another tab has left. */
  async load() {
    await this.#reconcile();
    this.#changed();
    this.drain();
  }

  /**
   * @param {string} room
   * @returns {Entry[]} of a room, in order
   */
  of(room) {
    return this.#ordered().filter((entry) => entry.room === room);
  }

  /** How many things wait to be sent. @returns {number} */
  get waiting() {
    let count = 0;
    for (const entry of this.#entries.values()) if (isOpen(entry)) count++;
    return count;
  }

  /** Which rooms have something refused, and how much. @returns {Map<string, number>} */
  get unsent() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const entry of this.#entries.values()) {
      if (entry.state === "refused") counts.set(entry.room, (counts.get(entry.room) ?? 0) + 1);
    }
    return counts;
  }

  /**
   * Says something: it is in the outbox when this returns.
   *
   * @param {string} room
   * @param {string} text
   * @param {number | null} [replyTo]
   * @returns {Entry}
   */
  say(room, text, replyTo) {
    return this.#add({ kind: "message", room, text, ...(replyTo == null ? {} : { replyTo }) });
  }

  /**
   * @param {string} room
   * @param {number} target
   * @param {string} text
   */
  edit(room, target, text) {
    this.#dropRefused(room, target);
    return this.#add({ kind: "edit", room, target, text });
  }

  /**
   * @param {string} room
   * @param {number} target
   */
  remove(room, target) {
    this.#dropRefused(room, target);
    return this.#add({ kind: "delete", room, target });
  }

  /**
   * @param {string} room
   * @param {number} target
   */
  restore(room, target) {
    for (const entry of this.of(room)) {
      if (entry.kind === "delete" && entry.target === target && isOpen(entry) && entry.attempts === 0) {
        this.#forget(entry.id);
        this.#changed();
        return entry;
      }
    }
    return this.#add({ kind: "restore", room, target });
  }

  /**
   * Wants a reaction on or off. Of several wishes about the same one the last counts.
   *
   * @param {string} room
   * @param {number} target
   * @param {string} emoji
   * @param {boolean} on
   */
  react(room, target, emoji, on) {
    for (const entry of this.of(room)) {
      const same = entry.kind === "reaction" && entry.target === target && entry.emoji === emoji;
      if (same && !this.#inFlight.has(entry.id)) this.#forget(entry.id);
    }
    return this.#add({ kind: "reaction", room, target, emoji, on });
  }

  /**
   * Tries again what was refused, behind what was said since.
   *
   * @param {string} id
   */
  retry(id) {
    const entry = this.#entries.get(id);
    if (entry?.state !== "refused") return;
    const { reason: _reason, ...again } = entry;
    this.#save({ ...again, state: this.#linked ? "sending" : "queued", attempts: 0, order: this.#nextOrder() });
    this.#changed();
    this.drain();
  }

  /**
   * Gives up what was refused, or was never sent. What is on its way cannot be called back.
   *
   * @param {string} id
   * @returns {Entry | undefined} what was given up
   */
  discard(id) {
    const entry = this.#entries.get(id);
    if (!entry || !canDiscard(entry) || this.#inFlight.has(id)) return undefined;
    this.#forget(id);
    this.#changed();
    return entry;
  }

  /**
   * Learns from the room's log that something was stored, perhaps before the receipt or in its place.
   *
   * @param {string} id the client-msg-id
   * @param {number} seq
   */
  confirm(id, seq) {
    if (!this.#entries.has(id)) return;
    const settle = this.#inFlight.get(id);
    this.#forget(id);
    settle?.({ seq });
    this.#changed();
  }

  /**
   * Forgets what was stored and is now seen in the log.
   *
   * @param {string} room
   * @param {number} head the log is known up to here
   */
  seen(room, head) {
    let changed = false;
    for (const entry of this.of(room)) {
      if (entry.state !== "sent" || (entry.seq !== undefined && entry.seq > head)) continue;
      this.#entries.delete(entry.id);
      changed = true;
    }
    if (changed) this.#changed();
  }

  /**
   * Learns whether there is a connection; with one, everything is sent.
   *
   * @param {boolean} linked
   */
  link(linked) {
    if (this.#linked === linked) return;
    this.#linked = linked;
    for (const entry of this.#entries.values()) {
      if (isOpen(entry)) this.#entries.set(entry.id, { ...entry, state: linked ? "sending" : "queued" });
    }
    this.#changed();
    if (linked) this.drain();
  }

  /** Looks at the store again: another tab has changed it. */
  async refresh() {
    await this.#reconcile();
    this.#changed();
    this.drain();
  }

  /** Sends what can be sent. Returns at once when that is under way. */
  async drain() {
    if (!this.#linked) return;
    if (this.#draining) {
      if (this.#holding) this.#startLanes();
      return;
    }
    if (this.waiting === 0) return;
    this.#draining = true;
    try {
      await this.#uses.exclusive(async () => {
        await this.#reconcile();
        this.#holding = true;
        try {
          this.#startLanes();
          while (this.#lanes.size > 0) await Promise.race(this.#lanes.values());
        } finally {
          this.#holding = false;
        }
      });
    } finally {
      this.#draining = false;
    }
    if (this.#linked && this.waiting > 0 && !this.#signedOut) this.drain();
  }

  /** Tries again after signing in. */
  signedIn() {
    this.#signedOut = false;
    this.drain();
  }

  #startLanes() {
    if (this.#signedOut) return;
    for (const entry of this.#ordered()) {
      if (!isOpen(entry) || this.#lanes.has(entry.room)) continue;
      const room = entry.room;
      this.#lanes.set(
        room,
        this.#runLane(room).finally(() => this.#lanes.delete(room)),
      );
    }
  }

  /** @param {string} room */
  async #runLane(room) {
    for (;;) {
      const entry = this.#linked && !this.#signedOut ? this.of(room).find(isOpen) : undefined;
      if (!entry) return;
      await this.#attempt(entry);
    }
  }

  /** @param {Entry} first */
  async #attempt(first) {
    const entry = { ...first, state: /** @type {const} */ ("sending"), attempts: first.attempts + 1 };
    this.#entries.set(entry.id, entry);
    if (entry.attempts === 1) {
      this.#save(entry);
      await this.#settled();
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
    this.#forget(entry.id);
    if (receipt.seq !== undefined) this.#entries.set(entry.id, { ...entry, state: "sent", seq: receipt.seq });
    this.#changed();
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
      this.#entries.set(entry.id, { ...entry, state: "queued" });
      this.#changed();
    } else if (problem.code && TEMPORARY.has(problem.code)) {
      await this.#uses.sleep(Math.min(30, problem.retryAfter ?? 1) * 1000);
    } else if (problem.code && problem.status) {
      const refused = { ...entry, state: /** @type {const} */ ("refused"), reason: problem.detail ?? problem.code };
      if (entry.kind === "reaction" || entry.kind === "restore") this.#forget(entry.id);
      else this.#save(refused);
      this.#changed();
      this.dispatchEvent(new CustomEvent("refused", { detail: { entry: refused } }));
    } else if (this.#linked) {
      await this.#uses.sleep(Math.min(1000, 100 * 2 ** entry.attempts));
    }
  }

  /**
   * @param {Pick<Entry, "kind" | "room"> & Partial<Entry>} wish
   * @returns {Entry}
   */
  #add(wish) {
    const order = this.#nextOrder();
    /** @type {Entry} */
    const entry = {
      id: this.#uses.newId(),
      order,
      at: this.#uses.now(),
      state: this.#linked ? "sending" : "queued",
      attempts: 0,
      ...wish,
    };
    this.#save(entry);
    this.#changed();
    this.drain();
    return entry;
  }

  #nextOrder() {
    this.#lastOrder = Math.max(this.#lastOrder + 1, this.#uses.now());
    return this.#lastOrder;
  }

  /**
   * @param {string} room
   * @param {number} target
   */
  #dropRefused(room, target) {
    for (const entry of this.of(room)) {
      if (entry.state === "refused" && entry.target === target) this.#forget(entry.id);
    }
  }

  /** @param {Entry} entry */
  #save(entry) {
    this.#entries.set(entry.id, entry);
    this.#track(
      this.#uses.store.put(entry).then(
        () => void this.#unstored.delete(entry.id),
        () => void this.#unstored.add(entry.id),
      ),
    );
  }

  /** @param {string} id */
  #forget(id) {
    this.#entries.delete(id);
    this.#track(this.#uses.store.delete(id));
  }

  /** @param {Promise<void>} writing */
  #track(writing) {
    const settled = writing.then(
      () => this.#uses.tell(),
      () => {},
    );
    this.#saving.add(settled);
    settled.finally(() => this.#saving.delete(settled));
  }

  async #settled() {
    while (this.#saving.size > 0) await Promise.all(this.#saving);
  }

  /** Makes memory what the store says, which other tabs write as well. @returns {Promise<void>} */
  async #reconcile() {
    await this.#settled();
    /** @type {Entry[]} */
    let stored;
    try {
      stored = await this.#uses.store.all();
    } catch {
      return;
    }
    if (this.#saving.size > 0) return this.#reconcile();
    const kept = new Set(stored.map((entry) => entry.id));
    for (const entry of this.#entries.values()) {
      const gone = !kept.has(entry.id) && !this.#unstored.has(entry.id);
      if (gone && entry.state !== "sent" && !this.#inFlight.has(entry.id)) this.#entries.delete(entry.id);
    }
    for (const entry of stored) {
      this.#lastOrder = Math.max(this.#lastOrder, entry.order);
      const known = this.#entries.get(entry.id);
      if (known && known.state !== "refused" && entry.state !== "refused") continue;
      const state = entry.state === "refused" ? "refused" : this.#linked ? "sending" : "queued";
      this.#entries.set(entry.id, { ...entry, state });
    }
  }

  #ordered() {
    return [...this.#entries.values()].sort((a, b) => a.order - b.order);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {Entry} entry */
function isOpen(entry) {
  return entry.state === "queued" || entry.state === "sending";
}

/**
 * Whether an entry can still be given up.
 *
 * @param {Entry} entry
 */
export function canDiscard(entry) {
  return entry.state === "refused" || (entry.state === "queued" && entry.attempts === 0);
}
