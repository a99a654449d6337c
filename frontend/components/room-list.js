import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { roomLabel } from "../state/rooms.js";
import { icon } from "./icons.js";
import "./modal-dialog.js";
import "./new-direct.js";
import "./new-room.js";
import "./open-rooms.js";
import { base, buttons } from "./styles.js";
import "./user-avatar.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Room } from "../state/types.js" */

/**
 * The rooms that one is in, and the ways into others. Every row is a link. Alt+↑/↓ go through the rooms, with Shift through the unread
 * ones. Fires the wishes "reload-rooms" and "go-to-room" {room}, and those of its dialogs.
 */
export class RoomList extends LitElement {
  static properties = {
    chat: { attribute: false },
    dialog: { state: true },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        min-height: 0;
        height: 100%;
        overflow: hidden auto;
        overscroll-behavior: contain;
        padding: var(--space-1) var(--space-2) var(--space-4);
      }

      section + section {
        margin-top: var(--space-4);
      }

      .title {
        display: flex;
        align-items: center;
        min-height: 2rem;
        padding-inline-start: var(--space-2);
      }

      h2 {
        flex: 1;
        font-size: var(--font-size-sm);
        font-weight: var(--font-weight-medium);
        color: var(--color-text-muted);
      }

      .title button {
        width: 2rem;
        min-height: 2rem;
      }

      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li a {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 2.125rem;
        padding: 0 var(--space-2);
        border-radius: var(--radius-sm);
        color: var(--color-text-muted);
        text-decoration: none;
      }

      li a:focus-visible {
        outline-offset: -2px;
      }

      li a:hover {
        background: var(--color-hover);
        color: var(--color-text);
      }

      li a[aria-current] {
        background: var(--color-selected);
        color: var(--color-text);
        font-weight: var(--font-weight-medium);
      }

      /* The background that marks it is not drawn there. */
      @media (forced-colors: active) {
        li a[aria-current]:not(:focus-visible) {
          outline: 2px solid CanvasText;
          outline-offset: -2px;
        }
      }

      li a.unread {
        color: var(--color-text);
        font-weight: var(--font-weight-bold);
      }

      a > svg {
        flex: none;
        opacity: 0.8;
      }

      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .badge,
      .count {
        flex: none;
        min-width: 1.25rem;
        padding: 0 0.375rem;
        border-radius: 1rem;
        font-size: 0.75rem;
        line-height: 1.25rem;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }

      /* The row's name says it in words; drawn like this it is not said twice. */
      [data-count]::after {
        content: attr(data-count);
      }

      .count {
        background: var(--color-hover);
      }

      .badge {
        background: var(--color-accent);
        color: var(--color-accent-text);
      }

      .sign {
        flex: none;
        display: inline-flex;
        align-items: center;
        gap: 2px;
        font-size: 0.75rem;
        font-weight: var(--font-weight-medium);
      }

      .unsent {
        color: var(--color-danger);
      }

      .more {
        justify-content: flex-start;
        gap: var(--space-2);
        width: 100%;
        min-height: 2.125rem;
        padding-inline: var(--space-2);
        color: var(--color-text-muted);
        font-weight: inherit;
      }

      .state {
        display: grid;
        justify-items: start;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-2);
        font-size: var(--font-size-sm);
      }

      @media (pointer: coarse), (max-width: 47.99rem) {
        li a,
        .more {
          min-height: 2.75rem;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
    /** @type {"room" | "direct" | "open" | null} */
    this.dialog = null;
    new Watch(this, () => [this.chat, this.chat?.rooms, this.chat?.drafts, this.chat?.outbox], { batched: true });
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#key);
  }

  render() {
    const rooms = this.chat?.rooms;
    if (!rooms) return nothing;
    if (!rooms.loaded) return this.#notLoaded();
    const unsent = this.chat.outbox.unsent;
    return html`
      <section>
        <div class="title">
          <h2 id="rooms">Rooms</h2>
          <button class="icon" type="button" aria-label="New room" title="New room" @click=${() => (this.dialog = "room")}>${icon("add", 18)}</button>
        </div>
        ${this.#rows("rooms", rooms.joined, unsent)}
        ${rooms.joined.length === 0 ? html`<p class="state muted">You are in no room yet.</p>` : nothing}
        <button class="more quiet" type="button" @click=${() => (this.dialog = "open")}>
          ${icon("search", 18)} Browse rooms${rooms.open.length > 0 ? html` <span class="muted small">${rooms.open.length} more</span>` : nothing}
        </button>
      </section>
      <section>
        <div class="title">
          <h2 id="direct">Direct</h2>
          <button class="icon" type="button" aria-label="New direct message" title="New direct message" @click=${() => (this.dialog = "direct")}>
            ${icon("add", 18)}
          </button>
        </div>
        ${this.#rows("direct", rooms.direct, unsent)}
        ${rooms.direct.length === 0 ? html`<p class="state muted">Write to one person, or to a few.</p>` : nothing}
      </section>
      ${rooms.archived.length > 0
        ? html`<section>
            <div class="title"><h2 id="archived">Archived</h2></div>
            ${this.#rows("archived", rooms.archived, unsent)}
          </section>`
        : nothing}
      ${this.#dialogs()}
    `;
  }

  #notLoaded() {
    const problem = this.chat.roomsProblem;
    if (!problem) return html`<p class="state muted" role="status">Loading rooms…</p>`;
    return html`
      <div class="state" role="alert">
        <p>The rooms could not be loaded. ${problem.detail}</p>
        <button type="button" @click=${() => wish(this, "reload-rooms")}>${icon("retry", 18)} Try again</button>
      </div>
    `;
  }

  /**
   * @param {string} section
   * @param {Room[]} rooms
   * @param {Map<string, number>} unsent
   */
  #rows(section, rooms, unsent) {
    return html`
      <ul aria-labelledby=${section}>
        ${repeat(
          rooms,
          (room) => room.id,
          (room) => this.#row(room, unsent.get(room.id) ?? 0),
        )}
      </ul>
    `;
  }

  /**
   * @param {Room} room
   * @param {number} unsent
   */
  #row(room, unsent) {
    const current = this.chat.current?.room === room.id;
    const draft = !current && this.chat.drafts.has(room.id);
    return html`
      <li>
        <a
          href=${`/r/${room.id}`}
          class=${room.unread > 0 ? "unread" : ""}
          title=${room.name}
          aria-label=${roomLabel(room, { draft, unsent })}
          aria-current=${current ? "page" : nothing}
        >
          ${room.direct
            ? html`<user-avatar size="sm" .name=${room.name} .key=${room.id}></user-avatar>`
            : icon(room.archived ? "archive" : room.private ? "lock" : "hash", 18)}
          <bdi class="name">${room.name}</bdi>
          ${unsent > 0 ? html`<span class="sign unsent">${icon("warning", 16)}<span data-count=${unsent}></span></span>` : nothing}
          ${draft ? html`<span class="sign">${icon("edit", 16)}</span>` : nothing}
          ${room.mentions > 0 ? html`<span class="badge" data-count=${`@${room.mentions}`}></span>` : nothing}
          ${room.unread > 0 ? html`<span class="count" data-count=${room.unread > 999 ? "999+" : room.unread}></span>` : nothing}
        </a>
      </li>
    `;
  }

  #dialogs() {
    const close = () => (this.dialog = null);
    return html`
      <modal-dialog heading="New room" .open=${this.dialog === "room"} @close=${close}>
        ${this.dialog === "room" ? html`<new-room @done=${close}></new-room>` : nothing}
      </modal-dialog>
      <modal-dialog heading="New direct message" .open=${this.dialog === "direct"} @close=${close}>
        ${this.dialog === "direct" ? html`<new-direct @done=${close}></new-direct>` : nothing}
      </modal-dialog>
      <modal-dialog heading="Browse rooms" .open=${this.dialog === "open"} @close=${close}>
        ${this.dialog === "open" ? html`<open-rooms .chat=${this.chat} @done=${close}></open-rooms>` : nothing}
      </modal-dialog>
    `;
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const next = this.chat?.rooms.neighbour(this.chat.current?.room ?? null, event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    wish(this, "go-to-room", { room: next.id });
  };
}

customElements.define("room-list", RoomList);
