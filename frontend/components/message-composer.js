import { LitElement, html, nothing } from "lit";
import { icon } from "./icons.js";
import { messageComposerStyles } from "./message-composer-styles.js";
import { base, buttons } from "./styles.js";
import "./typing-line.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Chat } from "../chat.js" */
/** @import { Message } from "../state/types.js" */

/** How long a message may be, in code points (switchboard.limits.text-length). */
const LIMIT = 8000;

/** The counter appears when less than this is left. */
const COUNT_FROM = 500;

const ENTER_KEY = "switchboard.enter";

/**
 * Where one writes to the open room. Fires the wishes "say" {text, replyTo}, "typing" {room}, "keep-draft" {room, text, replyTo}, and
 * "edit-last" when the reader wants to edit their last message.
 */
export class MessageComposer extends LitElement {
  static properties = {
    chat: { attribute: false },
    replyTo: { state: true },
    length: { state: true },
    enterSends: { state: true },
  };

  static styles = [base, buttons, messageComposerStyles];

  /** @type {string | null} */
  #room = null;

  constructor() {
    super();
    /** @type {Chat} */
    this.chat = /** @type {any} */ (null);
    /** @type {number | null} */
    this.replyTo = null;
    this.length = 0;
    this.enterSends = enterSends();
    new Watch(this, () => [this.chat, this.chat?.current, this.chat?.rooms]);
  }

  willUpdate() {
    const room = this.chat?.current?.room ?? null;
    if (room !== this.#room) this.replyTo = room ? this.chat.drafts.of(room).replyTo : null;
  }

  updated() {
    const room = this.chat?.current?.room ?? null;
    const field = this.#field;
    if (room === this.#room || !field) return;
    this.#room = room;
    field.value = room ? this.chat.drafts.of(room).text : "";
    this.#measured();
    if (room && matchMedia("(hover: hover)").matches && nothingFocused()) field.focus({ preventScroll: true });
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("role", "contentinfo");
  }

  render() {
    const conversation = this.chat?.current;
    if (!conversation) return nothing;
    const room = this.chat.rooms.room(conversation.room);
    const name = room?.direct ? room.name : `#${room?.name ?? conversation.room}`;
    if (room?.archived) {
      return html`<div class="closed">${icon("archive", 18)} This room is archived: it can be read, not written in.</div>`;
    }
    const left = LIMIT - this.length;
    const over = left < 0;
    return html`
      <form class="box" @submit=${this.#submit}>
        ${this.#reply()}
        <textarea
          rows="1"
          placeholder=${`Message ${name}`}
          aria-label=${`Message ${name}`}
          aria-describedby=${left < COUNT_FROM ? "counter" : nothing}
          aria-invalid=${over ? "true" : "false"}
          enterkeyhint=${this.enterSends ? "send" : "enter"}
          autocomplete="off"
          @keydown=${this.#key}
          @input=${this.#input}
        ></textarea>
        <button
          class="send icon"
          type="submit"
          aria-label="Send"
          title=${over ? `Too long by ${-left} characters` : "Send"}
          ?disabled=${over || this.length === 0}
        >
          ${icon("send")}
        </button>
      </form>
      <div class="under">
        <typing-line .chat=${this.chat}></typing-line>
        ${left < COUNT_FROM
          ? html`<span id="counter" class="counter ${over ? "over" : ""}" role=${over ? "status" : nothing}>
              ${over ? `${-left} characters too long to send` : `${left} left`}
            </span>`
          : nothing}
        <button class="link swap" type="button" title="Swap what Enter and Shift+Enter do" @click=${this.#swap}>
          ${this.enterSends ? "Enter sends" : "Enter starts a new line"}
        </button>
      </div>
    `;
  }

  /** Puts focus where one writes. */
  focus() {
    this.#field?.focus();
  }

  /** @param {Message} message to answer */
  reply(message) {
    this.replyTo = message.seq;
    this.#keep();
    this.updateComplete.then(() => this.focus());
  }

  /** @param {string} text that was not sent, to be changed */
  composeAgain(text) {
    const field = this.#field;
    if (!field) return;
    field.value = field.value.trim() === "" ? text : `${field.value}\n${text}`;
    this.#measured();
    this.#keep();
    field.focus();
  }

  /** @returns {HTMLTextAreaElement | null} */
  get #field() {
    return this.renderRoot.querySelector("textarea");
  }

  #reply() {
    if (this.replyTo === null) return nothing;
    const message = this.chat.current?.timeline.message(this.replyTo);
    return html`
      <div class="reply">
        ${icon("reply", 16)}
        <span>${message ? html`Answering <b><bdi>${message.by.name}</bdi></b>: ${message.text}` : "Answering an earlier message"}</span>
        <button class="icon" type="button" aria-label="Do not answer this message" @click=${this.#noReply}>${icon("close", 16)}</button>
      </div>
    `;
  }

  #noReply() {
    this.replyTo = null;
    this.#keep();
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const field = /** @type {HTMLTextAreaElement} */ (event.target);
    if (event.key === "Enter" && event.shiftKey !== this.enterSends && !event.altKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "ArrowUp" && field.value === "" && !event.shiftKey) {
      event.preventDefault();
      this.dispatchEvent(new Event("edit-last", { bubbles: true, composed: true }));
    } else if (event.key === "Escape" && this.replyTo !== null) {
      event.preventDefault();
      this.#noReply();
    }
  }

  #input() {
    this.#measured();
    this.#keep();
    if (this.#room && this.#field?.value) wish(this, "typing", { room: this.#room });
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send() {
    const field = this.#field;
    if (!field) return;
    const text = field.value.trim();
    if (text === "" || this.length > LIMIT) return;
    const { replyTo } = this;
    field.value = "";
    this.replyTo = null;
    this.#measured();
    wish(this, "say", { text, replyTo });
  }

  #keep() {
    if (this.#room) wish(this, "keep-draft", { room: this.#room, text: this.#field?.value ?? "", replyTo: this.replyTo });
  }

  #measured() {
    const field = this.#field;
    if (!field) return;
    const text = field.value.trim();
    // Counting code points of every key press matters only when it is long.
    this.length = text.length < LIMIT / 2 ? text.length : [...text].length;
    if (CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  #swap() {
    this.enterSends = !this.enterSends;
    try {
      localStorage.setItem(ENTER_KEY, this.enterSends ? "sends" : "new-line");
    } catch {
      // Kept for this page only.
    }
    this.focus();
  }
}

/** On touch, Enter starts a new line unless one has chosen otherwise. */
function enterSends() {
  try {
    const chosen = localStorage.getItem(ENTER_KEY);
    if (chosen) return chosen === "sends";
  } catch {
    // Without storage there is no choice to remember.
  }
  return !matchMedia("(hover: none) and (pointer: coarse)").matches;
}

function nothingFocused() {
  return document.activeElement === null || document.activeElement === document.body || document.activeElement.localName === "app-shell";
}

customElements.define("message-composer", MessageComposer);
