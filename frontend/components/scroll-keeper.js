import { DrawnRows } from "./drawn-rows.js";
import { ScrollAnchor } from "./scroll-anchor.js";
import { wish } from "./wish.js";

/** @import { Conversation, Place } from "../state/conversation.js" */
/** @import { MessageList } from "./message-list.js" */

/** More is drawn, or fetched, when less than this is left above or below, in pixels. */
const NEAR = 1200;

/** How long a message that was jumped to stands out. */
const HIGHLIGHT_MS = 2000;

/**
 * Keeps a list of messages where its reader is, from one drawing to the next: takes part in each of them, goes where the conversation
 * says, and sees to it that there is always more to scroll to.
 */
export class ScrollKeeper {
  #host;
  #anchor = new ScrollAnchor();
  #drawn = new DrawnRows();
  /** @type {Conversation | null} */
  #conversation = null;
  /** @type {Conversation["jump"] | null} */
  #jump = null;
  /** The log's head when the room was opened, or when the reader was last at the bottom. */
  #seenUpTo = 0;
  /** The place that was told last. @type {Place | null} */
  #told = null;
  /** @type {ResizeObserver | undefined} */
  #sizes;

  /** @param {MessageList} host */
  constructor(host) {
    this.#host = host;
  }

  /** Begins to watch for what changes its size without a drawing. */
  start() {
    this.#sizes = new ResizeObserver(() => this.#settle());
    if (this.#host.hasUpdated) this.#observe();
  }

  stop() {
    this.#sizes?.disconnect();
  }

  /** Another room is drawn from now on. @param {Conversation | null} conversation */
  open(conversation) {
    this.#conversation = conversation;
    this.#jump = null;
    this.#drawn.clear();
    this.#anchor.stick();
    this.#told = conversation?.place ?? null;
    this.#seenUpTo = conversation?.timeline.head ?? 0;
  }

  /** Before a drawing: notes where everything is, or where to go. */
  prepare() {
    const conversation = this.#conversation;
    if (!conversation) return;
    const { jump, status, timeline } = conversation;
    if ((status === "ready" || timeline.loaded) && jump !== this.#jump) {
      if (this.#jump === null) this.#seenUpTo = timeline.head ?? 0;
      this.#jump = jump;
      this.#go(jump);
    } else if (this.#host.hasUpdated) {
      this.measure();
      this.#drawn.takeOlder(timeline, this.#anchor.stuck);
    }
  }

  /** What to draw. @returns {{start: number, end: number}} */
  bounds() {
    const { start, end, more } = this.#drawn.draw(/** @type {Conversation} */ (this.#conversation).timeline, this.#anchor.stuck);
    if (more) this.#host.updateComplete.then(() => this.#host.requestUpdate());
    return { start, end };
  }

  /** After a drawing: puts everything back where it was. */
  restore() {
    const conversation = this.#conversation;
    this.#observe();
    this.#settle();
    // Messages draw themselves a moment after the list has: then their heights are right.
    Promise.all(this.#host.items().map((item) => (item.isUpdatePending ? item.updateComplete : null))).then(() => {
      if (this.#conversation !== conversation) return;
      this.#settle();
      this.#anchor.goalReached(this.#host.scroller, this.#host.items());
      this.look();
    });
  }

  /** Notes where everything is, before something changes. */
  measure() {
    const { loaded, atEnd } = this.#conversation?.timeline ?? {};
    if (loaded) this.#anchor.measure(this.#host.scroller, this.#host.items(), this.#drawn.followEnd && atEnd === true);
  }

  /** Draws or fetches more where the reader is near an edge, and notes what is below. */
  look() {
    const conversation = this.#conversation;
    if (!conversation?.timeline.loaded || this.#anchor.aiming) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#host.scroller;
    if (clientHeight === 0) return;
    this.#tellPlace(conversation);
    const { timeline } = conversation;
    const { stuck } = this.#anchor;
    const under = scrollHeight - clientHeight - scrollTop;
    const allBelow = this.#drawn.followEnd;
    if (scrollTop < NEAR) this.#more(conversation, "up", timeline.atStart);
    if (under < NEAR) this.#more(conversation, "down", timeline.atEnd);
    if (stuck) {
      this.#seenUpTo = timeline.head ?? 0;
      timeline.trim();
    }
    this.#host.below = !stuck && (under > clientHeight / 2 || !timeline.atEnd || !allBelow || this.newBelow() > 0);
  }

  /** How many messages of others have come since the reader left the bottom. */
  newBelow() {
    const { timeline } = /** @type {Conversation} */ (this.#conversation);
    const { rows } = timeline;
    if (!timeline.atEnd) return timeline.beyond;
    let count = 0;
    for (let i = rows.length - 1; i >= 0 && (rows[i].message.seq === 0 || rows[i].message.seq > this.#seenUpTo); i--) {
      if (rows[i].message.by.id !== this.#host.chat.me.id) count++;
    }
    return count;
  }

  showEnd() {
    this.#drawn.showEnd();
    this.#anchor.stick();
    this.#host.requestUpdate();
  }

  #observe() {
    const content = this.#host.renderRoot.querySelector(".content");
    this.#sizes?.observe(this.#host.scroller);
    if (content) this.#sizes?.observe(content);
  }

  /** @param {Conversation["jump"]} jump */
  #go(jump) {
    const { timeline, dividerAfter } = /** @type {Conversation} */ (this.#conversation);
    const seq = "seq" in jump ? jump.seq : jump.to === "divider" ? timeline.firstUnread(dividerAfter ?? 0)?.seq : undefined;
    const at = seq === undefined ? -1 : timeline.rows.findIndex((row) => row.message.seq >= seq);
    if (at === -1) {
      this.showEnd();
      return;
    }
    const { key } = this.#drawn.showAround(timeline, at);
    const item = () => this.#host.item(key);
    if (jump.to === "divider") {
      this.#anchor.aim(() => this.#host.renderRoot.querySelector("[data-divider]") ?? item(), fromTop(0.2));
    } else if (jump.to === "place") {
      this.#anchor.aim(() => item()?.words, () => jump.top);
    } else {
      this.#host.focusKey = key;
      this.#anchor.aim(item, fromTop(0.5), () => this.#highlight(key));
    }
  }

  /** @param {string} key */
  #highlight(key) {
    const item = this.#host.item(key);
    if (!item) return;
    item.focus({ preventScroll: true });
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    item.setAttribute("highlighted", "");
    setTimeout(() => item.removeAttribute("highlighted"), HIGHLIGHT_MS);
  }

  /** Puts the scroll position right after something has changed its size. */
  #settle() {
    if (this.#conversation?.timeline.loaded) this.#anchor.settle(this.#host.scroller);
  }

  /**
   * @param {Conversation} conversation
   * @param {"up" | "down"} direction
   * @param {boolean} complete whether there is nothing to fetch there
   */
  #more({ timeline, fetchFailed }, direction, complete) {
    if (this.#drawn.grow(timeline, this.#anchor.stuck, direction)) {
      this.#host.requestUpdate();
      return;
    }
    const older = direction === "up" ? "older" : "newer";
    if (!complete && fetchFailed !== older) wish(this.#host, "load-more", { direction: older });
  }

  /** @param {Conversation} conversation */
  #tellPlace(conversation) {
    const { place } = this.#anchor;
    // Positions are rounded to pixels: telling each would let the place wander off with every time that it is gone back to.
    if (place?.seq === this.#told?.seq && Math.abs((place?.top ?? 0) - (this.#told?.top ?? 0)) < 1) return;
    this.#told = place;
    wish(this.#host, "stand-at", { room: conversation.room, place });
  }
}

/**
 * @param {number} share of the room in the view that is left above an element
 * @returns {(view: DOMRect, box: DOMRect) => number}
 */
function fromTop(share) {
  return (view, box) => view.top + Math.max(0, (view.height - box.height) * share);
}
