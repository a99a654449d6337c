import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "./action-menu.js";
import { isFirst } from "./drawn-rows.js";
import "./emoji-picker.js";
import { icon } from "./icons.js";
import { MessageActions } from "./message-actions.js";
import { MessageFocus } from "./message-focus.js";
import "./message-item.js";
import { messageListStyles } from "./message-list-styles.js";
import { messageLabel, withNeighbours } from "./message-rows.js";
import { ScrollKeeper } from "./scroll-keeper.js";
import { base, buttons } from "./styles.js";
import { beginning, empty, loading } from "./timeline-ends.js";
import { dayOf } from "./times.js";
import { VisibleMessages } from "./visible-messages.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Chat } from "../chat.js" */
/** @import { Conversation } from "../state/conversation.js" */
/** @import { Row } from "../state/timeline.js" */
/** @import { MessageItem } from "./message-item.js" */
/** @import { Piece } from "./message-rows.js" */

/**
 * The timeline of the open room: a window of at most 300 messages that follows the scroll position; what one looks at never moves.
 *
 * Fires the wishes "stand-at" {room, place}, "load-more" {direction}, "go-latest", "go-to-message" {seq}, "messages-shown" {shown, hidden},
 * "react", "edit-message", "delete-message", "discard-entry", "hide-divider", and for the composer "reply-to" {message}, "compose-again"
 * {text}, and "edit-ended" when an edit that it began is over.
 */
export class MessageList extends LitElement {
  static properties = {
    chat: { attribute: false },
    activeKey: { state: true },
    focusKey: { state: true },
    editingKey: { state: true },
    below: { state: true },
  };

  static styles = [base, buttons, messageListStyles];

  #keeper = new ScrollKeeper(this);
  #focus = new MessageFocus(this);
  #actions = new MessageActions(this, this.#focus);
  #visible = new VisibleMessages((shown, hidden) => wish(this, "messages-shown", { shown, hidden }));
  /** @type {Conversation | null} */
  #conversation = null;
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
    this.#keeper.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#keeper.stop();
    this.#visible.stop();
    this.#actions.stop();
  }

  /** @returns {readonly Row[]} */
  get rows() {
    return this.#conversation?.timeline.rows ?? [];
  }

  /** @returns {HTMLElement} */
  get scroller() {
    return /** @type {HTMLElement} */ (this.renderRoot.querySelector(".scroller"));
  }

  /** @returns {MessageItem[]} */
  items() {
    return [.../** @type {NodeListOf<MessageItem>} */ (this.renderRoot.querySelectorAll("message-item"))];
  }

  /** @param {string | null | undefined} key */
  item(key) {
    return key ? /** @type {MessageItem | undefined} */ (this.items().find((item) => item.row?.key === key)) : undefined;
  }

  /** Edits the reader's last message, if there is one. */
  editLast() {
    const last = this.#conversation?.timeline.lastOwn();
    const row = last && this.rows.find((each) => each.message.seq === last.seq);
    if (!row) return;
    if (!this.item(row.key)) this.#keeper.showEnd();
    this.#editedFromComposer = true;
    this.editingKey = row.key;
  }

  goLatest() {
    wish(this, "go-latest");
    if (this.rows.length > 0) this.focusKey = null;
    this.scroller.focus({ preventScroll: true });
  }

  willUpdate() {
    const conversation = this.chat?.current ?? null;
    if (conversation !== this.#conversation) {
      this.#conversation = conversation;
      this.activeKey = null;
      this.focusKey = null;
      this.editingKey = null;
      this.#visible.clear();
      this.#keeper.open(conversation);
    }
    this.#keeper.prepare();
    this.#focus.prepare();
  }

  render() {
    const conversation = this.#conversation;
    if (!conversation?.timeline.loaded && !conversation?.timeline.rows.length) return html`<div class="scroller" aria-busy="true"><div class="content"></div></div>`;
    const { timeline } = conversation;
    const { rows } = timeline;
    const { start, end } = this.#keeper.bounds();
    const focusKey = this.#focus.tabStop(rows.slice(start, end));
    const canModerate = ["owner", "moderator"].includes(this.#room?.role ?? "");
    return html`
      <div
        class="scroller"
        role="log"
        aria-live="off"
        aria-label=${`Messages in ${this.#name}`}
        tabindex=${rows.length === 0 ? 0 : -1}
        @scroll=${this.#onScroll}
        @keydown=${this.#onKey}
        @pointerover=${(/** @type {PointerEvent} */ event) => this.#focus.onPointer(event)}
        @pointerleave=${() => (this.activeKey = null)}
        @focusin=${(/** @type {FocusEvent} */ event) => this.#focus.onFocus(event)}
        @focusout=${(/** @type {FocusEvent} */ event) => this.#focus.onBlur(event)}
        @contextmenu=${(/** @type {MouseEvent} */ event) => this.#actions.onContextMenu(event)}
        @pointerdown=${(/** @type {PointerEvent} */ event) => this.#actions.onPress(event)}
        @pointermove=${(/** @type {PointerEvent} */ event) => this.#actions.onMove(event)}
        @pointerup=${() => this.#actions.endPress()}
        @pointercancel=${() => this.#actions.endPress()}
        @message-action=${(/** @type {CustomEvent} */ event) => this.#actions.onAction(event)}
        @editing-done=${this.#onEditingDone}
      >
        <div class="content ${start === 0 && timeline.atStart ? "few" : ""}">
          ${isFirst(timeline, start) ? this.#top(conversation) : nothing}
          ${repeat(
            withNeighbours(rows, start, end, conversation.dividerAfter, this.chat.me.id),
            (piece) => piece.key,
            (piece) => this.#piece(piece, focusKey, canModerate),
          )}
          ${end === rows.length && timeline.loaded && !timeline.atEnd ? this.#edge("newer", "Loading later messages…") : nothing}
        </div>
        ${this.#latestButton()}
      </div>
      <emoji-picker></emoji-picker>
      <action-menu></action-menu>
    `;
  }

  updated() {
    const conversation = this.#conversation;
    if (!conversation?.timeline.loaded) return;
    this.#keeper.restore();
    this.#visible.follow(this.scroller, this.items(), conversation.position.seq);
    this.#focus.restore();
  }

  get #room() {
    return this.chat.rooms.room(this.#conversation?.room ?? "");
  }

  get #name() {
    return this.#room?.name ?? this.#conversation?.room ?? "";
  }

  /**
   * @param {Piece} piece
   * @param {string | undefined} focusKey
   * @param {boolean} canModerate
   */
  #piece(piece, focusKey, canModerate) {
    if (piece.kind === "day") return html`<h3 class="day"><time datetime=${piece.day}>${dayOf(piece.at)}</time></h3>`;
    if (piece.kind === "new") return html`<h3 class="new" data-divider>New</h3>`;
    const { row, grouped } = piece;
    return html`<message-item
      role="article"
      data-key=${row.key}
      tabindex=${row.key === focusKey ? 0 : -1}
      aria-label=${messageLabel(row)}
      .row=${row}
      .me=${this.chat.me}
      .quoted=${row.message.replyTo ? this.#quoted(row.message.replyTo) : undefined}
      .canModerate=${canModerate}
      ?grouped=${grouped}
      ?active=${row.key === this.activeKey}
      ?editing=${row.key === this.editingKey}
    ></message-item>`;
  }

  /** @param {Conversation} conversation */
  #top({ timeline }) {
    if (!timeline.atStart) return this.#edge("older", "Loading earlier messages…");
    if (timeline.rows.length > 0) return beginning(this.#room, this.#name);
    return empty(this.#room, this.#name, () => this.dispatchEvent(new Event("invite-wanted", { bubbles: true, composed: true })));
  }

  /**
   * @param {"older" | "newer"} direction
   * @param {string} text
   */
  #edge(direction, text) {
    return loading(text, this.#conversation?.fetchFailed === direction, () => wish(this, "load-more", { direction }));
  }

  #latestButton() {
    if (!this.below || !this.#conversation) return nothing;
    const count = this.#keeper.newBelow();
    return html`
      <div class="latest">
        <button type="button" class=${count > 0 ? "primary" : ""} @click=${this.goLatest} @keydown=${stopKey}>
          ${icon("down", 16)} ${count > 0 ? `${count} new` : "Return to latest"}
        </button>
      </div>
    `;
  }

  /** @param {number} seq */
  #quoted(seq) {
    const message = this.#conversation?.timeline.message(seq);
    if (!message) return null;
    return quotes.get(message) ?? quote(message);
  }

  #onScroll() {
    this.#keeper.measure();
    this.#keeper.look();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    this.#focus.onKey(event, (key, item) => this.#actions.shortcut(key, item));
  }

  #onEditingDone() {
    const key = this.editingKey;
    this.editingKey = null;
    if (this.#editedFromComposer) this.dispatchEvent(new Event("edit-ended", { bubbles: true, composed: true }));
    else this.updateComplete.then(() => this.#focus.focus(key));
    this.#editedFromComposer = false;
  }
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

customElements.define("message-list", MessageList);
