import { Presence } from "./presence.js";
import { ReadPosition } from "./read-position.js";
import { Timeline } from "./timeline.js";
import { Typing } from "./typing.js";

/** @import { Member, Person, ProblemLike } from "./types.js" */

/**
 * Where a reader stands in a room.
 *
 * @typedef {object} Place
 * @property {number} seq of a message in the view
 * @property {number} top how far below the window's upper edge its text begins, in pixels
 */

/**
 * What a room is opened for: a message, or a place to go back to. Neither: what is unread, or else the newest.
 *
 * @typedef {{seq?: number | undefined, place?: Place | null}} Where
 */

/**
 * What is known of the room that is open: its timeline, who is here, how far it is read. Fires "change" when one of its own fields
 * changes; its parts fire their own.
 */
export class Conversation extends EventTarget {
  /** Outside: a public room that the reader is not in, so that nothing is asked of it. @type {"loading" | "ready" | "outside" | "failed"} */
  status = "loading";

  /** Why it is not ready. @type {ProblemLike | null} */
  problem = null;

  /** @type {Member[] | null} null until they were asked for */
  members = null;

  /** The "New" divider stands behind this seq; null for none. @type {number | null} */
  dividerAfter = null;

  /**
   * Where the list has to go next; each is a new object.
   *
   * @type {{to: "end" | "divider"} | {to: "message", seq: number} | {to: "place", seq: number, top: number}}
   */
  jump = { to: "end" };

  /** What it was opened for, until that is shown. @type {Where} */
  sought = {};

  /** Where the reader stands; null at the end. @type {Place | null} */
  place = null;

  /** @type {"older" | "newer" | null} */
  fetching = null;

  /** Fetching a page failed in this direction. @type {"older" | "newer" | null} */
  fetchFailed = null;

  /** How far the server knows that it is read. */
  readTold = 0;

  /**
   * @param {string} room
   * @param {Person} me
   * @param {number} read
   */
  constructor(room, me, read) {
    super();
    this.room = room;
    this.timeline = new Timeline(room, me);
    this.presence = new Presence();
    this.typing = new Typing(me);
    this.position = new ReadPosition(read);
    this.readTold = read;
  }

  /** @param {number} seq how far the room is read, as the server says */
  learnRead(seq) {
    this.readTold = Math.max(this.readTold, seq);
    this.position.moved(seq);
  }

  /** @param {Partial<Pick<Conversation, "status" | "problem" | "members" | "dividerAfter" | "jump" | "fetching" | "fetchFailed" | "sought">>} fields */
  set(fields) {
    Object.assign(this, fields);
    this.dispatchEvent(new Event("change"));
  }
}
