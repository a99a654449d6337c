import { canDiscard, isOpen } from "./entry.js";
import { KeptEntries } from "./kept-entries.js";
import { Lanes } from "./lanes.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./entry.js").EntryStore} EntryStore */

export { canDiscard };

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

/**
 * What was said and is not known to be stored. In each room one thing after another is sent, again and again with the same id, until
 * it is confirmed or refused for good; a later one never overtakes an earlier one. Fires "change", and "refused" with {entry} when
 * one is refused for good.
 */
export class Outbox extends EventTarget {
  /** @type {KeptEntries} */
  #entries;
  /** @type {Lanes} */
  #lanes;
  #now;
  #newId;

  /** @param {OutboxDependencies} dependencies */
  constructor(dependencies) {
    super();
    const {
      store,
      send,
      exclusive = (work) => work(),
      tell = () => {},
      now = () => Date.now(),
      newId = () => crypto.randomUUID(),
      sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    } = dependencies;
    this.#now = now;
    this.#newId = newId;
    this.#entries = new KeptEntries(store, tell);
    this.#lanes = new Lanes(this.#entries, {
      send,
      exclusive,
      sleep,
      onChange: () => this.#changed(),
      onRefused: (entry) => this.dispatchEvent(new CustomEvent("refused", { detail: { entry } })),
    });
  }

  /** Takes up what an earlier page or another tab has left. */
  async load() {
    await this.#lanes.reconcile();
    this.#changed();
    this.#lanes.drain();
  }

  /**
   * @param {string} room
   * @returns {Entry[]} of a room, in order
   */
  of(room) {
    return this.#entries.of(room);
  }

  /** How many things wait to be sent. @returns {number} */
  get waiting() {
    return this.#entries.waiting;
  }

  /** Which rooms have something refused, and how much. @returns {Map<string, number>} */
  get unsent() {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const entry of this.#entries) {
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
        this.#entries.forget(entry.id);
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
      if (same && !this.#lanes.isInFlight(entry.id)) this.#entries.forget(entry.id);
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
    const order = this.#entries.nextOrder(this.#now());
    this.#entries.save({ ...again, state: this.#entries.waitingState, attempts: 0, order });
    this.#changed();
    this.#lanes.drain();
  }

  /**
   * Gives up what was refused, or was never sent. What is on its way cannot be called back.
   *
   * @param {string} id
   * @returns {Entry | undefined} what was given up
   */
  discard(id) {
    const entry = this.#entries.get(id);
    if (!entry || !canDiscard(entry) || this.#lanes.isInFlight(id)) return undefined;
    this.#entries.forget(id);
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
    this.#lanes.settle(id, { seq });
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
      this.#entries.drop(entry.id);
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
    if (this.#entries.linked === linked) return;
    this.#entries.linked = linked;
    this.#changed();
    if (linked) this.#lanes.drain();
  }

  /** Looks at the store again: another tab has changed it. */
  async refresh() {
    await this.#lanes.reconcile();
    this.#changed();
    this.#lanes.drain();
  }

  /** Sends what can be sent. Returns at once when that is under way. */
  drain() {
    return this.#lanes.drain();
  }

  /** Tries again after signing in. */
  signedIn() {
    this.#lanes.signedIn();
  }

  /**
   * @param {Pick<Entry, "kind" | "room"> & Partial<Entry>} wish
   * @returns {Entry}
   */
  #add(wish) {
    const order = this.#entries.nextOrder(this.#now());
    /** @type {Entry} */
    const entry = {
      id: this.#newId(),
      order,
      at: this.#now(),
      state: this.#entries.waitingState,
      attempts: 0,
      ...wish,
    };
    this.#entries.save(entry);
    this.#changed();
    this.#lanes.drain();
    return entry;
  }

  /**
   * @param {string} room
   * @param {number} target
   */
  #dropRefused(room, target) {
    for (const entry of this.of(room)) {
      if (entry.state === "refused" && entry.target === target) this.#entries.forget(entry.id);
    }
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
