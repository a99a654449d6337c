import { startOf } from "./room-history.js";

/** @import { Connection } from "./net/connection.js" */
/** @import { RoomHistory } from "./room-history.js" */
/** @import { Conversation } from "./state/conversation.js" */
/** @import { Link } from "./state/link.js" */
/** @import { Outbox } from "./state/outbox.js" */
/** @import { Rooms } from "./state/rooms.js" */
/** @import { Person, ProblemLike, RoomEvent } from "./state/types.js" */

/** When a room that could not be started again is tried once more. */
const START_AGAIN_MS = 2000;

/** Events after which the list of members is another. */
const OF_MEMBERS = ["joined", "left", "removed", "invited"];

/**
 * @typedef {object} RoomListeningDependencies
 * @property {Person} me
 * @property {Connection} connection
 * @property {RoomHistory} history
 * @property {Link} link
 * @property {Outbox} outbox
 * @property {Rooms} rooms
 * @property {(conversation: Conversation) => boolean} isShown whether a room is still the one on the page
 * @property {() => void} onMembers who is in the room has changed
 */

/** Listens to the room on the page: its events, from where its timeline ends, who is in it, and who types. */
export class RoomListening {
  #uses;
  /** @type {{close: () => void}[]} */
  #listening = [];
  /** Whether what was missed is still coming. */
  #catching = false;
  #arrivedWhileCatching = 0;

  /** @param {RoomListeningDependencies} dependencies */
  constructor(dependencies) {
    this.#uses = dependencies;
  }

  /** Whether some room is listened to. */
  get active() {
    return this.#listening.length > 0;
  }

  /** @param {Conversation} conversation */
  begin(conversation) {
    this.end();
    const { connection } = this.#uses;
    const { room, timeline, presence, typing } = conversation;
    const destination = `/topic/rooms/${room}`;
    this.lost(true);
    this.#listening = [
      connection.listen({
        destination,
        since: () => timeline.head ?? 0,
        onMessage: (event) => this.#onEvent(conversation, event),
        onReceipt: (receipt) => this.#onCaughtUp(conversation, receipt),
        onRefused: (problem) => this.#onRefused(conversation, problem),
      }),
      connection.listen({ destination: `${destination}/presence`, onMessage: (message) => presence.apply(message) }),
      connection.listen({
        destination: `${destination}/typing`,
        onMessage: (message) => {
          if (message.user) typing.typed(message.user);
        },
      }),
    ];
  }

  end() {
    for (const listening of this.#listening.splice(0)) listening.close();
  }

  /** The connection is lost. @param {boolean} missing whether something of a room will have to be caught up with */
  lost(missing) {
    this.#catching = missing;
    this.#arrivedWhileCatching = 0;
  }

  /** The connection is back. */
  returned() {
    if (!this.#catching) this.#uses.link.caught(0);
  }

  /** A message has arrived. @returns {boolean} whether it is one of those that were missed, which are counted, not announced */
  missed() {
    if (this.#catching) this.#arrivedWhileCatching++;
    return this.#catching;
  }

  /**
   * @param {Conversation} conversation
   * @param {RoomEvent} event
   */
  #onEvent(conversation, event) {
    const { me, outbox, rooms, onMembers } = this.#uses;
    const { room, timeline, typing } = conversation;
    const own = event.by.id === me.id;
    timeline.apply(event);
    if (own && event.type === "message" && event.clientMsgId) outbox.confirm(event.clientMsgId, event.seq);
    if (own && timeline.head !== null) outbox.seen(room, timeline.head);
    if (event.type === "renamed" && event.name) rooms.amend(room, { name: event.name });
    if (event.type === "archived") rooms.amend(room, { archived: event.archived !== false });
    if (event.type === "left" || event.type === "removed") typing.stopped(event.user?.id ?? "");
    if (conversation.members && OF_MEMBERS.includes(event.type)) onMembers();
  }

  /**
   * @param {Conversation} conversation
   * @param {{recovered?: boolean, head?: number}} receipt
   */
  #onCaughtUp(conversation, receipt) {
    const { isShown, link, outbox } = this.#uses;
    if (!isShown(conversation)) return;
    if (receipt.recovered === false) {
      this.#startAgain(conversation);
      return;
    }
    this.#catching = false;
    link.caught(this.#arrivedWhileCatching);
    outbox.seen(conversation.room, conversation.timeline.head ?? 0);
  }

  /**
   * Takes the end of a room's subscription: what could not be read for now is asked for again, from where it ended.
   *
   * @param {Conversation} conversation
   * @param {ProblemLike} problem
   */
  #onRefused(conversation, problem) {
    if (problem.code !== "unavailable") {
      conversation.set({ status: "failed", problem });
      return;
    }
    const again = () => {
      if (this.#uses.isShown(conversation)) this.begin(conversation);
    };
    setTimeout(again, 1000 * (problem.retryAfter ?? 1));
  }

  /**
   * More was missed than the server repeats: goes on from the history as it reads now, where the reader stands.
   *
   * @param {Conversation} conversation
   */
  async #startAgain(conversation) {
    const { history, isShown } = this.#uses;
    const { room, timeline, place } = conversation;
    const { head } = timeline;
    this.end();
    try {
      const page = await history.around(room, { place });
      if (!isShown(conversation)) return;
      timeline.restart(page);
      conversation.set({ dividerAfter: head, jump: startOf({ place }, 0) });
      this.begin(conversation);
    } catch {
      setTimeout(() => isShown(conversation) && this.#startAgain(conversation), START_AGAIN_MS);
    }
  }
}
