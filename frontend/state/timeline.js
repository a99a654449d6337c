import { changedBy, messageOf } from "./message-changes.js";
import { Stretch } from "./stretch.js";
import { rowsOf } from "./timeline-rows.js";

/** @import { Message, RoomEvent, HistoryPage, Person } from "./types.js" */
/** @import { Entry } from "./outbox.js" */
/** @typedef {import("./timeline-rows.js").Row} Row */

/** How many messages are kept while the reader follows the newest; older ones are fetched again when wanted. */
const KEPT_WHILE_FOLLOWING = 600;

/** How many applied events are remembered, for pages of history that were read before them. */
const REMEMBERED_EVENTS = 1000;

/** How many events wait for a gap to be filled; beyond that they are fetched again anyway. */
const HELD_EVENTS = 2000;

/**
 * The messages of one room in log order: one unbroken stretch of it, which reaches the newest unless `atEnd` is false. Takes
 * pages of history and live events, in whatever order and however often they come; applying an event gives the same as fetching
 * afresh.
 *
 * Fires "change" after every change, "gap" with {after} when an event is missing, and "arrived" with {message} for each
 * live message that was not known.
 */
export class Timeline extends EventTarget {
  /** @type {string} */
  room;

  /** The seq of the last event that was applied; null before the first page. @type {number | null} */
  head = null;

  /** Whether the oldest message of the room is here. */
  atStart = false;

  /** Whether the newest message of the room is here, so that arriving ones are shown. */
  atEnd = false;

  /** Messages that arrived while `atEnd` was false. */
  beyond = 0;

  /** @type {Person} */
  #me;
  #stored = new Stretch();
  /** @type {Map<number, RoomEvent>} */
  #held = new Map();
  /** @type {RoomEvent[]} */
  #recent = [];
  /** @type {readonly Entry[]} */
  #entries = [];
  /** @type {Row[] | null} */
  #rows = null;
  /** @type {number | null} */
  #gapTold = null;
  /** @type {Set<string>} */
  #mine = new Set();

  /**
   * @param {string} room
   * @param {Person} me whose reactions are "mine" and whose messages are shown before they are stored
   */
  constructor(room, me) {
    super();
    this.room = room;
    this.#me = me;
  }

  /** Whether any page of history has been taken. */
  get loaded() {
    return this.head !== null;
  }

  /** @returns {number} how many stored messages are here */
  get size() {
    return this.#stored.size;
  }

  /** @returns {number | null} the seq of the oldest message here */
  get first() {
    return this.#stored.first;
  }

  /** @returns {number | null} the seq of the newest message here */
  get last() {
    return this.#stored.last;
  }

  /**
   * @param {number} seq
   * @returns {Message | undefined}
   */
  message(seq) {
    return this.#stored.get(seq)?.message;
  }

  /**
   * Whether a message is here together with what stands before it: without that it is not known how it is to be drawn.
   *
   * @param {number} seq
   */
  shows(seq) {
    return this.#stored.has(seq) && (this.atStart || seq !== this.first);
  }

  /**
   * Whether the reader's emoji is on a message, or will be: what was wanted last counts, whether or not it was drawn or answered.
   *
   * @param {number} seq
   * @param {string} emoji
   */
  hasMine(seq, emoji) {
    const reactions = this.rows.find(({ message }) => message.seq === seq)?.message.reactions;
    return reactions?.some((reaction) => reaction.emoji === emoji && reaction.mine) ?? false;
  }

  /** The reader's last message that can still be edited. @returns {Message | undefined} */
  lastOwn() {
    for (const { message } of this.#stored.backwards()) {
      if (message.by.id === this.#me.id && !message.deleted) return message;
    }
    return undefined;
  }

  /**
   * The first message of somebody else after a read position, if it is here.
   *
   * @param {number} read
   * @returns {Message | undefined}
   */
  firstUnread(read) {
    for (const { message } of this.#stored.from(read + 1)) {
      if (message.by.id !== this.#me.id && !message.deleted) return message;
    }
    return undefined;
  }

  /**
   * Starts again from one page: the newest messages, or those around one of them.
   *
   * @param {HistoryPage} page
   */
  start(page) {
    this.#stored.clear();
    this.beyond = 0;
    this.atStart = page.prev == null;
    this.atEnd = false;
    if (this.head === null) this.head = page.head;
    this.#take(page);
    if (page.next == null) this.#reachEnd(page);
    this.#changed();
  }

  /**
   * Adds the page before the oldest message.
   *
   * @param {HistoryPage} page
   */
  prepend(page) {
    this.#take(page);
    this.atStart = page.prev == null;
    this.#changed();
  }

  /**
   * Adds the page after the newest message.
   *
   * @param {HistoryPage} page
   */
  append(page) {
    if (this.atEnd) return;
    this.#take(page);
    if (page.next == null) this.#reachEnd(page);
    this.#changed();
  }

  /**
   * Starts again from one page, at its position in the log: the log has gone on too far to be caught up with event by event.
   *
   * @param {HistoryPage} page
   */
  restart(page) {
    this.#held.clear();
    this.#recent = [];
    this.#gapTold = null;
    this.head = null;
    this.start(page);
  }

  /** Lets go of the oldest messages, when there are many and the reader is at the newest. */
  trim() {
    if (!this.atEnd || this.size <= KEPT_WHILE_FOLLOWING + 200) return;
    this.#stored.keepNewest(KEPT_WHILE_FOLLOWING);
    this.atStart = false;
    this.#changed();
  }

  /**
   * Takes events of the log, live or fetched: a known one changes nothing, one that is too early waits for those before it.
   *
   * @param {...RoomEvent} events
   */
  apply(...events) {
    if (this.head === null) return;
    let changed = false;
    for (const event of events) {
      if (event.seq <= this.head || this.#held.size >= HELD_EVENTS) continue;
      this.#held.set(event.seq, event);
      for (let next = this.#held.get(this.head + 1); next; next = this.#held.get(this.head + 1)) {
        this.#held.delete(next.seq);
        this.head = next.seq;
        this.#remember(next);
        this.#applyNow(next);
        changed = true;
      }
    }
    if (changed) this.#changed();
    if (this.#held.size === 0) {
      this.#gapTold = null;
    } else if (this.#gapTold !== this.head) {
      this.#gapTold = this.head;
      this.dispatchEvent(new CustomEvent("gap", { detail: { after: this.head } }));
    }
  }

  /** Says "gap" again if one is still open, after fetching failed. */
  retryGap() {
    this.#gapTold = null;
    this.apply();
  }

  /**
   * Shows what the reader has said and the server has not answered yet.
   *
   * @param {readonly Entry[]} entries of this room, in the order they were made
   */
  pending(entries) {
    this.#entries = entries;
    for (const entry of entries) if (entry.kind === "message") this.#mine.add(entry.id);
    this.#changed();
  }

  /** What to draw, oldest first: stored messages by seq, then those that are not stored yet. @returns {readonly Row[]} */
  get rows() {
    const atEnd = this.atEnd || !this.loaded;
    this.#rows ??= rowsOf({ stored: this.#stored, entries: this.#entries, me: this.#me, atEnd });
    return this.#rows;
  }

  /** @param {HistoryPage} page */
  #take(page) {
    for (const item of page.items) {
      const known = this.#stored.get(item.seq);
      if (known && known.asOf >= page.head) continue;
      this.#put(item, page.head, known?.key);
      for (const event of this.#recent) {
        if (event.seq > page.head && event.target === item.seq) this.#applyTo(event.target, event);
      }
    }
  }

  /** @param {HistoryPage} page whose last message was the room's newest at `page.head` */
  #reachEnd(page) {
    const head = /** @type {number} */ (this.head);
    if (page.head < head) {
      const oldest = this.#recent[0]?.seq ?? head + 1;
      if (oldest > page.head + 1) return;
      for (const event of this.#recent) {
        if (event.seq <= page.head) continue;
        if (event.type === "message") this.#put(messageOf(event), event.seq);
        else if (event.target !== undefined) this.#applyTo(event.target, event);
      }
    }
    this.atEnd = true;
    this.beyond = 0;
  }

  /**
   * @param {Message} message
   * @param {number} asOf the event after which it reads like this
   * @param {string} [key]
   */
  #put(message, asOf, key) {
    const own = message.clientMsgId != null && this.#mine.has(message.clientMsgId) && message.by.id === this.#me.id;
    const newKey = own ? `c:${message.clientMsgId}` : `s:${message.seq}`;
    this.#stored.put({ message, asOf, key: key ?? newKey, own });
  }

  /** @param {RoomEvent} event */
  #applyNow(event) {
    if (event.type === "message") {
      if (this.#stored.has(event.seq)) return;
      const message = messageOf(event);
      if (this.atEnd) this.#put(message, event.seq);
      else this.beyond++;
      this.dispatchEvent(new CustomEvent("arrived", { detail: { message } }));
    } else if (event.target !== undefined) {
      this.#applyTo(event.target, event);
    }
  }

  /**
   * @param {number} seq
   * @param {RoomEvent} event
   */
  #applyTo(seq, event) {
    const item = this.#stored.get(seq);
    if (!item || item.asOf >= event.seq) return;
    this.#stored.put({ ...item, message: changedBy(item.message, event, this.#me), asOf: event.seq });
  }

  /** @param {RoomEvent} event */
  #remember(event) {
    this.#recent.push(event);
    if (this.#recent.length > REMEMBERED_EVENTS) this.#recent.splice(0, REMEMBERED_EVENTS / 2);
  }

  #changed() {
    this.#rows = null;
    this.dispatchEvent(new Event("change"));
  }
}
