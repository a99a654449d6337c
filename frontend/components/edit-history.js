import { LitElement, css, html, nothing } from "lit";
import { wordDiff } from "../state/word-diff.js";
import "./modal-dialog.js";
import { base, buttons } from "./styles.js";
import { fullTimeOf, shortDateOf, timeOf } from "./times.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Chat } from "../chat.js" */
/** @import { ProblemLike, Version } from "../state/types.js" */
/** @import { Piece } from "../state/word-diff.js" */

/**
 * The dialog that shows what a message said before it was edited, and what each edit changed. `show(seq)` opens it for a message of
 * the open room; it follows what happens to that message meanwhile. Fires the wish "list-versions" {room, seq, after}.
 */
export class EditHistory extends LitElement {
  static properties = {
    chat: { attribute: false },
    seq: { state: true },
    versions: { state: true },
    next: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [
    base,
    buttons,
    css`
      modal-dialog {
        --dialog-width: 36rem;
      }

      .hint {
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
      }

      ol {
        display: grid;
        gap: var(--space-5);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        position: relative;
        min-width: 0;
        padding-inline-start: var(--space-5);
      }

      /* A line through all versions, with a dot at each. */
      li::before,
      li:not(:last-child)::after {
        content: "";
        position: absolute;
        inset-inline-start: 0.25rem;
        background: var(--color-border-strong);
      }

      li::before {
        inset-block-start: 0.5rem;
        inset-inline-start: 0;
        width: 0.5625rem;
        height: 0.5625rem;
        border-radius: 50%;
      }

      li.now::before {
        background: var(--color-accent);
      }

      li:not(:last-child)::after {
        inset-block: 1.375rem calc(-1 * var(--space-5) - 0.125rem);
        width: 1px;
        background: var(--color-border);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 var(--space-2);
        font-size: var(--font-size-md);
        font-weight: inherit;
      }

      .head b {
        font-weight: var(--font-weight-bold);
      }

      .head time,
      .which {
        color: var(--color-text-muted);
        font-size: var(--font-size-sm);
        font-variant-numeric: tabular-nums;
      }

      .which {
        margin-inline-start: auto;
      }

      .text {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
        unicode-bidi: plaintext;
      }

      ins,
      del {
        border-radius: 0.2em;
        text-decoration-thickness: 1px;
      }

      ins {
        background: var(--color-success-bg);
        color: var(--color-success);
        text-decoration-line: underline;
        text-underline-offset: 0.15em;
      }

      del + ins {
        margin-inline-start: 0.2em;
      }

      del {
        background: var(--color-danger-bg);
        color: var(--color-danger);
        text-decoration-line: line-through;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3);
      }
    `,
  ];

  /** The room whose message is shown. */
  #room = "";
  /** When the message was last edited, as far as the versions here know. @type {string | null | undefined} */
  #known;
  /** @type {HTMLElement | null} what had the focus, and what takes it if that is gone */
  #opener = null;
  /** @type {Element | null} what had the focus in it */
  #held = null;

  constructor() {
    super();
    /** @type {Chat} */
    this.chat = /** @type {any} */ (null);
    /** @type {number | null} of the message; null: closed */
    this.seq = null;
    /** @type {readonly Version[]} */
    this.versions = [];
    /** @type {number | null} */
    this.next = null;
    /** @type {ProblemLike | null} */
    this.problem = null;
    this.busy = false;
    new Watch(this, () => [this.chat, this.seq === null ? null : this.chat?.current?.timeline]);
  }

  /**
   * @param {number} seq
   * @param {HTMLElement} opener takes the focus at the end, if what has it now is gone by then
   */
  show(seq, opener) {
    this.#room = this.chat.current?.room ?? "";
    this.#known = undefined;
    this.#opener = opener;
    this.#held = opener.shadowRoot?.activeElement ?? null;
    this.versions = [];
    this.next = null;
    this.problem = null;
    this.seq = seq;
  }

  willUpdate() {
    if (this.seq === null) return;
    if (this.chat.current?.room !== this.#room) {
      this.seq = null;
      return;
    }
    const message = this.#message;
    if (message?.deleted) {
      this.#known = undefined;
      this.versions = [];
    } else if (message && message.editedAt !== this.#known) {
      this.#load();
    }
  }

  get #message() {
    return this.seq === null ? undefined : this.chat.current?.timeline.message(this.seq);
  }

  render() {
    const open = this.seq !== null;
    return html`
      <modal-dialog heading="Edit history" .open=${open} @close=${this.#closed}>${open ? this.#content() : nothing}</modal-dialog>
    `;
  }

  #content() {
    if (this.#message?.deleted) return html`<p role="status">This message was deleted, and with it what it said before.</p>`;
    const problem = this.problem;
    return html`
      <p class="hint">What an edit <ins>added</ins> is underlined, what it <del>removed</del> is struck out.</p>
      <ol aria-label="Versions" aria-busy=${this.busy ? "true" : "false"}>
        ${this.versions.map((version, index) => this.#version(version, index))}
      </ol>
      ${problem
        ? html`<div class="row">
            <p class="notice" role="alert">${problem.detail ?? "The versions could not be loaded."}</p>
            <button type="button" @click=${() => this.#more()}>Try again</button>
          </div>`
        : nothing}
      ${this.busy && this.versions.length === 0 ? html`<p class="muted" role="status">Loading…</p>` : nothing}
      ${this.next !== null && !problem
        ? html`<div class="row"><button type="button" ?disabled=${this.busy} @click=${() => this.#more()}>Show later versions</button></div>`
        : nothing}
    `;
  }

  /**
   * @param {Version} version
   * @param {number} index
   */
  #version(version, index) {
    const { at, by, text } = version;
    const now = this.next === null && index === this.versions.length - 1;
    const which = index === 0 ? "Original" : now ? "Now" : `Edit ${index}`;
    const pieces = index === 0 ? null : changes(this.versions[index - 1], version);
    return html`
      <li class=${now ? "now" : ""}>
        <h3 class="head">
          <b><bdi>${by.name}</bdi></b>
          <time datetime=${at} title=${fullTimeOf(at)}>${shortDateOf(at)}, ${timeOf(at)}</time>
          <span class="which">${which}</span>
        </h3>
        <div class="text" dir="auto">${pieces ? pieces.map(pieceTemplate) : text}</div>
      </li>
    `;
  }

  #load() {
    this.#known = this.#message?.editedAt;
    this.#fetch(0);
  }

  #more() {
    this.#fetch(this.next ?? 0);
  }

  /** @param {number} after */
  async #fetch(after) {
    const { seq } = this;
    const known = this.#known;
    this.busy = true;
    this.problem = null;
    try {
      const page = await wish(this, "list-versions", { room: this.#room, seq, after });
      if (seq !== this.seq || known !== this.#known) return;
      this.versions = after === 0 ? page.items : [...this.versions, ...page.items];
      this.next = page.next ?? null;
    } catch (problem) {
      if (seq === this.seq) this.problem = /** @type {ProblemLike} */ (problem);
    } finally {
      this.busy = false;
    }
  }

  #closed() {
    this.seq = null;
    this.versions = [];
    const opener = this.#opener;
    const gone = this.#held !== null && !this.#held.isConnected;
    this.#opener = null;
    this.#held = null;
    // What was clicked has gone with the message: the message itself takes the focus, so that it is not lost.
    if (gone || document.activeElement === document.body) opener?.focus({ preventScroll: true });
  }
}

/** @type {WeakMap<Version, readonly Piece[]>} what a version changed, worked out once */
const known = new WeakMap();

/**
 * @param {Version} before
 * @param {Version} version
 */
function changes(before, version) {
  const made = known.get(version) ?? wordDiff(before.text, version.text);
  known.set(version, made);
  return made;
}

/** @param {Piece} piece on one line, since every space is shown */
function pieceTemplate({ kind, text }) {
  if (kind === "same") return text;
  const shown = text.replaceAll("\n", "↵\n");
  return kind === "added"
    ? html`<ins>${spoken(" added: ")}${shown}${spoken(" end of added. ")}</ins>`
    : html`<del>${spoken(" removed: ")}${shown}${spoken(" end of removed. ")}</del>`;
}

/** @param {string} words for screen readers only */
function spoken(words) {
  return html`<span class="visually-hidden">${words}</span>`;
}

customElements.define("edit-history", EditHistory);
