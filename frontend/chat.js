import { frameOf } from "./frames.js";
import { Live } from "./live.js";
import { Connection } from "./net/connection.js";
import { entryStore } from "./net/entry-store.js";
import { openSockJs } from "./net/sockjs.js";
import { RoomHistory } from "./room-history.js";
import { safeStorage } from "./safe-storage.js";
import { ShownRoom } from "./shown-room.js";
import { Announcements } from "./state/announcements.js";
import { Drafts } from "./state/drafts.js";
import { Link } from "./state/link.js";
import { Outbox } from "./state/outbox.js";
import { Rooms } from "./state/rooms.js";
import { Search } from "./state/search.js";
import { TypingNotices } from "./state/typing.js";
import { watchWindow } from "./window-watch.js";
import { wishes } from "./wishes.js";

/** @import { Entry } from "./state/outbox.js" */
/** @import { Person, ProblemLike } from "./state/types.js" */
/** @import { Where } from "./state/conversation.js" */

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
  /** @type {ProblemLike | null} why the list of rooms could not be loaded */
  roomsProblem = null;

  #api;
  #shown;
  /** @type {(() => void)[]} */
  #undo = [];
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
    this.#shown = new ShownRoom({
      me: this.me,
      connection: this.connection,
      history: new RoomHistory(api),
      announcements: this.announcements,
      link: this.link,
      outbox: this.outbox,
      rooms: this.rooms,
      loadRooms: () => this.loadRooms(),
      loadMembers: () => void this.loadMembers().catch(() => {}),
    });
    this.live = new Live({ api, connection: this.connection, storage: safeStorage(), person: me.id });
    this.notices = new TypingNotices((room) => this.connection.tell("/app/chat/typing", { room }));
    this.#join();
  }

  /** The room on the page. */
  get current() {
    return this.#shown.current;
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
    this.live.start();
    this.#undo.push(watchWindow(this));
    await this.loadRooms();
  }

  /** Ends everything; what was not sent stays for the next time. */
  stop() {
    this.close();
    this.live.stop();
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
    this.#shown.open(room, where);
  }

  /** No room is on the page. */
  close() {
    this.#shown.close();
  }

  /** Tries once more to show the room on the page, unless it is shown, and heard, already. */
  reload() {
    this.#shown.reload();
  }

  /**
   * Shows a message of the open room, with what stands around it.
   *
   * @param {number} seq
   */
  goTo(seq) {
    return this.#shown.go({ seq });
  }

  /** Goes to the newest message of the open room. */
  goLatest() {
    return this.#shown.goLatest();
  }

  /**
   * Fetches more history of the open room.
   *
   * @param {"older" | "newer"} direction
   */
  more(direction) {
    return this.#shown.more(direction);
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
    this.#shown.addEventListener("change", () => this.dispatchEvent(new Event("change")));
    this.rooms.addEventListener("change", () => this.#shown.enter());
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
    if (news.state === "online") this.#shown.connected(returned);
    else this.#shown.disconnected();
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
      this.#shown.forgetRemoved();
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
    if (message.type === "removed") this.#shown.forget(message.room);
    if (message.type === "room" && current?.room === message.room.id && current?.status === "failed") this.reload();
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
