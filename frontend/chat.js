import { Connection } from "./net/connection.js";
import { entryStore } from "./net/entry-store.js";
import { openSockJs } from "./net/sockjs.js";
import { Announcements } from "./state/announcements.js";
import { Conversation } from "./state/conversation.js";
import { Drafts } from "./state/drafts.js";
import { Link } from "./state/link.js";
import { Outbox } from "./state/outbox.js";
import { Rooms } from "./state/rooms.js";
import { Search } from "./state/search.js";
import { TypingNotices } from "./state/typing.js";
import { watchWindow } from "./window-watch.js";
import { wishes } from "./wishes.js";

/** @import { Entry } from "./state/outbox.js" */
/** @import { HistoryPage, Message, Person, ProblemLike, RoomEvent } from "./state/types.js" */
/** @import { Where } from "./state/conversation.js" */

/** How many messages a page of history has; around a place to go back to more, so that there is enough below it for a tall view. */
const PAGE = 60;
const PAGE_AROUND_PLACE = 120;

/** More unread messages than this are shown from the first of them, not from the newest. */
const UNREAD_FROM_END = 40;

/** The server is told at most this often how far a room is read. */
const READ_EVERY_MS = 250;

/** Where the room that was shown last is remembered, for each person. */
const LAST_SHOWN = "switchboard.shown";

/** When a room that could not be started again is tried once more. */
const START_AGAIN_MS = 2000;

/** How many rooms keep their messages in memory, so that going back to one is instant. */
const KEPT_ROOMS = 12;

/**
 * The chat of one signed-in person: joins state with the network. main.js makes one after signing in, gives it to the
 * components as their property `chat`, and tells it which room is on the page:
 *
 *     const chat = new Chat({ api, me });
 *     chat.attach(document.body);           // answers the wishes that components fire (bubbling, composed)
 *     await chat.start();                   // loads the rooms, connects
 *     chat.open("lobby");                   // /r/lobby
 *     chat.open("lobby", { seq: 17 });      // /r/lobby/m/17
 *     chat.open("lobby", { place });        // back where the reader stood: chat.current.place of then
 *     chat.close();                         // some page without a room
 *     chat.search.find("text");             // /search?q=text
 *     chat.stop();                          // signed out
 *     chat.resume();                        // signed in again, as the same person, without leaving the page
 *
 *     <room-list .chat=${chat}>             inside the shell's navigation "Rooms"
 *     <room-view .chat=${chat}>             inside main: header, timeline, composer of chat.current
 *     <search-view .chat=${chat}>           inside main on /search
 *     <connection-status .chat=${chat}>     in the banner: Online · Connecting · Offline (n queued) · Sign in again
 *     <connection-banner .chat=${chat}>     above main: only when the connection has been away for 5 s
 *     <live-announcer .chat=${chat}>        once, anywhere: the polite live region
 *
 * Fires "change" when another room is open, "navigate" with {path, replace?} when somebody chose another page (a room was created,
 * joined, left, …), and "signed-out" when the session has ended: then show sign-in, and call `resume` or `stop`.
 *
 * Links to rooms are real links (`<a href="/r/lobby">`); whoever routes takes their clicks.
 */
export class Chat extends EventTarget {
  /** The room on the page. @type {Conversation | null} */
  current = null;

  /** @type {ProblemLike | null} why the list of rooms could not be loaded */
  roomsProblem = null;

  #api;
  /** @type {Map<string, Conversation>} the one used last comes last */
  #kept = new Map();
  /** @type {{close: () => void}[]} */
  #listening = [];
  /** @type {(() => void)[]} */
  #undo = [];
  #arrivedWhileCatching = 0;
  #catching = false;
  /** @type {Set<Conversation>} */
  #telling = new Set();
  /** @type {Promise<void> | undefined} */
  #roomsLoading;
  /** @type {BroadcastChannel | undefined} */
  #tabs;

  /**
   * @param {object} dependencies
   * @param {import("./net/api.js").Api} dependencies.api
   * @param {Person & {role?: string}} dependencies.me
   */
  constructor({ api, me }) {
    super();
    this.#api = api;
    this.api = api;
    this.me = { id: me.id, username: me.username, name: me.name };
    this.rooms = new Rooms();
    this.link = new Link();
    this.announcements = new Announcements({ username: me.username, storage: safeStorage() });
    this.drafts = new Drafts(safeStorage(), me.id);
    this.search = new Search((query, room, before) => {
      const asked = new URLSearchParams({ q: query });
      if (room) asked.set("room", room);
      if (before !== null) asked.set("before", String(before));
      return api.get(`/api/search?${asked}`);
    });
    this.connection = new Connection({
      url: `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws`,
      fallback: () => openSockJs("/ws"),
      credentials: async () => {
        const { headerName, token } = await api.csrf();
        return { [headerName]: token };
      },
      forget: () => api.forgetCsrf(),
    });
    this.outbox = new Outbox({
      store: entryStore(me.id),
      send: (entry) => this.#send(entry),
      exclusive: (work) =>
        navigator.locks ? navigator.locks.request(`switchboard-outbox-${me.id}`, work).then(() => {}) : work(),
      tell: () => this.#tabs?.postMessage("outbox"),
    });
    this.notices = new TypingNotices((room) => this.connection.tell("/app/chat/typing", { room }));
    this.#join();
  }

  /** Loads the rooms and connects. Rejects if the rooms cannot be loaded; the connection goes on trying. */
  async start() {
    this.connection.start();
    this.#tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`switchboard-${this.me.id}`);
    this.#tabs?.addEventListener("message", () => this.outbox.refresh());
    this.outbox.load();
    this.connection.listen({
      destination: "/user/queue/inbox",
      onMessage: (message) => this.#onInbox(message),
      // What the inbox said before it was listened to is lost: the list is fetched once more.
      onReceipt: () => this.#refetchRooms(),
    });
    this.#undo.push(watchWindow(this));
    await this.loadRooms();
  }

  /** Ends everything; what was not sent stays for the next time. */
  stop() {
    this.close();
    this.connection.stop();
    this.#tabs?.close();
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** Goes on after signing in again. */
  resume() {
    this.#api.forgetCsrf();
    this.connection.start();
    this.outbox.signedIn();
    this.loadRooms().catch(() => {});
  }

  /**
   * Answers the wishes that components below an element fire.
   *
   * @param {EventTarget} root
   */
  attach(root) {
    for (const [name, grant] of Object.entries(wishes)) {
      /** @param {Event} event */
      const granted = (event) => {
        const { resolve, reject, ...detail } = /** @type {CustomEvent} */ (event).detail ?? {};
        event.stopPropagation();
        Promise.resolve(grant(this, detail)).then(resolve, reject ?? (() => {}));
      };
      root.addEventListener(name, granted);
      this.#undo.push(() => root.removeEventListener(name, granted));
    }
  }

  /** Fetches the list of rooms. */
  loadRooms() {
    this.#roomsLoading ??= this.#fetchRooms().finally(() => (this.#roomsLoading = undefined));
    return this.#roomsLoading;
  }

  /**
   * Puts a room on the page.
   *
   * @param {string} room
   * @param {Where} [where]
   */
  open(room, where = {}) {
    if (this.current?.room === room) {
      this.#go(this.current, where).catch(() => {});
      return;
    }
    this.#leaveCurrent();
    const conversation = this.#kept.get(room) ?? this.#newConversation(room);
    this.#kept.delete(room);
    this.#kept.set(room, conversation);
    this.current = conversation;
    this.#forgetOldRooms();
    conversation.timeline.pending(this.outbox.of(room));
    conversation.sought = where;
    conversation.place = where.place ?? null;
    if (conversation.timeline.loaded) this.#reopen(conversation, where);
    else this.#load(conversation);
    this.dispatchEvent(new Event("change"));
  }

  /** No room is on the page. */
  close() {
    if (!this.current) return;
    this.#leaveCurrent();
    this.current = null;
    this.dispatchEvent(new Event("change"));
  }

  /** Tries once more to show the room on the page, unless it is shown, and heard, already. */
  reload() {
    const { current } = this;
    const shown = current?.status === "ready" && this.#listening.length > 0;
    if (current && current.status !== "loading" && !shown) this.#load(current);
  }

  /**
   * Shows a message of the open room, with what stands around it.
   *
   * @param {number} seq
   */
  async goTo(seq) {
    if (this.current) await this.#go(this.current, { seq });
  }

  /**
   * @param {Conversation} conversation the open one
   * @param {Where} where
   */
  async #go(conversation, where) {
    const { room, timeline } = conversation;
    if (!timeline.loaded) {
      conversation.sought = where;
      this.#load(conversation);
      return;
    }
    if (!isHere(timeline, where)) {
      const page = await this.#pageFor(room, where);
      if (conversation !== this.current) return;
      timeline.start(page);
    }
    conversation.set({ jump: startOf(where, this.rooms.room(room)?.unread ?? 0) });
  }

  /** Goes to the newest message of the open room. */
  async goLatest() {
    const conversation = this.current;
    if (!conversation?.timeline.loaded) return;
    if (!conversation.timeline.atEnd) {
      const page = await this.#page(conversation.room, "");
      conversation.timeline.start(page);
    }
    conversation.set({ jump: { to: "end" } });
    this.announcements.say("At latest");
  }

  /**
   * Fetches more history of the open room.
   *
   * @param {"older" | "newer"} direction
   */
  async more(direction) {
    const conversation = this.current;
    if (!conversation || conversation.fetching || !conversation.timeline.loaded) return;
    const { timeline } = conversation;
    if (direction === "older" ? timeline.atStart : timeline.atEnd) return;
    conversation.set({ fetching: direction, fetchFailed: null });
    const { first, last } = timeline;
    try {
      if (direction === "older") {
        const page = await this.#page(conversation.room, first ? `before=${first}` : "");
        if (timeline.first === first) timeline.prepend(page);
      } else {
        const page = await this.#page(conversation.room, `after=${last ?? 0}`);
        if (timeline.last === last) timeline.append(page);
      }
      conversation.set({ fetching: null });
    } catch {
      conversation.set({ fetching: null, fetchFailed: direction });
    }
  }

  /** Fetches the members of the open room. */
  async loadMembers() {
    const conversation = this.current;
    if (!conversation) return;
    const { items } = await this.#api.get(`/api/rooms/${conversation.room}/members`);
    conversation.set({ members: items });
  }

  /** @param {string} path @param {boolean} [replace] */
  navigate(path, replace = false) {
    this.dispatchEvent(new CustomEvent("navigate", { detail: { path, replace } }));
  }

  #join() {
    this.rooms.addEventListener("change", () => this.#enter());
    this.connection.addEventListener("state", (event) => this.#onConnection(/** @type {CustomEvent} */ (event).detail));
    this.outbox.addEventListener("change", () => {
      this.link.queue(this.outbox.waiting);
      this.current?.timeline.pending(this.outbox.of(this.current.room));
    });
  }

  /** @param {{state: "online" | "connecting" | "offline" | "signed-out", compatibility: boolean, nextAttemptAt: number | null}} news */
  #onConnection(news) {
    const returned = news.state === "online" && this.link.everOnline;
    this.link.heard(news);
    this.outbox.link(news.state === "online");
    if (news.state === "online") {
      if (returned && !this.#catching) this.link.caught(0);
      const { status } = this.current ?? {};
      if (this.current && (status === "failed" || (status === "loading" && returned))) this.#load(this.current);
      for (const conversation of this.#kept.values()) this.#tellRead(conversation);
    } else {
      this.#catching = this.current?.status === "ready";
      this.#arrivedWhileCatching = 0;
      for (const { presence } of this.#kept.values()) presence.lost();
      this.current?.typing.clear();
    }
    if (news.state === "signed-out") this.dispatchEvent(new Event("signed-out"));
  }

  /** Fetches a list of rooms that is newer than this call. */
  async #refetchRooms() {
    await this.#roomsLoading?.catch(() => {});
    await this.loadRooms().catch(() => {});
  }

  async #fetchRooms() {
    try {
      const { items } = await this.#api.get("/api/rooms");
      this.roomsProblem = null;
      this.rooms.replace(items);
      for (const room of [...this.#kept.keys()]) if (this.rooms.removal(room)) this.#forget(room);
    } catch (problem) {
      this.roomsProblem = /** @type {ProblemLike} */ (problem);
      this.rooms.dispatchEvent(new Event("change"));
      throw problem;
    }
  }

  /** @param {any} message */
  #onInbox(message) {
    const current = this.current;
    this.rooms.apply(message);
    if (message.type === "unread" && current && current.room === message.room) current.learnRead(message.read ?? 0);
    if (message.type === "unread" && !this.rooms.room(message.room)) this.loadRooms().catch(() => {});
    if (message.type === "removed") this.#forget(message.room);
    if (message.type === "room" && current && current.room === message.room.id && current.status === "failed") this.#load(current);
  }

  /** The reader has come into the room on the page, of which nothing was asked before. */
  #enter() {
    const { current } = this;
    if (current?.status === "outside" && this.rooms.room(current.room)?.role) this.#load(current);
  }

  /** The reader is not in a room any more. @param {string} room */
  #forget(room) {
    this.#kept.delete(room);
    if (this.current?.room === room) this.#hangUp();
  }

  /** @param {string} room */
  #newConversation(room) {
    const conversation = new Conversation(room, this.me, this.rooms.room(room)?.read ?? 0);
    const { timeline, position, typing } = conversation;
    timeline.addEventListener("gap", (event) => this.#fillGap(conversation, /** @type {CustomEvent} */ (event).detail.after));
    timeline.addEventListener("arrived", (event) => {
      /** @type {Message} */
      const message = /** @type {CustomEvent} */ (event).detail.message;
      typing.stopped(message.by.id);
      this.#onArrived(conversation, message);
    });
    position.addEventListener("change", () => this.#tellRead(conversation));
    return conversation;
  }

  /**
   * @param {Conversation} conversation
   * @param {Message} message
   */
  #onArrived(conversation, message) {
    if (conversation !== this.current || message.by.id === this.me.id) return;
    if (this.#catching) this.#arrivedWhileCatching++;
    else this.announcements.arrived(message);
    const { position, timeline } = conversation;
    if (position.focused || conversation.dividerAfter !== null) return;
    conversation.set({ dividerAfter: Math.max(position.seq, message.seq - 1, timeline.first ?? 0) });
  }

  /**
   * Tells the server how far a room is read, one word at a time.
   *
   * @param {Conversation} conversation
   */
  async #tellRead(conversation) {
    if (this.#telling.has(conversation)) return;
    this.#telling.add(conversation);
    const { room, position } = conversation;
    while (this.rooms.room(room)?.role && position.seq > conversation.readTold && this.connection.state === "online") {
      const { seq } = position;
      this.rooms.read(room, seq);
      try {
        await this.connection.send("/app/chat/read", { room, seq });
        conversation.learnRead(seq);
      } catch {
        // Told again with the next message that is read, or with the next connection.
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    }
    this.#telling.delete(conversation);
  }

  /**
   * Loads what it was opened for.
   *
   * @param {Conversation} conversation
   */
  async #load(conversation) {
    const { room, timeline, sought } = conversation;
    conversation.set({ status: timeline.loaded ? conversation.status : "loading", problem: null });
    try {
      // What was open the last time is most likely still ours: nobody waits for the list of rooms then.
      const early = !this.rooms.loaded && safeStorage().getItem(`${LAST_SHOWN}.${this.me.id}`) === room ? this.#pageFor(room, sought) : undefined;
      early?.catch(() => {});
      if (!this.rooms.loaded) await this.loadRooms();
      const known = this.rooms.room(room);
      if (known && !known.role) {
        if (conversation === this.current) conversation.set({ status: "outside" });
        return;
      }
      let page = await (early ?? this.#pageFor(room, sought));
      const unread = known?.role ? known.unread : 0;
      const read = known?.read ?? 0;
      conversation.learnRead(read);
      const anywhere = goalOf(sought) === undefined;
      if (anywhere && unread > UNREAD_FROM_END && page.prev != null && (page.items[0]?.seq ?? 0) > read) {
        page = await this.#page(room, `around=${read + 1}`);
      }
      if (conversation !== this.current || conversation.sought !== sought) return;
      timeline.start(page);
      timeline.pending(this.outbox.of(room));
      safeStorage().setItem(`${LAST_SHOWN}.${this.me.id}`, room);
      conversation.set({ status: "ready", dividerAfter: unread > 0 ? read : null, jump: startOf(sought, unread), sought: {} });
      this.#listen(conversation);
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
    const known = this.rooms.room(conversation.room);
    const unread = known?.unread ?? 0;
    if (known) conversation.learnRead(known.read);
    conversation.set({ dividerAfter: unread > 0 ? (known?.read ?? 0) : null, jump: startOf(where, unread) });
    this.#listen(conversation);
    if (!isHere(conversation.timeline, where)) this.#load(conversation);
  }

  /** @param {Conversation} conversation */
  #listen(conversation) {
    this.#hangUp();
    const { room, timeline, presence, typing } = conversation;
    const destination = `/topic/rooms/${room}`;
    this.#catching = true;
    this.#arrivedWhileCatching = 0;
    this.#listening = [
      this.connection.listen({
        destination,
        since: () => timeline.head ?? 0,
        onMessage: (event) => this.#onEvent(conversation, event),
        onReceipt: (receipt) => this.#onCaughtUp(conversation, receipt),
        onRefused: (problem) => this.#onSubscriptionEnded(conversation, problem),
      }),
      this.connection.listen({ destination: `${destination}/presence`, onMessage: (message) => presence.apply(message) }),
      this.connection.listen({
        destination: `${destination}/typing`,
        onMessage: (message) => {
          if (message.user) typing.typed(message.user);
        },
      }),
    ];
  }

  /**
   * Takes the end of a room's subscription: what could not be read for now is asked for again, from where it ended.
   *
   * @param {Conversation} conversation
   * @param {import("./state/types.js").ProblemLike} problem
   */
  #onSubscriptionEnded(conversation, problem) {
    if (problem.code !== "unavailable") {
      conversation.set({ status: "failed", problem });
      return;
    }
    setTimeout(
      () => {
        if (conversation === this.current) this.#listen(conversation);
      },
      1000 * (problem.retryAfter ?? 1),
    );
  }

  #hangUp() {
    for (const listening of this.#listening.splice(0)) listening.close();
  }

  #leaveCurrent() {
    this.#hangUp();
    const conversation = this.current;
    if (!conversation) return;
    conversation.typing.clear();
    conversation.dividerAfter = null;
    conversation.position.focus(false);
    conversation.timeline.trim();
  }

  #forgetOldRooms() {
    for (const room of this.#kept.keys()) {
      if (this.#kept.size <= KEPT_ROOMS) return;
      this.#kept.delete(room);
    }
  }

  /**
   * @param {Conversation} conversation
   * @param {RoomEvent} event
   */
  #onEvent(conversation, event) {
    const { timeline } = conversation;
    if (event.type === "message" && event.clientMsgId && event.by.id === this.me.id) {
      timeline.apply(event);
      this.outbox.confirm(event.clientMsgId, event.seq);
    } else {
      timeline.apply(event);
    }
    if (timeline.head !== null && event.by.id === this.me.id) this.outbox.seen(conversation.room, timeline.head);
    if (event.type === "renamed" && event.name) this.rooms.amend(conversation.room, { name: event.name });
    if (event.type === "archived") this.rooms.amend(conversation.room, { archived: event.archived !== false });
    if (event.type === "left" || event.type === "removed") conversation.typing.stopped(event.user?.id ?? "");
    if (conversation.members && ["joined", "left", "removed", "invited"].includes(event.type)) {
      this.loadMembers().catch(() => {});
    }
  }

  /**
   * @param {Conversation} conversation
   * @param {{recovered?: boolean, head?: number}} receipt
   */
  #onCaughtUp(conversation, receipt) {
    if (conversation !== this.current) return;
    if (receipt.recovered === false) {
      this.#startAgain(conversation);
      return;
    }
    this.#catching = false;
    this.link.caught(this.#arrivedWhileCatching);
    this.outbox.seen(conversation.room, conversation.timeline.head ?? 0);
  }

  /**
   * More was missed than the server repeats: goes on from the history as it reads now, where the reader stands.
   *
   * @param {Conversation} conversation
   */
  async #startAgain(conversation) {
    const { room, timeline, place } = conversation;
    const { head } = timeline;
    this.#hangUp();
    try {
      const page = await this.#pageFor(room, { place });
      if (conversation !== this.current) return;
      timeline.restart(page);
      conversation.set({ dividerAfter: head, jump: startOf({ place }, 0) });
      this.#listen(conversation);
    } catch {
      setTimeout(() => conversation === this.current && this.#startAgain(conversation), START_AGAIN_MS);
    }
  }

  /**
   * @param {Conversation} conversation
   * @param {number} after
   */
  async #fillGap(conversation, after) {
    const { room, timeline } = conversation;
    try {
      for (let next = after; ; ) {
        const page = await this.#api.get(`/api/rooms/${room}/events?after=${next}&limit=200`);
        timeline.apply(...page.items);
        if (page.next == null || page.items.length === 0) return;
        next = page.next;
      }
    } catch {
      setTimeout(() => timeline.retryGap(), 2000);
    }
  }

  /**
   * @param {string} room
   * @param {string} where
   * @returns {Promise<HistoryPage>}
   */
  #page(room, where, limit = PAGE) {
    return this.#api.get(`/api/rooms/${room}/messages?${where ? `${where}&` : ""}limit=${limit}`);
  }

  /**
   * @param {string} room
   * @param {Where} where
   */
  #pageFor(room, where) {
    const goal = goalOf(where);
    return this.#page(room, goal === undefined ? "" : `around=${goal}`, where.place ? PAGE_AROUND_PLACE : PAGE);
  }

  /**
   * @param {Entry} entry
   * @returns {Promise<{seq?: number}>}
   */
  async #send(entry) {
    const [destination, body] = frameOf(entry);
    const receipt = await this.connection.send(destination, body, { "client-msg-id": entry.id });
    return receipt["seq"] === undefined ? {} : { seq: Number(receipt["seq"]) };
  }
}

/**
 * @param {Entry} entry
 * @returns {[string, Record<string, unknown>]}
 */
function frameOf(entry) {
  const { room, target: seq, text } = entry;
  switch (entry.kind) {
    case "message":
      return ["/app/chat", entry.replyTo === undefined ? { room, text } : { room, text, replyTo: entry.replyTo }];
    case "edit":
      return ["/app/chat/edit", { room, seq, text }];
    case "delete":
      return ["/app/chat/delete", { room, seq }];
    case "restore":
      return ["/app/chat/restore", { room, seq }];
    default:
      return ["/app/chat/react", { room, seq, emoji: entry.emoji, on: entry.on }];
  }
}

/** @param {Where} where @returns {number | undefined} the seq of a message */
function goalOf({ seq, place }) {
  return place?.seq ?? seq;
}

/**
 * @param {import("./state/timeline.js").Timeline} timeline
 * @param {Where} where
 */
function isHere(timeline, where) {
  const goal = goalOf(where);
  return goal === undefined ? timeline.atEnd : timeline.shows(goal);
}

/**
 * @param {Where} where
 * @param {number} unread
 * @returns {Conversation["jump"]}
 */
function startOf({ seq, place }, unread) {
  if (place) return { to: "place", ...place };
  if (seq !== undefined) return { to: "message", seq };
  return { to: unread > 0 ? "divider" : "end" };
}

/** @returns {Pick<Storage, "getItem" | "setItem" | "removeItem">} */
function safeStorage() {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}
