import { ReadTelling } from "./read-telling.js";
import { isHere, startOf } from "./room-history.js";
import { RoomListening } from "./room-listening.js";
import { safeStorage } from "./safe-storage.js";
import { Conversation } from "./state/conversation.js";

/** @import { Connection } from "./net/connection.js" */
/** @import { RoomHistory } from "./room-history.js" */
/** @import { Announcements } from "./state/announcements.js" */
/** @import { Where } from "./state/conversation.js" */
/** @import { Link } from "./state/link.js" */
/** @import { Outbox } from "./state/outbox.js" */
/** @import { Rooms } from "./state/rooms.js" */
/** @import { Message, Person, ProblemLike } from "./state/types.js" */

/** Where the room that was shown last is remembered, for each person. */
const LAST_SHOWN = "switchboard.shown";

/** How many rooms keep their messages in memory, so that going back to one is instant. */
const KEPT_ROOMS = 12;

/**
 * @typedef {object} ShownRoomDependencies
 * @property {Person} me
 * @property {Connection} connection
 * @property {RoomHistory} history
 * @property {Announcements} announcements
 * @property {Link} link
 * @property {Outbox} outbox
 * @property {Rooms} rooms
 * @property {() => Promise<void>} loadRooms
 * @property {() => void} loadMembers of the room on the page
 */

/** The room on the page, and those that were, as far as they are kept. Fires "change" when another is on the page. */
export class ShownRoom extends EventTarget {
  /** @type {Conversation | null} */
  current = null;

  #uses;
  #listening;
  #reading;
  /** @type {Map<string, Conversation>} the one used last comes last */
  #kept = new Map();

  /** @param {ShownRoomDependencies} dependencies */
  constructor(dependencies) {
    super();
    const { connection, rooms, loadMembers } = dependencies;
    this.#uses = dependencies;
    this.#reading = new ReadTelling(connection, rooms);
    this.#listening = new RoomListening({
      ...dependencies,
      isShown: (conversation) => conversation === this.current,
      onMembers: loadMembers,
    });
  }

  /**
   * @param {string} room
   * @param {Where} where
   */
  open(room, where) {
    if (this.current?.room === room) {
      this.go(where).catch(() => {});
      return;
    }
    this.#leave();
    const conversation = this.#kept.get(room) ?? this.#newConversation(room);
    this.#kept.delete(room);
    this.#kept.set(room, conversation);
    this.current = conversation;
    this.#forgetOldest();
    conversation.timeline.pending(this.#uses.outbox.of(room));
    conversation.sought = where;
    conversation.place = where.place ?? null;
    if (conversation.timeline.loaded) this.#reopen(conversation, where);
    else this.#load(conversation);
    this.dispatchEvent(new Event("change"));
  }

  /** No room is on the page. */
  close() {
    if (!this.current) return;
    this.#leave();
    this.current = null;
    this.dispatchEvent(new Event("change"));
  }

  /** Tries once more to show the room, unless it is shown, and heard, already. */
  reload() {
    const { current } = this;
    const shown = current?.status === "ready" && this.#listening.active;
    if (current && current.status !== "loading" && !shown) this.#load(current);
  }

  /**
   * Shows something of the room with what stands around it.
   *
   * @param {Where} where
   */
  async go(where) {
    const conversation = this.current;
    if (!conversation) return;
    const { room, timeline } = conversation;
    if (!timeline.loaded) {
      conversation.sought = where;
      this.#load(conversation);
      return;
    }
    if (!isHere(timeline, where)) {
      const page = await this.#uses.history.around(room, where);
      if (conversation !== this.current) return;
      timeline.start(page);
    }
    conversation.set({ jump: startOf(where, this.#uses.rooms.room(room)?.unread ?? 0) });
  }

  /** Goes to the newest message. */
  async goLatest() {
    const conversation = this.current;
    if (!conversation?.timeline.loaded) return;
    if (!conversation.timeline.atEnd) conversation.timeline.start(await this.#uses.history.newest(conversation.room));
    conversation.set({ jump: { to: "end" } });
    this.#uses.announcements.say("At latest");
  }

  /**
   * Fetches more history.
   *
   * @param {"older" | "newer"} direction
   */
  async more(direction) {
    const conversation = this.current;
    if (!conversation || conversation.fetching || !conversation.timeline.loaded) return;
    const { room, timeline } = conversation;
    if (direction === "older" ? timeline.atStart : timeline.atEnd) return;
    conversation.set({ fetching: direction, fetchFailed: null });
    const { first, last } = timeline;
    try {
      if (direction === "older") {
        const page = await this.#uses.history.before(room, first);
        if (timeline.first === first) timeline.prepend(page);
      } else {
        const page = await this.#uses.history.after(room, last);
        if (timeline.last === last) timeline.append(page);
      }
      conversation.set({ fetching: null });
    } catch {
      conversation.set({ fetching: null, fetchFailed: direction });
    }
  }

  /** The connection is there. @param {boolean} again whether it was there before */
  connected(again) {
    const { current } = this;
    if (again) this.#listening.returned();
    if (current && (current.status === "failed" || (current.status === "loading" && again))) this.#load(current);
    for (const conversation of this.#kept.values()) this.#reading.tell(conversation);
  }

  /** The connection is not there. */
  disconnected() {
    this.#listening.lost(this.current?.status === "ready");
    for (const { presence } of this.#kept.values()) presence.lost();
    this.current?.typing.clear();
  }

  /** The list of rooms has changed: perhaps the reader has come into this one, of which nothing was asked before. */
  enter() {
    const { current } = this;
    if (current?.status === "outside" && this.#uses.rooms.room(current.room)?.role) this.#load(current);
  }

  /** The reader is not in a room any more. @param {string} room */
  forget(room) {
    this.#kept.delete(room);
    if (this.current?.room === room) this.#listening.end();
  }

  /** Forgets every room that the reader was removed from. */
  forgetRemoved() {
    for (const room of [...this.#kept.keys()]) if (this.#uses.rooms.removal(room)) this.forget(room);
  }

  /** @param {string} room */
  #newConversation(room) {
    const { me, rooms, history } = this.#uses;
    const conversation = new Conversation(room, me, rooms.room(room)?.read ?? 0);
    const { timeline, position, typing } = conversation;
    timeline.addEventListener("gap", (event) => history.fill(conversation, /** @type {CustomEvent} */ (event).detail.after));
    timeline.addEventListener("arrived", (event) => {
      /** @type {Message} */
      const message = /** @type {CustomEvent} */ (event).detail.message;
      typing.stopped(message.by.id);
      this.#onArrived(conversation, message);
    });
    position.addEventListener("change", () => this.#reading.tell(conversation));
    return conversation;
  }

  /**
   * @param {Conversation} conversation
   * @param {Message} message
   */
  #onArrived(conversation, message) {
    if (conversation !== this.current || message.by.id === this.#uses.me.id) return;
    if (!this.#listening.missed()) this.#uses.announcements.arrived(message);
    const { position, timeline } = conversation;
    if (position.focused || conversation.dividerAfter !== null) return;
    conversation.set({ dividerAfter: Math.max(position.seq, message.seq - 1, timeline.first ?? 0) });
  }

  /**
   * Loads what it was opened for.
   *
   * @param {Conversation} conversation
   */
  async #load(conversation) {
    const { history, rooms, outbox, me, loadRooms } = this.#uses;
    const { room, timeline, sought } = conversation;
    const shownLast = `${LAST_SHOWN}.${me.id}`;
    conversation.set({ status: timeline.loaded ? conversation.status : "loading", problem: null });
    try {
      // What was open the last time is most likely still ours: nobody waits for the list of rooms then.
      const early = !rooms.loaded && safeStorage().getItem(shownLast) === room ? history.around(room, sought) : undefined;
      early?.catch(() => {});
      if (!rooms.loaded) await loadRooms();
      const known = rooms.room(room);
      if (known && !known.role) {
        if (conversation === this.current) conversation.set({ status: "outside" });
        return;
      }
      const unread = known?.role ? known.unread : 0;
      const read = known?.read ?? 0;
      const page = await history.beginning(room, sought, { unread, read }, early);
      conversation.learnRead(read);
      if (conversation !== this.current || conversation.sought !== sought) return;
      timeline.start(page);
      timeline.pending(outbox.of(room));
      safeStorage().setItem(shownLast, room);
      conversation.set({ status: "ready", dividerAfter: unread > 0 ? read : null, jump: startOf(sought, unread), sought: {} });
      this.#listening.begin(conversation);
    } catch (failure) {
      if (conversation !== this.current || conversation.sought !== sought) return;
      conversation.set({ status: "failed", problem: /** @type {ProblemLike} */ (failure) });
    }
  }

  /**
   * @param {Conversation} conversation
   * @param {Where} where
   */
  #reopen(conversation, where) {
    const known = this.#uses.rooms.room(conversation.room);
    const unread = known?.unread ?? 0;
    if (known) conversation.learnRead(known.read);
    conversation.set({ dividerAfter: unread > 0 ? (known?.read ?? 0) : null, jump: startOf(where, unread) });
    this.#listening.begin(conversation);
    if (!isHere(conversation.timeline, where)) this.#load(conversation);
  }

  #leave() {
    this.#listening.end();
    const conversation = this.current;
    if (!conversation) return;
    conversation.typing.clear();
    conversation.dividerAfter = null;
    conversation.position.focus(false);
    conversation.timeline.trim();
  }

  #forgetOldest() {
    for (const room of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_ROOMS) return;
      this.#kept.delete(room);
    }
  }
}
