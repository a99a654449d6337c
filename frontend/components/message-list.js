import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { canDiscard } from "../state/outbox.js";
import "./action-menu.js";
import "./emoji-picker.js";
import { icon } from "./icons.js";
import { messageLabel, withNeighbours } from "./message-rows.js";
import "./message-item.js";
import { ScrollAnchor } from "./scroll-anchor.js";
import { base, buttons } from "./styles.js";
import { dayOf } from "./times.js";
import { showToast } from "./toast-list.js";
import { VisibleMessages } from "./visible-messages.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Chat } from "../chat.js" */
/** @import { Conversation, Place } from "../state/conversation.js" */
/** @import { Row } from "../state/timeline.js" */
/** @import { MessageItem } from "./message-item.js" */
/** @import { ActionMenu, Action } from "./action-menu.js" */
/** @import { EmojiPicker } from "./emoji-picker.js" */

/** How many messages are drawn when a room is opened, how many more when one scrolls, and how many at most. */
const WINDOW = 90;
const STEP = 60;
const MOST = 300;

/** Who follows the newest message needs no more than this above it; then the oldest are let go, back to WINDOW. */
const MOST_FOLLOWING = 150;

/** More is drawn, or fetched, when less than this is left above or below, in pixels. */
const NEAR = 1200;

/** How long a message that was jumped to stands out. */
const HIGHLIGHT_MS = 2000;

/** How long a finger rests to open the menu. */
const LONG_PRESS_MS = 500;

/**
 * The timeline of the open room: a window of at most 300 messages that follows the scroll position; what one looks at never moves.
 *
 * Fires the wishes "stand-at" {room, place}, "load-more" {direction}, "go-latest", "go-to-message" {seq}, "messages-shown" {shown, hidden}, "react", "edit-message",
 * "delete-message", "discard-entry", "hide-divider", and for the composer "reply-to" {message}, "compose-again" {text}, and "edit-ended" when an edit that it began is over.
 */
export class MessageList extends LitElement {
  static properties = {
    chat: { attribute: false },
    activeKey: { state: true },
    focusKey: { state: true },
    editingKey: { state: true },
    below: { state: true },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        min-height: 0;
      }

      .scroller {
        overflow: hidden auto;
        overflow-anchor: none;
        overscroll-behavior: contain;
        scrollbar-gutter: stable;
        scrollbar-width: thin;
      }

      message-item:focus-visible {
        outline-offset: -2px;
        border-radius: var(--radius-sm);
      }

      .scroller:focus-visible {
        outline-offset: -2px;
      }

      .content {
        display: flow-root;
        min-height: 100%;
        padding-block: var(--space-4) var(--space-5);
      }

      .few {
        display: grid;
        align-content: end;
      }

      .day,
      .new {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        margin-block: var(--space-4) var(--space-1);
        padding-inline: var(--space-5);
        font-size: var(--font-size-sm);
        font-weight: var(--font-weight-medium);
        color: var(--color-text-muted);
      }

      .day::before,
      .day::after,
      .new::before {
        content: "";
        flex: 1;
        height: 1px;
        background: var(--color-border);
      }

      .new {
        margin-block: var(--space-2) 0;
        color: var(--color-danger);
        font-weight: var(--font-weight-bold);
      }

      .new::before {
        background: var(--color-danger);
      }

      .edge {
        display: flex;
        justify-content: center;
        align-items: center;
        gap: var(--space-2);
        min-height: 3rem;
        padding-inline: var(--space-5);
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
      }

      .beginning {
        padding: var(--space-8) var(--space-5) var(--space-2);
      }

      .beginning p {
        margin-top: var(--space-1);
        color: var(--color-text-muted);
      }

      .empty {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        max-width: 26rem;
        margin: auto;
        padding: var(--space-8) var(--space-5);
        text-align: center;
      }

      .empty .mark {
        display: grid;
        place-items: center;
        width: 3.5rem;
        height: 3.5rem;
        border-radius: var(--radius-lg);
        background: var(--color-selected);
        color: var(--color-accent);
      }

      kbd {
        padding: 0.05em 0.4em;
        border: 1px solid var(--color-border-strong);
        border-radius: 0.3em;
        font: inherit;
        font-size: 0.9em;
      }

      /* Inside the scroller, so that a wheel turned over it scrolls; without a height, so that it takes no room there. */
      .latest {
        position: sticky;
        z-index: 2;
        inset-block-end: var(--space-3);
        display: flex;
        justify-content: center;
        align-items: flex-end;
        height: 0;
        pointer-events: none;
      }

      .latest button {
        border-radius: 2rem;
        box-shadow: var(--shadow-2);
        pointer-events: auto;
      }

      @media (max-width: 47.99rem) {
        .day,
        .new {
          padding-inline: var(--space-4);
        }
      }
    `,
  ];

  #anchor = new ScrollAnchor();
  #visible = new VisibleMessages((shown, hidden) => wish(this, "messages-shown", { shown, hidden }));
  /** @type {Conversation | null} */
  #conversation = null;
  /** @type {Conversation["jump"] | null} */
  #jump = null;
  /** Key of the first row that is drawn; null for as many as fit from the end. @type {string | null} */
  #from = null;
  /** Key of the last row that is drawn; null while the end is followed. @type {string | null} */
  #to = null;
  /** Key of the last row of the drawing before. @type {string | null} */
  #lastDrawn = null;
  /** Key of the first row that could be drawn, if the drawing before began with it. @type {string | null} */
  #edgeKey = null;
  /** The log's head when the room was opened, or when the reader was last at the bottom. */
  #seenUpTo = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pressTimer;
  /** @type {ResizeObserver | undefined} */
  #sizes;
  /** @type {Place | null} the place that was told last */
  #told = null;
  #restoreFocus = false;
  #editedFromComposer = false;

  constructor() {
    super();
    /** @type {Chat} */
    this.chat = /** @type {any} */ (null);
    /** @type {string | null} the message under the pointer, or with focus inside */
    this.activeKey = null;
    /** @type {string | null} the one tab stop; null: the last message */
    this.focusKey = null;
    /** @type {string | null} */
    this.editingKey = null;
    /** Whether there is something below that the reader does not see. */
    this.below = false;
    new Watch(this, () => [this.chat, this.chat?.current, this.chat?.current?.timeline], { batched: true });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(() => this.#settle());
    if (this.hasUpdated) this.#observe();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
    this.#visible.stop();
    clearTimeout(this.#pressTimer);
  }

  /** Edits the reader's last message, if there is one. */
  editLast() {
    const last = this.#conversation?.timeline.lastOwn();
    const row = last && this.#rows.find((each) => each.message.seq === last.seq);
    if (!row) return;
    if (!this.#item(row.key)) this.#showEnd();
    this.#editedFromComposer = true;
    this.editingKey = row.key;
  }

  willUpdate() {
    const conversation = this.chat?.current ?? null;
    if (conversation !== this.#conversation) {
      this.#conversation = conversation;
      this.#jump = null;
      this.#from = null;
      this.#to = null;
      this.activeKey = null;
      this.focusKey = null;
      this.editingKey = null;
      this.#visible.clear();
      this.#anchor.stick();
      this.#told = conversation?.place ?? null;
      this.#seenUpTo = conversation?.timeline.head ?? 0;
    }
    if (!conversation) return;
    const ready = conversation.status === "ready" || conversation.timeline.loaded;
    if (ready && conversation.jump !== this.#jump) {
      if (this.#jump === null) this.#seenUpTo = conversation.timeline.head ?? 0;
      this.#jump = conversation.jump;
      this.#startJump(conversation.jump);
    } else if (this.hasUpdated) {
      this.#measure();
      this.#takeOlder();
    }
    const focused = this.shadowRoot?.activeElement;
    this.#restoreFocus = focused?.localName === "message-item";
  }

  render() {
    const conversation = this.#conversation;
    if (!conversation?.timeline.loaded && !conversation?.timeline.rows.length) return html`<div class="scroller" aria-busy="true"><div class="content"></div></div>`;
    const { timeline } = conversation;
    const rows = timeline.rows;
    const [start, end] = this.#thinned(rows, ...this.#bounds(rows));
    this.#edgeKey = start === this.#first(rows) ? (rows[start]?.key ?? null) : null;
    const name = this.chat.rooms.room(conversation.room)?.name ?? conversation.room;
    const focusKey = this.#tabStop(rows, start, end);
    const canModerate = ["owner", "moderator"].includes(this.chat.rooms.room(conversation.room)?.role ?? "");
    return html`
      <div
        class="scroller"
        role="log"
        aria-live="off"
        aria-label=${`Messages in ${name}`}
        tabindex=${rows.length === 0 ? 0 : -1}
        @scroll=${this.#onScroll}
        @keydown=${this.#onKey}
        @pointerover=${this.#onPointer}
        @pointerleave=${() => (this.activeKey = null)}
        @focusin=${this.#onFocus}
        @focusout=${this.#onBlur}
        @contextmenu=${this.#onContextMenu}
        @pointerdown=${this.#onPress}
        @pointermove=${this.#onMove}
        @pointerup=${this.#endPress}
        @pointercancel=${this.#endPress}
        @message-action=${this.#onAction}
        @editing-done=${this.#onEditingDone}
      >
        <div class="content ${start === 0 && timeline.atStart ? "few" : ""}">
          ${start > this.#first(rows) ? nothing : this.#top()}
          ${repeat(
            withNeighbours(rows, start, end, conversation.dividerAfter, this.chat.me.id),
            (each) => each.key,
            (each) => {
              if (each.kind === "day") return html`<h3 class="day"><time datetime=${each.day}>${dayOf(each.at)}</time></h3>`;
              if (each.kind === "new") return html`<h3 class="new" data-divider>New</h3>`;
              const { row } = each;
              return html`<message-item
                role="article"
                data-key=${row.key}
                tabindex=${row.key === focusKey ? 0 : -1}
                aria-label=${messageLabel(row)}
                .row=${row}
                .me=${this.chat.me}
                .quoted=${row.message.replyTo ? this.#quoted(row.message.replyTo) : undefined}
                .canModerate=${canModerate}
                ?grouped=${each.grouped}
                ?active=${row.key === this.activeKey}
                ?editing=${row.key === this.editingKey}
              ></message-item>`;
            },
          )}
          ${end === rows.length && timeline.loaded && !timeline.atEnd ? this.#edge("newer", "Loading later messages…") : nothing}
        </div>
        ${this.#latestButton()}
      </div>
      <emoji-picker></emoji-picker>
      <action-menu></action-menu>
    `;
  }

  firstUpdated() {
    this.#observe();
  }

  updated() {
    const conversation = this.#conversation;
    if (!conversation?.timeline.loaded) return;
    this.#observe();
    const items = this.#items();
    this.#settle();
    this.#visible.follow(this.#scroller, items, conversation.position.seq);
    if (this.#restoreFocus && !this.shadowRoot?.activeElement) this.#focusItem(this.focusKey ?? items[items.length - 1]?.row.key);
    // Messages draw themselves a moment after the list has: then their heights are right.
    Promise.all(items.map((item) => (item.isUpdatePending ? item.updateComplete : null))).then(() => {
      if (this.#conversation !== conversation) return;
      this.#settle();
      this.#anchor.goalReached(this.#scroller, this.#items());
      this.#look();
    });
  }

  /** @returns {readonly Row[]} */
  get #rows() {
    return this.#conversation?.timeline.rows ?? [];
  }

  /** @returns {HTMLElement} */
  get #scroller() {
    return /** @type {HTMLElement} */ (this.renderRoot.querySelector(".scroller"));
  }

  /** @returns {MessageItem[]} */
  #items() {
    return [.../** @type {NodeListOf<MessageItem>} */ (this.renderRoot.querySelectorAll("message-item"))];
  }

  /** @param {string | null | undefined} key */
  #item(key) {
    return key ? /** @type {MessageItem | undefined} */ (this.#items().find((item) => item.row?.key === key)) : undefined;
  }

  #observe() {
    const content = this.renderRoot.querySelector(".content");
    this.#sizes?.observe(this.#scroller);
    if (content) this.#sizes?.observe(content);
  }

  /**
   * @param {readonly Row[]} rows
   * @returns {number} the first row that can be drawn: how a message is drawn depends on the one before it, so that one must be here
   */
  #first(rows) {
    return this.#conversation?.timeline.atStart || rows.length < 2 ? 0 : 1;
  }

  /**
   * @param {readonly Row[]} rows
   * @returns {[number, number]} which rows are drawn: from the first, to before the second
   */
  #bounds(rows) {
    let end = this.#to === null ? rows.length : indexOfKey(rows, this.#to) + 1;
    if (end === 0) end = rows.length;
    let start = this.#from === null ? Math.max(0, end - WINDOW) : indexOfKey(rows, this.#from);
    if (start < 0) start = Math.max(0, end - WINDOW);
    if (end - start > MOST) {
      if (this.#anchor.stuck) start = end - MOST;
      else end = start + MOST;
    }
    start = Math.max(start, this.#first(rows));
    this.#from = rows[start]?.key ?? null;
    this.#to = end >= rows.length ? null : (rows[end - 1]?.key ?? null);
    return [start, end];
  }

  /**
   * Lets go of what is far above a reader who follows the newest messages. What is below stays as it is in that drawing, so that
   * nothing that is seen moves; what has come meanwhile is drawn next.
   *
   * @param {readonly Row[]} rows
   * @param {number} start
   * @param {number} end
   * @returns {[number, number]}
   */
  #thinned(rows, start, end) {
    const last = this.#lastDrawn === null ? -1 : indexOfKey(rows, this.#lastDrawn);
    if (this.#anchor.stuck && this.#to === null && last - start > MOST_FOLLOWING) {
      start = last + 1 - WINDOW;
      if (last + 1 < end) {
        end = last + 1;
        this.updateComplete.then(() => this.requestUpdate());
      }
      this.#from = rows[start]?.key ?? null;
    }
    this.#lastDrawn = rows[end - 1]?.key ?? null;
    return [start, end];
  }

  /** @param {Conversation["jump"]} jump */
  #startJump(jump) {
    const rows = this.#rows;
    const conversation = /** @type {Conversation} */ (this.#conversation);
    let at = -1;
    if (jump.to === "message" || jump.to === "place") at = rows.findIndex((row) => row.message.seq >= jump.seq);
    if (jump.to === "divider") {
      const first = conversation.timeline.firstUnread(conversation.dividerAfter ?? 0);
      at = first ? rows.findIndex((row) => row.message.seq === first.seq) : -1;
    }
    if (at === -1) {
      this.#showEnd();
      return;
    }
    at = Math.max(at, this.#first(rows));
    const from = Math.max(0, at - STEP);
    const to = Math.min(rows.length - 1, at + STEP);
    this.#from = rows[from]?.key ?? null;
    this.#to = to === rows.length - 1 ? null : (rows[to]?.key ?? null);
    const { key } = rows[at];
    if (jump.to === "divider") {
      this.#anchor.aim(() => this.renderRoot.querySelector("[data-divider]") ?? this.#item(key), fromTop(0.2));
    } else if (jump.to === "place") {
      this.#anchor.aim(() => this.#item(key)?.words, () => jump.top);
    } else {
      this.focusKey = key;
      this.#anchor.aim(() => this.#item(key), fromTop(0.5), () => this.#highlight(key));
    }
  }

  #showEnd() {
    this.#from = null;
    this.#to = null;
    this.#anchor.stick();
    this.requestUpdate();
  }

  /** @param {string} key */
  #highlight(key) {
    const item = this.#item(key);
    if (!item) return;
    item.focus({ preventScroll: true });
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    item.setAttribute("highlighted", "");
    setTimeout(() => item.removeAttribute("highlighted"), HIGHLIGHT_MS);
  }

  /** Puts the scroll position right after something has changed its size. */
  #settle() {
    if (this.#conversation?.timeline.loaded) this.#anchor.settle(this.#scroller);
  }

  #onScroll() {
    this.#measure();
    this.#look();
  }

  /** Notes where everything is, before something changes. */
  #measure() {
    if (!this.#conversation?.timeline.loaded) return;
    this.#anchor.measure(this.#scroller, this.#items(), this.#to === null && this.#conversation.timeline.atEnd);
  }

  /** Draws or fetches more where the reader is near an edge, and notes what is below. */
  #look() {
    const conversation = this.#conversation;
    if (!conversation?.timeline.loaded || this.#anchor.aiming) return;
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    if (clientHeight === 0) return;
    this.#tellPlace(conversation);
    const rows = this.#rows;
    const [start, end] = this.#bounds(rows);
    const under = scrollHeight - clientHeight - scrollTop;
    if (scrollTop < NEAR) {
      if (start > this.#first(rows)) this.#grow(rows, Math.max(0, start - STEP), end, "up");
      else if (!conversation.timeline.atStart && conversation.fetchFailed !== "older") wish(this, "load-more", { direction: "older" });
    }
    if (under < NEAR) {
      if (end < rows.length) this.#grow(rows, start, Math.min(rows.length, end + STEP), "down");
      else if (!conversation.timeline.atEnd && conversation.fetchFailed !== "newer") wish(this, "load-more", { direction: "newer" });
    }
    if (this.#anchor.stuck) {
      this.#seenUpTo = conversation.timeline.head ?? 0;
      conversation.timeline.trim();
    }
    this.below = !this.#anchor.stuck && (under > clientHeight / 2 || !conversation.timeline.atEnd || end < rows.length || this.#newBelow() > 0);
  }

  /** @param {Conversation} conversation */
  #tellPlace(conversation) {
    const { place } = this.#anchor;
    // Positions are rounded to pixels: telling each would let the place wander off with every time that it is gone back to.
    if (place?.seq === this.#told?.seq && Math.abs((place?.top ?? 0) - (this.#told?.top ?? 0)) < 1) return;
    this.#told = place;
    wish(this, "stand-at", { room: conversation.room, place });
  }

  /**
   * @param {readonly Row[]} rows
   * @param {number} start
   * @param {number} end
   * @param {"up" | "down"} direction
   */
  #grow(rows, start, end, direction) {
    this.#frame(rows, start, end, direction);
    this.requestUpdate();
  }

  /** Draws what has come above the first message at once: without it, what is read could not stay where it is when the edge goes. */
  #takeOlder() {
    const rows = this.#rows;
    const [start, end] = this.#bounds(rows);
    if (start > this.#first(rows) && this.#from === this.#edgeKey) this.#frame(rows, Math.max(0, start - STEP), end, "up");
  }

  /**
   * @param {readonly Row[]} rows
   * @param {number} start
   * @param {number} end
   * @param {"up" | "down"} direction
   */
  #frame(rows, start, end, direction) {
    if (end - start > MOST) {
      if (direction === "up") end = start + MOST;
      else start = end - MOST;
    }
    this.#from = rows[start]?.key ?? null;
    this.#to = end >= rows.length ? null : (rows[end - 1]?.key ?? null);
  }

  /** How many messages of others have come since the reader left the bottom. */
  #newBelow() {
    const conversation = /** @type {Conversation} */ (this.#conversation);
    const rows = this.#rows;
    if (!conversation.timeline.atEnd) return conversation.timeline.beyond;
    let count = 0;
    for (let i = rows.length - 1; i >= 0 && (rows[i].message.seq === 0 || rows[i].message.seq > this.#seenUpTo); i--) {
      if (rows[i].message.by.id !== this.chat.me.id) count++;
    }
    return count;
  }

  #latestButton() {
    if (!this.below || !this.#conversation) return nothing;
    const count = this.#newBelow();
    return html`
      <div class="latest">
        <button type="button" class=${count > 0 ? "primary" : ""} @click=${this.#goLatest} @keydown=${stopKey}>
          ${icon("down", 16)} ${count > 0 ? `${count} new` : "Return to latest"}
        </button>
      </div>
    `;
  }

  #goLatest() {
    wish(this, "go-latest");
    const last = this.#rows[this.#rows.length - 1];
    if (last) this.focusKey = null;
    this.#scroller.focus({ preventScroll: true });
  }

  #top() {
    const conversation = /** @type {Conversation} */ (this.#conversation);
    const { timeline } = conversation;
    if (!timeline.atStart) return this.#edge("older", "Loading earlier messages…");
    const room = this.chat.rooms.room(conversation.room);
    const name = room?.name ?? conversation.room;
    if (timeline.rows.length > 0) {
      return html`<div class="beginning">
        <h2>${room?.direct ? name : `#${name}`}</h2>
        <p>This is the beginning of ${room?.direct ? "your conversation" : "the room"}.</p>
      </div>`;
    }
    return html`
      <div class="empty">
        <div class="mark">${icon("hash", 28)}</div>
        <h2>${room?.archived ? "Nothing was said" : "Say hello"}</h2>
        ${room?.archived ? html`<p class="muted">Nobody wrote in ${name} before it was archived.</p>` : this.#howToBegin(room, name)}
      </div>
    `;
  }

  /**
   * @param {import("../state/types.js").Room | undefined} room
   * @param {string} name
   */
  #howToBegin(room, name) {
    return html`
      <p class="muted">Nobody has written ${room?.direct ? "here" : `in ${name}`} yet. Be the first.</p>
      <p class="muted small"><kbd>Enter</kbd> sends, <kbd>Shift</kbd> <kbd>Enter</kbd> starts a new line, <kbd>↑</kbd> edits your last message.</p>
      ${room?.direct || !room?.role
        ? nothing
        : html`<button type="button" @click=${() => this.dispatchEvent(new Event("invite-wanted", { bubbles: true, composed: true }))}>
            ${icon("add", 18)} Invite people
          </button>`}
    `;
  }

  /**
   * @param {"older" | "newer"} direction
   * @param {string} text
   */
  #edge(direction, text) {
    const failed = this.#conversation?.fetchFailed === direction;
    return html`
      <div class="edge">
        ${failed
          ? html`These messages could not be loaded.
              <button type="button" @click=${() => wish(this, "load-more", { direction })}>${icon("retry", 16)} Try again</button>`
          : text}
      </div>
    `;
  }

  /** @param {number} seq */
  #quoted(seq) {
    const message = this.#conversation?.timeline.message(seq);
    if (!message) return null;
    return quotes.get(message) ?? quote(message);
  }

  /**
   * @param {readonly Row[]} rows
   * @param {number} start
   * @param {number} end
   */
  #tabStop(rows, start, end) {
    const wanted = this.focusKey === null ? -1 : indexOfKey(rows, this.focusKey);
    return wanted >= start && wanted < end ? this.focusKey : rows[end - 1]?.key;
  }

  /** @param {string | null | undefined} key */
  #focusItem(key) {
    if (!key) return;
    this.focusKey = key;
    const item = this.#item(key);
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Event} event @returns {MessageItem | undefined} */
  #itemOf(event) {
    return /** @type {MessageItem | undefined} */ (
      event.composedPath().find((node) => /** @type {Element} */ (node).localName === "message-item")
    );
  }

  /** @param {PointerEvent} event */
  #onPointer(event) {
    if (event.pointerType === "mouse") this.activeKey = this.#itemOf(event)?.row.key ?? null;
  }

  /** @param {FocusEvent} event */
  #onFocus(event) {
    const item = this.#itemOf(event);
    if (!item) return;
    this.focusKey = item.row.key;
    if (item.matches(":focus-visible") || event.composedPath()[0] !== item) this.activeKey = item.row.key;
  }

  /** @param {FocusEvent} event */
  #onBlur(event) {
    if (!event.relatedTarget || !this.renderRoot.contains(/** @type {Node} */ (event.relatedTarget))) {
      if (!this.matches(":hover")) this.activeKey = null;
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = this.#itemOf(event);
    const onItem = event.composedPath()[0] === item || event.target === this.#scroller;
    if (event.key === "Escape") {
      if (!onItem && item) item.focus();
      else wish(this, "hide-divider");
      return;
    }
    if (!onItem) return;
    const items = this.#items();
    const at = item ? items.indexOf(item) : items.length;
    switch (event.key) {
      case "ArrowDown":
        this.#focusItem(items[at + 1]?.row.key);
        break;
      case "ArrowUp":
        this.#focusItem(items[at - 1]?.row.key);
        break;
      case "Home":
        this.#focusItem(items[0]?.row.key);
        break;
      case "End":
        this.#goLatest();
        break;
      case "Enter":
        this.activeKey = item?.row.key ?? null;
        this.updateComplete.then(() => item?.updateComplete).then(() => item?.focusActions());
        break;
      default:
        if (!item || !this.#shortcut(event.key, item)) return;
    }
    event.preventDefault();
  }

  /**
   * @param {string} key
   * @param {MessageItem} item
   */
  #shortcut(key, item) {
    const { message } = item.row;
    if (message.seq === 0 || message.deleted) return false;
    const own = message.by.id === this.chat.me.id;
    if (key === "r" || key === "R") this.#act("reply", item.row, item);
    else if ((key === "e" || key === "E") && own) this.#act("edit", item.row, item);
    else if (key === "Delete" && (own || item.canModerate)) this.#act("delete", item.row, item);
    else if (key === "+") this.#act("react", item.row, item);
    else return false;
    return true;
  }

  /** @param {MouseEvent} event */
  #onContextMenu(event) {
    const item = this.#itemOf(event);
    const path = event.composedPath();
    const special = path.some((node) => ["a", "textarea", "input"].includes(/** @type {Element} */ (node).localName ?? ""));
    if (!item || special || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    this.#endPress();
    const byKey = event.clientX === 0 && event.clientY === 0;
    this.#openMenu(item.row, item, byKey ? item.getBoundingClientRect() : new DOMRect(event.clientX, event.clientY, 0, 0));
  }

  /** @param {PointerEvent} event */
  #onPress(event) {
    const item = this.#itemOf(event);
    if (event.pointerType !== "touch" || !item) return;
    this.#pressTimer = setTimeout(() => {
      this.#openMenu(item.row, item, new DOMRect(event.clientX, event.clientY, 0, 0));
    }, LONG_PRESS_MS);
  }

  /** @param {PointerEvent} event */
  #onMove(event) {
    if (event.pointerType === "touch" && Math.abs(event.movementX) + Math.abs(event.movementY) > 4) this.#endPress();
  }

  #endPress() {
    clearTimeout(this.#pressTimer);
  }

  /** @param {CustomEvent} event */
  #onAction(event) {
    event.stopPropagation();
    const { action, row, anchor } = event.detail;
    this.#act(action, row, anchor);
  }

  /**
   * @param {string} action
   * @param {Row} row
   * @param {HTMLElement} anchor what the action was asked at
   */
  #act(action, row, anchor) {
    const { message, entry } = row;
    switch (action) {
      case "react":
        this.#pick(row, anchor);
        break;
      case "menu":
        this.#openMenu(row, anchor, anchor.getBoundingClientRect());
        break;
      case "reply":
        this.dispatchEvent(new CustomEvent("reply-to", { detail: { message }, bubbles: true, composed: true }));
        break;
      case "edit":
        this.editingKey = row.key;
        break;
      case "delete":
        this.#focusItem(row.key);
        wish(this, "delete-message", { seq: message.seq });
        break;
      case "discard":
        if (entry) wish(this, "discard-entry", { id: entry.id });
        this.#focusNeighbour(row.key);
        break;
      case "edit-refused":
        if (!entry) break;
        wish(this, "discard-entry", { id: entry.id });
        if (entry.kind === "edit") this.editingKey = row.key;
        else this.dispatchEvent(new CustomEvent("compose-again", { detail: { text: entry.text }, bubbles: true, composed: true }));
        break;
      case "copy-refused":
        this.#copy(entry?.text ?? message.text ?? "", "Text copied");
        break;
    }
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} opener
   * @param {DOMRect} place
   */
  #openMenu(row, opener, place) {
    const menu = /** @type {ActionMenu} */ (this.renderRoot.querySelector("action-menu"));
    const actions = this.#actions(row, opener);
    if (actions.length > 0) menu.openAt(`Actions for the message of ${row.message.by.name}`, actions, place, opener);
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} opener
   * @returns {Action[]}
   */
  #actions(row, opener) {
    const { message, entry } = row;
    const own = message.by.id === this.chat.me.id;
    const item = this.#item(row.key) ?? opener;
    /** @type {Action[]} */
    const actions = [];
    if (entry?.state === "refused") {
      actions.push({ name: "Retry", icon: "retry", act: () => wish(this, "retry-entry", { id: entry.id }) });
      if (entry.kind !== "delete") {
        actions.push({ name: "Edit", icon: "edit", act: () => this.#act("edit-refused", row, item) });
        actions.push({ name: "Copy", icon: "copy", act: () => this.#act("copy-refused", row, item) });
      }
      actions.push({ name: "Delete", icon: "trash", danger: true, act: () => this.#act("discard", row, item) });
      return actions;
    }
    if (message.deleted) return actions;
    if (message.seq > 0) {
      actions.push({ name: "Add reaction", icon: "emoji", act: () => this.#act("react", row, item) });
      actions.push({ name: "Reply", icon: "reply", act: () => this.#act("reply", row, item) });
    }
    actions.push({ name: "Copy text", icon: "copy", act: () => this.#copy(message.text ?? "", "Text copied") });
    if (message.seq > 0) {
      const link = `${location.origin}/r/${message.room}/m/${message.seq}`;
      actions.push({ name: "Copy link", icon: "link", act: () => this.#copy(link, "Link copied") });
      if (message.editedAt) actions.push({ name: "Edit history", icon: "clock", act: () => this.#item(row.key)?.showVersions() });
      if (own) actions.push({ name: "Edit", icon: "edit", act: () => this.#act("edit", row, item) });
      if (own || (this.#item(row.key)?.canModerate ?? false)) {
        actions.push({ name: "Delete", icon: "trash", danger: true, act: () => this.#act("delete", row, item) });
      }
    } else if (entry && canDiscard(entry)) {
      actions.push({ name: "Delete", icon: "trash", danger: true, act: () => this.#act("discard", row, item) });
    }
    return actions;
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} anchor
   */
  #pick(row, anchor) {
    const picker = /** @type {EmojiPicker} */ (this.renderRoot.querySelector("emoji-picker"));
    const { seq } = row.message;
    const opener = this.#item(row.key) ?? anchor;
    /** @param {Event} event */
    const picked = (event) => {
      const { emoji } = /** @type {CustomEvent} */ (event).detail;
      const now = this.#conversation?.timeline.rows.find((each) => each.message.seq === seq)?.message;
      const mine = now?.reactions?.some((reaction) => reaction.emoji === emoji && reaction.mine) ?? false;
      wish(this, "react", { seq, emoji, on: !mine });
    };
    picker.addEventListener("pick", picked, { once: true });
    picker.addEventListener(
      "toggle",
      (event) => {
        if (/** @type {ToggleEvent} */ (event).newState === "open") {
          picker.addEventListener("toggle", () => picker.removeEventListener("pick", picked), { once: true });
        }
      },
      { once: true },
    );
    picker.openAt(anchor.getBoundingClientRect(), opener);
  }

  /**
   * @param {string} text
   * @param {string} done
   */
  async #copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      showToast(this, { text: done, kind: "success" });
    } catch {
      showToast(this, { text: "The browser does not let this page copy.", kind: "danger" });
    }
  }

  /** @param {string} key of a message that goes away */
  #focusNeighbour(key) {
    const items = this.#items();
    const at = items.findIndex((item) => item.row.key === key);
    const next = items[at + 1] ?? items[at - 1];
    if (next) this.#focusItem(next.row.key);
    else this.#scroller.focus();
  }

  #onEditingDone() {
    const key = this.editingKey;
    this.editingKey = null;
    if (this.#editedFromComposer) this.dispatchEvent(new Event("edit-ended", { bubbles: true, composed: true }));
    else this.updateComplete.then(() => this.#focusItem(key));
    this.#editedFromComposer = false;
  }
}

/**
 * @param {number} share of the room in the view that is left above an element
 * @returns {(view: DOMRect, box: DOMRect) => number}
 */
function fromTop(share) {
  return (view, box) => Math.max(0, (view.height - box.height) * share);
}

/** @param {KeyboardEvent} event whose Enter is for a button, not for the messages behind it */
function stopKey(event) {
  if (event.key === "Enter") event.stopPropagation();
}

/** @type {WeakMap<object, {name: string, text: string}>} so that an unchanged quote is the same object */
const quotes = new WeakMap();

/** @param {import("../state/types.js").Message} message */
function quote(message) {
  const made = { name: message.by.name, text: message.deleted ? "Deleted message" : (message.text ?? "").slice(0, 200) };
  quotes.set(message, made);
  return made;
}

/**
 * @param {readonly Row[]} rows
 * @param {string} key
 */
function indexOfKey(rows, key) {
  return rows.findIndex((row) => row.key === key);
}

customElements.define("message-list", MessageList);
