/** @import { Message, RoomEvent, HistoryPage, Person, Reaction } from "./types.js" */
/** @import { Entry } from "./outbox.js" */

/**
 * One row of the timeline.
 *
 * @typedef {object} Row
 * @property {string} key stays the same from "Sending" to the end of the session
 * @property {Message} message what to show; of one that has no seq yet, `seq` is 0
 * @property {Entry | null} entry the outbox's entry, while the message or a change of it is not known to be stored
 * @property {boolean} own whether the reader wrote it in this session
 */

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
  /** @type {Map<number, {message: Message, asOf: number, key: string, own: boolean}>} */
  #bySeq = new Map();
  /** @type {number[]} rising */
  #order = [];
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
    return this.#order.length;
  }

  /** @returns {number | null} the seq of the oldest message here */
  get first() {
    return this.#order[0] ?? null;
  }

  /** @returns {number | null} the seq of the newest message here */
  get last() {
    return this.#order[this.#order.length - 1] ?? null;
  }

  /**
   * @param {number} seq
   * @returns {Message | undefined}
   */
  message(seq) {
    return this.#bySeq.get(seq)?.message;
  }

  /**
   * Whether a message is here together with what stands before it: without that it is not known how it is to be drawn.
   *
   * @param {number} seq
   */
  shows(seq) {
    return this.#bySeq.has(seq) && (this.atStart || seq !== this.first);
  }

  /** The reader's last message that can still be edited. @returns {Message | undefined} */
  lastOwn() {
    for (let i = this.#order.length - 1; i >= 0; i--) {
      const { message } = /** @type {{message: Message}} */ (this.#bySeq.get(this.#order[i]));
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
    for (let i = lowerBound(this.#order, read + 1); i < this.#order.length; i++) {
      const { message } = /** @type {{message: Message}} */ (this.#bySeq.get(this.#order[i]));
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
    this.#bySeq.clear();
    this.#order = [];
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

  /** Forgets everything, the position in the log too: the log has gone on too far to be caught up with event by event. */
  reset() {
    this.#bySeq.clear();
    this.#order = [];
    this.#held.clear();
    this.#recent = [];
    this.#gapTold = null;
    this.head = null;
    this.atStart = false;
    this.atEnd = false;
    this.beyond = 0;
    this.#changed();
  }

  /** Lets go of the oldest messages, when there are many and the reader is at the newest. */
  trim() {
    if (!this.atEnd || this.#order.length <= KEPT_WHILE_FOLLOWING + 200) return;
    for (const seq of this.#order.splice(0, this.#order.length - KEPT_WHILE_FOLLOWING)) this.#bySeq.delete(seq);
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
    this.#rows ??= this.#draw();
    return this.#rows;
  }

  /** @returns {Row[]} */
  #draw() {
    /** @type {Map<number, Entry[]>} */
    const changes = new Map();
    /** @type {Entry[]} */
    const unsent = [];
    const seen = new Set();
    for (const entry of this.#entries) {
      if (entry.kind === "message") unsent.push(entry);
      else if (entry.target !== undefined) changes.set(entry.target, [...(changes.get(entry.target) ?? []), entry]);
    }
    /** @type {Row[]} */
    const rows = [];
    for (const seq of this.#order) {
      const item = /** @type {{message: Message, key: string, own: boolean}} */ (this.#bySeq.get(seq));
      seen.add(item.message.clientMsgId);
      const wanted = changes.get(seq);
      if (wanted) {
        const visible = wanted.filter((entry) => entry.kind !== "reaction");
        rows.push({
          key: item.key,
          message: wanted.reduce(withWish, item.message),
          entry: visible[visible.length - 1] ?? null,
          own: item.own,
        });
      } else {
        rows.push(rowOf(item));
      }
    }
    if (this.atEnd || !this.loaded) {
      for (const entry of unsent) {
        const known = seen.has(entry.id) || (entry.seq !== undefined && this.#bySeq.has(entry.seq));
        if (!known) rows.push(this.#unsentRow(entry));
      }
    }
    return rows;
  }

  /**
   * @param {Entry} entry
   * @returns {Row}
   */
  #unsentRow(entry) {
    return {
      key: `c:${entry.id}`,
      message: {
        type: "message",
        room: this.room,
        seq: 0,
        id: "",
        at: new Date(entry.at).toISOString(),
        by: this.#me,
        text: entry.text ?? "",
        replyTo: entry.replyTo ?? null,
        clientMsgId: entry.id,
      },
      entry,
      own: true,
    };
  }

  /** @param {HistoryPage} page */
  #take(page) {
    for (const item of page.items) {
      const known = this.#bySeq.get(item.seq);
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
    if (!this.#bySeq.has(message.seq)) {
      if (this.#order.length === 0 || message.seq > this.#order[this.#order.length - 1]) this.#order.push(message.seq);
      else this.#order.splice(lowerBound(this.#order, message.seq), 0, message.seq);
    }
    this.#bySeq.set(message.seq, { message, asOf, key: key ?? newKey, own });
  }

  /** @param {RoomEvent} event */
  #applyNow(event) {
    if (event.type === "message") {
      if (this.#bySeq.has(event.seq)) return;
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
    const item = this.#bySeq.get(seq);
    if (!item || item.asOf >= event.seq) return;
    this.#bySeq.set(seq, { ...item, message: changedBy(item.message, event, this.#me), asOf: event.seq });
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

/** @type {WeakMap<object, Row>} so that an unchanged message is drawn by an unchanged row */
const rowsOfItems = new WeakMap();

/**
 * @param {{message: Message, key: string, own: boolean}} item
 * @returns {Row}
 */
function rowOf(item) {
  let row = rowsOfItems.get(item);
  if (!row) {
    row = { key: item.key, message: item.message, entry: null, own: item.own };
    rowsOfItems.set(item, row);
  }
  return row;
}

/**
 * @param {RoomEvent} event of type message
 * @returns {Message}
 */
function messageOf(event) {
  return /** @type {Message} */ (
    // The text of one that was erased since: the event that says who deleted it follows.
    event.text == null ? { ...event, text: null, deleted: { by: event.by, at: event.at } } : { ...event }
  );
}

/**
 * What a message reads like after an event about it.
 *
 * @param {Message} message
 * @param {RoomEvent} event
 * @param {Person} me
 * @returns {Message}
 */
function changedBy(message, event, me) {
  switch (event.type) {
    case "edited":
      return message.deleted || event.text == null ? message : { ...message, text: event.text, editedAt: event.at };
    case "deleted":
      return { ...message, text: null, deleted: { by: event.by, at: event.at } };
    case "restored": {
      const { deleted: _deleted, ...rest } = message;
      return { ...rest, text: event.text ?? null };
    }
    case "reaction":
      return {
        ...message,
        reactions: counted(message.reactions ?? [], event.emoji ?? "", event.on === true, event.by.id === me.id),
      };
    default:
      return message;
  }
}

/**
 * @param {readonly Reaction[]} reactions
 * @param {string} emoji
 * @param {boolean} on
 * @param {boolean} mine
 * @returns {Reaction[]}
 */
function counted(reactions, emoji, on, mine) {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  if (!known) return on ? [...reactions, { emoji, count: 1, mine }] : [...reactions];
  const now = { emoji, count: known.count + (on ? 1 : -1), mine: mine ? on : known.mine };
  return reactions.map((reaction) => (reaction === known ? now : reaction)).filter((reaction) => reaction.count > 0);
}

/**
 * What a message will read like once the server has taken what its reader wants.
 *
 * @param {Message} message
 * @param {Entry} entry
 * @returns {Message}
 */
function withWish(message, entry) {
  if (entry.state === "refused") return message;
  switch (entry.kind) {
    case "edit":
      return message.deleted ? message : { ...message, text: entry.text ?? message.text };
    case "delete":
      return message.deleted ? message : { ...message, deleted: { by: null, at: new Date(entry.at).toISOString() } };
    case "reaction": {
      const known = message.reactions?.find((reaction) => reaction.emoji === entry.emoji);
      if ((known?.mine ?? false) === entry.on) return message;
      return { ...message, reactions: counted(message.reactions ?? [], entry.emoji ?? "", entry.on === true, true) };
    }
    default:
      return message;
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
