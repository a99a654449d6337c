import { LitElement, css, html, nothing } from "lit";
import { canDiscard } from "../state/outbox.js";
import { icon } from "./icons.js";
import { messageText } from "./message-text.js";
import { base, buttons } from "./styles.js";
import { fullTimeOf, timeOf } from "./times.js";
import "./user-avatar.js";
import { wish } from "./wish.js";

/** @import { Row } from "../state/timeline.js" */
/** @import { Message, Person } from "../state/types.js" */

/** How long the author may take a deletion back, in milliseconds. */
const UNDO_MS = 10_000;

/**
 * One message. It is the `article` of the timeline; the list around it gives it its name and its place in the tab order.
 *
 * Fires the wishes "react" {seq, emoji, on}, "edit-message" {seq, text}, "restore-message" {seq}, "retry-entry" and "discard-entry"
 * {id}, "go-to-message" {seq}; and to the list around it "message-action" {action, row, anchor} and "editing-done".
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
    css`
      :host {
        position: relative;
        display: grid;
        grid-template-columns: 2.25rem minmax(0, 1fr);
        column-gap: var(--space-3);
        padding: var(--space-1) var(--space-6) var(--space-1) var(--space-5);
        margin-block-start: var(--space-3);
        scroll-margin: var(--space-8) 0;
        contain: layout style;
      }

      :host([grouped]) {
        margin-block-start: 0;
      }

      :host([active]) {
        background: var(--color-hover);
      }

      :host([mentions-me]) {
        background: var(--color-mention-bg);
        box-shadow: inset 3px 0 var(--color-warning);
      }

      :host([highlighted]) {
        background: var(--color-selected);
      }

      @media (prefers-reduced-motion: no-preference) {
        :host {
          transition: background-color var(--duration-fast);
        }
      }

      .gutter {
        display: flex;
        justify-content: center;
      }

      .gutter user-avatar {
        margin-block-start: 2px;
      }

      .gutter time {
        font-size: 0.6875rem;
        line-height: calc(var(--font-size-md) * var(--line-height));
        color: var(--color-text-muted);
        font-variant-numeric: tabular-nums;
        opacity: 0;
      }

      :host([active]) .gutter time,
      :host(:focus-visible) .gutter time {
        opacity: 1;
      }

      .body {
        min-width: 0;
      }

      .head {
        display: flex;
        align-items: baseline;
        gap: var(--space-2);
        min-width: 0;
      }

      .name {
        overflow: hidden;
        font-weight: var(--font-weight-bold);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .head time,
      .mark {
        flex: none;
        font-size: var(--font-size-sm);
        color: var(--color-text-muted);
        font-variant-numeric: tabular-nums;
      }

      .text {
        max-width: 46rem;
        overflow: hidden;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        unicode-bidi: plaintext;
      }

      .text.emoji {
        font-size: 2rem;
        line-height: 1.25;
      }

      .mark {
        white-space: nowrap;
      }

      .mention {
        padding: 0 0.15em;
        border-radius: 0.25em;
        background: var(--color-selected);
        font-weight: var(--font-weight-medium);
      }

      .mention.me {
        background: none;
        color: var(--color-warning);
        font-weight: var(--font-weight-bold);
      }

      .tombstone {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        column-gap: var(--space-2);
        min-height: 1.5rem;
        color: var(--color-text-muted);
        font-style: italic;
      }

      .quote {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        max-width: 100%;
        min-height: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        font-weight: inherit;
        text-align: start;
      }

      .quote:hover {
        color: var(--color-text);
        background-image: none;
      }

      .quote svg {
        flex: none;
      }

      .quote b {
        flex: none;
        max-width: 12rem;
        overflow: hidden;
        text-overflow: ellipsis;
        font-weight: var(--font-weight-medium);
      }

      .quote span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .reactions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-block: var(--space-1);
      }

      .reactions button {
        min-height: 1.625rem;
        min-width: 1.625rem;
        gap: 0.3rem;
        padding: 0 var(--space-2);
        border-radius: 1rem;
        font-size: var(--font-size-sm);
        font-variant-numeric: tabular-nums;
      }

      .reactions button.quiet {
        color: var(--color-text-muted);
      }

      .reactions button[aria-pressed="true"] {
        border-color: var(--color-accent);
        background: var(--color-selected);
      }

      .state {
        position: absolute;
        inset-block-end: var(--space-1);
        inset-inline-end: var(--space-2);
        display: flex;
        align-items: center;
        height: 1.25rem;
        font-size: 0.6875rem;
        color: var(--color-text-muted);
        pointer-events: none;
      }

      .refused {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        margin-block: var(--space-1);
        color: var(--color-danger);
        font-size: var(--font-size-sm);
        font-weight: var(--font-weight-medium);
      }

      .refused .why {
        display: flex;
        align-items: center;
        gap: var(--space-1);
      }

      .toolbar {
        position: absolute;
        z-index: 1;
        inset-block-start: -1rem;
        inset-inline-end: var(--space-5);
        display: flex;
        padding: 2px;
        border: 1px solid var(--color-border);
        border-radius: var(--radius-sm);
        background: var(--color-surface-raised);
        box-shadow: var(--shadow-1);
      }

      .toolbar button {
        width: 1.875rem;
        min-height: 1.75rem;
        border-radius: calc(var(--radius-sm) - 2px);
      }

      @media (hover: none) {
        .toolbar {
          display: none;
        }

        :host(:focus-within) .toolbar {
          display: flex;
        }
      }

      textarea {
        display: block;
        width: 100%;
        max-width: 46rem;
        max-height: 40dvh;
        padding: var(--space-2) var(--space-3);
        border: 1px solid var(--color-border-strong);
        border-radius: var(--radius-sm);
        background: var(--color-surface);
        color: var(--color-text);
        font: inherit;
        resize: none;
        field-sizing: content;
      }

      .editor {
        display: grid;
        gap: var(--space-2);
        padding-block: var(--space-1);
      }

      .editor div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }

      @media (max-width: 47.99rem) {
        :host {
          padding-inline: var(--space-4) var(--space-5);
        }
      }

      @media (forced-colors: active) {
        .reactions button[aria-pressed="true"] {
          border-width: 2px;
        }
      }
    `,
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

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    // What had the focus is gone: the message itself takes it, so that it is not lost.
    if (this.#held && !this.#held.isConnected && !this.editing) this.focus({ preventScroll: true });
    this.#held = null;
    if (changed.has("editing") && this.editing) {
      const field = this.renderRoot.querySelector("textarea");
      field?.focus();
      field?.setSelectionRange(field.value.length, field.value.length);
    }
  }

  render() {
    const { message, entry } = this.row;
    const time = html`<time datetime=${message.at} title=${fullTimeOf(message.at)}>${timeOf(message.at)}</time>`;
    return html`
      <div class="gutter">
        ${this.grouped ? time : html`<user-avatar .name=${message.by.name} .key=${message.by.id}></user-avatar>`}
      </div>
      <div class="body">
        ${this.grouped ? nothing : html`<div class="head"><bdi class="name">${message.by.name}</bdi>${time}</div>`}
        ${message.replyTo && !message.deleted ? this.#quote(message.replyTo) : nothing}
        ${this.editing ? this.#editor(message) : message.deleted ? this.#tombstone() : this.#text(message)}
        ${message.deleted ? nothing : this.#reactions(message)} ${entry?.state === "refused" ? this.#refused() : nothing}
      </div>
      ${this.#state()} ${this.active && !this.editing ? this.#toolbar() : nothing}
    `;
  }

  /** What is read of the message: its text, or what stands in its place; null before it is drawn. @returns {Element | null} */
  get words() {
    return this.shadowRoot?.querySelector(".text, .tombstone, .editor") ?? null;
  }

  /** Puts the focus on the first of the message's actions. */
  focusActions() {
    const first = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".toolbar button, .refused button, .tombstone button"));
    first?.focus();
    return first !== null;
  }

  /** @param {Message} message */
  #text(message) {
    const text = message.text ?? "";
    // One line, so that the template adds no space that pre-wrap would show.
    const mark = message.editedAt
      ? html` <span class="mark" title=${`Edited ${fullTimeOf(message.editedAt)}`}>(edited ${timeOf(message.editedAt)})</span>`
      : nothing;
    return html`<div class=${isEmojiOnly(text) ? "text emoji" : "text"} dir="auto">${messageText(text, this.me?.username)}${mark}</div>`;
  }

  #tombstone() {
    const { message, entry } = this.row;
    const by = message.deleted?.by;
    let text = "This message was deleted.";
    if (by) {
      const own = by.id === message.by.id;
      if (by.id === this.me?.id) text = own ? "You deleted this message." : `You removed this message of ${message.by.name}.`;
      else text = own ? `${by.name} deleted this message.` : `Removed by ${by.name}.`;
    } else if (entry) {
      text = "Deleting…";
    }
    return html`
      <div class="tombstone">
        ${text}
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

  /** @param {Message} message */
  #reactions(message) {
    if (!message.reactions?.length) return nothing;
    return html`
      <div class="reactions" role="group" aria-label="Reactions">
        ${message.reactions.map(
          ({ emoji, count, mine }) => html`
            <button
              type="button"
              aria-pressed=${mine ? "true" : "false"}
              aria-label=${reactionLabel(emoji, count, mine)}
              title=${reactionLabel(emoji, count, mine)}
              @click=${() => wish(this, "react", { seq: message.seq, emoji, on: !mine })}
            >
              <span aria-hidden="true">${emoji}</span><span aria-hidden="true">${count}</span>
            </button>
          `,
        )}
        <button class="quiet" type="button" aria-label="Add reaction" @click=${(/** @type {Event} */ event) => this.#ask("react", event)}>
          ${icon("emoji", 16)}
        </button>
      </div>
    `;
  }

  #refused() {
    const entry = /** @type {import("../state/outbox.js").Entry} */ (this.row.entry);
    const what = { message: "Not sent", edit: "Edit not saved", delete: "Not deleted" }[/** @type {string} */ (entry.kind)] ?? "Not sent";
    return html`
      <div class="refused" role="alert">
        <span class="why">${icon("warning", 16)} ${what} – ${entry.reason}</span>
        <button class="link" type="button" @click=${() => wish(this, "retry-entry", { id: entry.id })}>Retry</button>
        ${entry.kind === "delete"
          ? nothing
          : html`<button class="link" type="button" @click=${(/** @type {Event} */ event) => this.#ask("edit-refused", event)}>Edit</button>
              <button class="link" type="button" @click=${(/** @type {Event} */ event) => this.#ask("copy-refused", event)}>Copy</button>`}
        <button class="link" type="button" @click=${(/** @type {Event} */ event) => this.#ask("discard", event)}>
          ${entry.kind === "message" ? "Delete" : "Discard"}
        </button>
      </div>
    `;
  }

  #state() {
    const { entry, own, message } = this.row;
    if (entry?.state === "refused" || (entry && entry.kind !== "message" && message.deleted)) return nothing;
    if (entry) {
      const word = entry.state === "queued" ? "Queued" : entry.state === "sending" ? "Sending" : "Sent";
      return html`<span class="state">${word === "Sent" ? sentMark() : word}</span>`;
    }
    return own && !message.deleted ? html`<span class="state">${sentMark()}</span>` : nothing;
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
    const label = `Edit message`;
    return html`
      <form class="editor" @submit=${this.#save}>
        <textarea aria-label=${label} rows="1" .value=${message.text ?? ""} @keydown=${this.#editorKey}></textarea>
        <div>
          <button class="primary" type="submit">Save</button>
          <button type="button" @click=${this.#doneEditing}>Cancel</button>
          <span class="muted small">Enter saves, Esc cancels</span>
        </div>
      </form>
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

  /** @param {KeyboardEvent} event */
  #editorKey(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") this.#doneEditing();
    else if (event.key === "Enter" && !event.shiftKey) this.#save(event);
    else return;
    event.preventDefault();
  }

  /** @param {Event} event */
  #save(event) {
    event.preventDefault();
    const text = this.renderRoot.querySelector("textarea")?.value.trim() ?? "";
    const { message } = this.row;
    if (text !== "" && text !== message.text) wish(this, "edit-message", { seq: message.seq, text });
    this.#doneEditing();
  }

  #doneEditing() {
    this.dispatchEvent(new Event("editing-done", { bubbles: true, composed: true }));
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

function sentMark() {
  return html`<span role="img" aria-label="Sent" title="Sent">${icon("check", 14)}</span>`;
}

/**
 * @param {string} emoji
 * @param {number} count
 * @param {boolean} mine
 */
function reactionLabel(emoji, count, mine) {
  const people = count === 1 ? "1 person" : `${count} people`;
  return mine ? `${emoji}, ${people}, you too` : `${emoji}, ${people}`;
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
