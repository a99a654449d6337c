/** @import { Api } from "./net/api.js" */
/** @import { Conversation, Where } from "./state/conversation.js" */
/** @import { Timeline } from "./state/timeline.js" */
/** @import { HistoryPage } from "./state/types.js" */

/** How many messages a page of history has; around a place to go back to more, so that there is enough below it for a tall view. */
const PAGE = 60;
const PAGE_AROUND_PLACE = 120;

/** More unread messages than this are shown from the first of them, not from the newest. */
const UNREAD_FROM_END = 40;

/** When a gap that could not be filled is tried once more. */
const FILL_AGAIN_MS = 2000;

/** What was said in rooms before, as the server has it. */
export class RoomHistory {
  #api;

  /** @param {Api} api */
  constructor(api) {
    this.#api = api;
  }

  /** @param {string} room @returns {Promise<HistoryPage>} */
  newest(room) {
    return this.#page(room, "");
  }

  /** @param {string} room @param {number | null} seq of the oldest message that is here @returns {Promise<HistoryPage>} */
  before(room, seq) {
    return this.#page(room, seq ? `before=${seq}` : "");
  }

  /** @param {string} room @param {number | null} seq of the newest message that is here @returns {Promise<HistoryPage>} */
  after(room, seq) {
    return this.#page(room, `after=${seq ?? 0}`);
  }

  /**
   * @param {string} room
   * @param {Where} where what the room is opened for
   * @returns {Promise<HistoryPage>}
   */
  around(room, where) {
    const goal = goalOf(where);
    return this.#page(room, goal === undefined ? "" : `around=${goal}`, where.place ? PAGE_AROUND_PLACE : PAGE);
  }

  /**
   * The page to begin with: where much is unread and nothing else is looked for, the one with the first that is.
   *
   * @param {string} room
   * @param {Where} where
   * @param {{unread: number, read: number}} reader
   * @param {Promise<HistoryPage>} [early] the page around what is looked for, if it was asked for already
   * @returns {Promise<HistoryPage>}
   */
  async beginning(room, where, { unread, read }, early = this.around(room, where)) {
    const page = await early;
    const above = goalOf(where) === undefined && page.prev != null && (page.items[0]?.seq ?? 0) > read;
    return above && unread > UNREAD_FROM_END ? this.#page(room, `around=${read + 1}`) : page;
  }

  /**
   * Fetches the events that are missing in a timeline, again and again.
   *
   * @param {Conversation} conversation
   * @param {number} after the last event before the gap
   */
  async fill({ room, timeline }, after) {
    try {
      for (let next = after; ; ) {
        const page = await this.#api.get(`/api/rooms/${room}/events?after=${next}&limit=200`);
        timeline.apply(...page.items);
        if (page.next == null || page.items.length === 0) return;
        next = page.next;
      }
    } catch {
      setTimeout(() => timeline.retryGap(), FILL_AGAIN_MS);
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
}

/** @param {Where} where @returns {number | undefined} the seq of a message */
function goalOf({ seq, place }) {
  return place?.seq ?? seq;
}

/**
 * Whether what a room is opened for is in its timeline.
 *
 * @param {Timeline} timeline
 * @param {Where} where
 */
export function isHere(timeline, where) {
  const goal = goalOf(where);
  return goal === undefined ? timeline.atEnd : timeline.shows(goal);
}

/**
 * Where the list of messages has to go first.
 *
 * @param {Where} where
 * @param {number} unread
 * @returns {Conversation["jump"]}
 */
export function startOf({ seq, place }, unread) {
  if (place) return { to: "place", ...place };
  if (seq !== undefined) return { to: "message", seq };
  return { to: unread > 0 ? "divider" : "end" };
}
