import { LitElement, html, nothing } from "lit";
import { canDiscard } from "../state/outbox.js";
import { icon } from "./icons.js";
import "./message-editor.js";
import { messageStyles } from "./message-item-styles.js";
import { messageReactions } from "./message-reactions.js";
import { refusal, sendState, tombstoneText } from "./message-state.js";
import { messageText } from "./message-text.js";
import { base, buttons } from "./styles.js";
import { fullTimeOf, narrowTimeOf, timeOf } from "./times.js";
import "./user-avatar.js";
import { wish } from "./wish.js";

/** @import { Row } from "../state/timeline.js" */
/** @import { Message, Person } from "../state/types.js" */

/** How long the author may take a deletion back, in milliseconds. */
const UNDO_MS = 10_000;

/**
 * One message. It is the `article` of the timeline; the list around it gives it its name and its place in the tab order.
 *
 * Fires the wishes "react" {seq, emoji}, "edit-message" {seq, text}, "restore-message" {seq}, "retry-entry" and "discard-entry"
 * {id}, "go-to-message" {seq}; and to the list around it "message-action" {action, row, anchor}, "show-versions" {seq}
 * and "editing-done".
 */
export class MessageItem extends LitElement {
  static properties = {
    row: { attribute: false },
    me: { attribute: false },
    quoted: { attribute: false },
    grouped: { type: Boolean, reflect: true },
    active: { type: Boolean, reflect: true },
    editing: { type: Boolean, reflect: true },
    canModerate: { attribute: false },
    undoable: { state: true },
  };

  static styles = [
    base,
    buttons,
    messageStyles,
  ];

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #undoTimer;
  /** @type {Element | null} */
  #held = null;

  constructor() {
    super();
    /** @type {Row} */
    this.row = /** @type {any} */ (null);
    /** @type {Person | null} */
    this.me = null;
    /** @type {{name: string, text: string} | null | undefined} the message it answers; null: not loaded */
    this.quoted = undefined;
    this.grouped = false;
    this.active = false;
    this.editing = false;
    this.canModerate = false;
    this.undoable = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#undoTimer);
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    this.#held = this.shadowRoot?.activeElement ?? null;
    if (!changed.has("row")) return;
    const { message } = this.row;
    this.undoable = false;
    clearTimeout(this.#undoTimer);
    if (message.deleted && message.deleted.by?.id === this.me?.id && message.by.id === this.me?.id) {
      const left = Date.parse(message.deleted.at) + UNDO_MS - Date.now();
      if (left > 0) {
        this.undoable = true;
        this.#undoTimer = setTimeout(() => (this.undoable = false), Math.min(left, UNDO_MS));
      }
    }
    const text = message.text ?? "";
    const username = this.me?.username.toLowerCase() ?? "";
    const named = message.by.id !== this.me?.id && username !== "" && text.toLowerCase().includes(`@${username}`);
    this.toggleAttribute("mentions-me", named && !message.deleted && mentions(text, username));
  }

  updated() {
    // What had the focus is gone: the message itself takes it, so that it is not lost.
    if (this.#held && !this.#held.isConnected && !this.editing) this.focus({ preventScroll: true });
    this.#held = null;
  }

  render() {
    const { message, entry } = this.row;
    const shown = this.grouped ? narrowTimeOf(message.at) : timeOf(message.at);
    const time = html`<time datetime=${message.at} title=${fullTimeOf(message.at)}>${shown}</time>`;
    return html`
      <div class="gutter">
        ${this.grouped ? time : html`<user-avatar .name=${message.by.name} .key=${message.by.id}></user-avatar>`}
      </div>
      <div class="body">
        ${this.grouped ? nothing : html`<div class="head"><bdi class="name">${message.by.name}</bdi>${time}</div>`}
        ${message.replyTo && !message.deleted ? this.#quote(message.replyTo) : nothing}
        ${this.editing ? this.#editor(message) : message.deleted ? this.#tombstone() : this.#text(message)}
        ${messageReactions(this, message, this.me, (event) => this.#ask("react", event))}
        ${refusal(this, entry, (action, event) => this.#ask(action, event))}
      </div>
      ${sendState(this.row)} ${this.active && !this.editing ? this.#toolbar() : nothing}
    `;
  }

  /** What is read of the message: its text, or what stands in its place; null before it is drawn. @returns {Element | null} */
  get words() {
    return this.shadowRoot?.querySelector(".text, .tombstone, message-editor") ?? null;
  }

  /** Puts the focus on the first of the message's actions. */
  focusActions() {
    const first = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".toolbar button, .refused button, .tombstone button"));
    first?.focus();
    return first !== null;
  }

  /** Asks for the dialog with what the message said before. */
  showVersions() {
    this.dispatchEvent(new CustomEvent("show-versions", { detail: { seq: this.row.message.seq }, bubbles: true, composed: true }));
  }

  /** @param {Message} message */
  #text(message) {
    const text = message.text ?? "";
    // One line, so that the template adds no space that pre-wrap would show.
    const mark = message.editedAt
      ? html` <button class="mark" type="button" aria-haspopup="dialog" title=${`Edited ${fullTimeOf(message.editedAt)}`} @click=${this.showVersions}><span>(edited ${timeOf(message.editedAt)})</span><span class="visually-hidden">, show what it said before</span></button>`
      : nothing;
    return html`<div class=${isEmojiOnly(text) ? "text emoji" : "text"} dir="auto">${messageText(text, this.me?.username)}${mark}</div>`;
  }

  #tombstone() {
    const { entry } = this.row;
    return html`
      <div class="tombstone">
        ${tombstoneText(this.row, this.me)}
        ${this.undoable || (entry?.kind === "delete" && entry.state === "queued")
          ? html`<button class="link" type="button" @click=${this.#restore}>Undo</button>`
          : nothing}
      </div>
    `;
  }

  /** @param {number} seq */
  #quote(seq) {
    const { quoted } = this;
    return html`
      <button
        class="quote"
        type="button"
        aria-label=${quoted ? `${quoted.name} ${quoted.text}, go to this message` : "an earlier message, go to it"}
        @click=${() => wish(this, "go-to-message", { seq })}
      >
        ${icon("reply", 14)} ${quoted ? html`<b><bdi>${quoted.name}</bdi></b><span>${quoted.text}</span>` : html`<span>an earlier message</span>`}
      </button>
    `;
  }

  #toolbar() {
    const { message, entry } = this.row;
    if (message.deleted || message.seq === 0) {
      return entry && canDiscard(entry) && entry.state === "queued"
        ? html`<div class="toolbar" role="toolbar" aria-label="Message actions">${this.#tool("discard", "Delete", "trash")}</div>`
        : nothing;
    }
    const own = message.by.id === this.me?.id;
    return html`
      <div class="toolbar" role="toolbar" aria-label="Message actions" @keydown=${this.#toolbarKey}>
        ${this.#tool("react", "React", "emoji")} ${this.#tool("reply", "Reply", "reply")}
        ${own ? this.#tool("edit", "Edit", "edit") : nothing} ${this.#tool("menu", "More actions", "more")}
      </div>
    `;
  }

  /**
   * @param {string} action
   * @param {string} label
   * @param {import("./icons.js").IconName} shape
   */
  #tool(action, label, shape) {
    return html`
      <button class="icon" type="button" aria-label=${label} title=${label} @click=${(/** @type {Event} */ event) => this.#ask(action, event)}>
        ${icon(shape, 18)}
      </button>
    `;
  }

  /** @param {Message} message */
  #editor(message) {
    return html`
      <message-editor
        .text=${message.text ?? ""}
        @save=${(/** @type {CustomEvent} */ event) => wish(this, "edit-message", { seq: message.seq, text: event.detail.text })}
        @done=${() => this.dispatchEvent(new Event("editing-done", { bubbles: true, composed: true }))}
      ></message-editor>
    `;
  }

  /** @param {KeyboardEvent} event */
  #toolbarKey(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const tools = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll(".toolbar button")]);
    const at = tools.indexOf(/** @type {HTMLElement} */ (event.target));
    tools[(at + (event.key === "ArrowRight" ? 1 : tools.length - 1)) % tools.length]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  #restore() {
    wish(this, "restore-message", { seq: this.row.message.seq });
    this.focus();
  }

  /**
   * @param {string} action
   * @param {Event} event
   */
  #ask(action, event) {
    const anchor = /** @type {HTMLElement} */ (event.currentTarget);
    this.dispatchEvent(new CustomEvent("message-action", { detail: { action, row: this.row, anchor }, bubbles: true, composed: true }));
  }
}

/**
 * @param {string} text
 * @param {string} username in lower case
 */
function mentions(text, username) {
  const escaped = username.replace(/[^a-z0-9]/g, "\\$&");
  return new RegExp(`(^|[^\\p{L}\\p{N}_@])@${escaped}(?![\\p{L}\\p{N}_-])`, "iu").test(text);
}

/** @param {string} text */
function isEmojiOnly(text) {
  return text.length <= 24 && /^(?:\p{Extended_Pictographic}[\p{M}\u200d\ufe0f\p{Emoji_Modifier}]*)+$/u.test(text);
}

customElements.define("message-item", MessageItem);
