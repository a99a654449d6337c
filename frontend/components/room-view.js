import { LitElement, html, nothing } from "lit";
import "./action-menu.js";
import "./edit-history.js";
import { FocusGuard } from "./focus-guard.js";
import { icon } from "./icons.js";
import "./message-composer.js";
import "./message-list.js";
import "./modal-dialog.js";
import { absent, failed, missing, outside, removed } from "./room-absence.js";
import "./room-members.js";
import { roomViewStyles } from "./room-view-styles.js";
import { base, buttons, fields } from "./styles.js";
import "./user-avatar.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Chat } from "../chat.js" */
/** @import { ActionMenu, Action } from "./action-menu.js" */
/** @import { EditHistory } from "./edit-history.js" */
/** @import { MessageComposer } from "./message-composer.js" */
/** @import { MessageList } from "./message-list.js" */
/** @import { Room } from "../state/types.js" */

/** How many faces stand in the header. */
const FACES = 4;

/**
 * The open room: its header, timeline and composer, and the dialogs about it; or why it cannot be shown. Fires the wishes
 * "join-room", "leave-room", "delete-room" {room}, "rename-room" {room, name}, "archive-room" {room, archived}, "reload-room".
 */
export class RoomView extends LitElement {
  static properties = {
    chat: { attribute: false },
    dialog: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [base, buttons, fields, roomViewStyles];

  constructor() {
    super();
    /** @type {Chat} */
    this.chat = /** @type {any} */ (null);
    /** @type {"members" | "rename" | "leave" | "archive" | "delete" | null} */
    this.dialog = null;
    /** @type {any} */
    this.problem = null;
    this.busy = false;
    new FocusGuard(this);
    new Watch(this, () => [this.chat, this.chat?.current, this.chat?.rooms, this.chat?.link, this.chat?.current?.presence]);
  }

  /** @type {string | null} */
  #room = null;

  willUpdate() {
    const room = this.chat?.current?.room ?? null;
    if (room === this.#room) return;
    this.#room = room;
    this.dialog = null;
    this.problem = null;
  }

  render() {
    const conversation = this.chat?.current;
    if (!conversation) return nothing;
    const room = this.chat.rooms.room(conversation.room);
    const removal = this.chat.rooms.removal(conversation.room);
    if (removal && !room?.role) return this.#removed(removal, room);
    if (this.chat.rooms.loaded && room && !room.role) return this.#invitation(room);
    if (conversation.status === "failed" && !conversation.timeline.loaded && !this.#away) return this.#failed();
    return html`
      ${this.#header(room)}
      <message-list
        .chat=${this.chat}
        @reply-to=${(/** @type {CustomEvent} */ event) => this.#composer?.reply(event.detail.message)}
        @compose-again=${(/** @type {CustomEvent} */ event) => this.#composer?.composeAgain(event.detail.text)}
        @edit-ended=${() => this.#composer?.focus()}
        @show-versions=${this.#showVersions}
        @invite-wanted=${() => this.#open("members")}
      ></message-list>
      <message-composer .chat=${this.chat} @say=${() => this.#list?.requestUpdate()} @edit-last=${() => this.#list?.editLast()}></message-composer>
      ${room ? this.#dialogs(room) : nothing}
      <edit-history .chat=${this.chat}></edit-history>
      <action-menu></action-menu>
    `;
  }

  /** Whether the room is not here for want of a network only: then one can write all the same. */
  get #away() {
    return this.chat.current?.problem?.status === 0 && this.chat.link.state !== "online";
  }

  /** @returns {MessageComposer | null} */
  get #composer() {
    return this.renderRoot.querySelector("message-composer");
  }

  /** @param {CustomEvent} event */
  #showVersions(event) {
    const item = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const dialog = /** @type {EditHistory} */ (this.renderRoot.querySelector("edit-history"));
    dialog.show(event.detail.seq, item);
  }

  /** @returns {MessageList | null} */
  get #list() {
    return this.renderRoot.querySelector("message-list");
  }

  /** @param {Room | undefined} room */
  #header(room) {
    const { presence, room: id } = /** @type {import("../state/conversation.js").Conversation} */ (this.chat.current);
    const { here } = presence;
    const label = presence.known ? `${here.length} here` : "unknown";
    return html`
      <div class="header">
        ${icon(room?.direct ? "person" : room?.private ? "lock" : "hash", 20)}
        <h1 title=${room?.name ?? id}><bdi>${room?.name ?? id}</bdi></h1>
        ${room?.private && !room.direct ? html`<span class="visually-hidden">Private room</span>` : nothing}
        <span class="spacer"></span>
        <button
          class="here quiet"
          type="button"
          aria-label=${`Members, ${label}`}
          title=${here.map((person) => person.name).join(", ")}
          @click=${() => this.#open("members")}
        >
          <span class="faces">
            ${here.slice(0, FACES).map((person) => html`<user-avatar size="sm" .name=${person.name} .key=${person.id}></user-avatar>`)}
          </span>
          ${icon("people", 18)} <span>${presence.known ? here.length : "–"}</span>
        </button>
        ${room
          ? html`<button class="icon" type="button" aria-label="Room actions" title="Room actions" aria-haspopup="menu" @click=${this.#menu}>
              ${icon("more")}
            </button>`
          : nothing}
      </div>
    `;
  }

  /** @param {MouseEvent} event */
  #menu(event) {
    const room = this.chat.rooms.room(this.#room ?? "");
    if (!room) return;
    const opener = /** @type {HTMLElement} */ (event.currentTarget);
    const owner = room.role === "owner";
    /** @type {Action[]} */
    const actions = [
      { name: room.direct ? "People" : "Members and invitations", icon: "people", act: () => this.#open("members") },
      { name: "Search in this room", icon: "search", act: () => wish(this, "go-search", { query: "", room: room.id }) },
    ];
    if (!room.direct) {
      if (owner || room.role === "moderator") actions.push({ name: "Rename", icon: "edit", act: () => this.#open("rename") });
      if (owner) {
        const name = room.archived ? "Bring back from the archive" : "Archive";
        actions.push({ name, icon: "archive", act: () => this.#open("archive") });
      }
      actions.push({ name: "Leave", icon: "leave", danger: true, act: () => this.#open("leave") });
      if (owner) actions.push({ name: "Delete room", icon: "trash", danger: true, act: () => this.#open("delete") });
    }
    const menu = /** @type {ActionMenu} */ (this.renderRoot.querySelector("action-menu"));
    menu.openAt("Room actions", actions, opener.getBoundingClientRect(), opener);
  }

  /** @param {NonNullable<RoomView["dialog"]>} dialog */
  #open(dialog) {
    this.problem = null;
    this.dialog = dialog;
  }

  #close() {
    this.dialog = null;
  }

  /** @param {Room} room */
  #dialogs(room) {
    const archived = !room.archived;
    return html`
      <modal-dialog heading=${room.direct ? "People" : `Members of ${room.name}`} .open=${this.dialog === "members"} @close=${this.#close}>
        ${this.dialog === "members" ? html`<room-members .chat=${this.chat} .room=${room}></room-members>` : nothing}
      </modal-dialog>
      <modal-dialog heading="Rename the room" .open=${this.dialog === "rename"} @close=${this.#close}>
        ${this.dialog === "rename"
          ? html`<form class="dialog" @submit=${this.#rename}>
              <div class="field">
                <label for="name">Name</label>
                <input id="name" name="name" required maxlength="80" autocomplete="off" autofocus .value=${room.name} />
              </div>
              ${this.#alert()}
              <div class="row"><button class="primary" type="submit" ?disabled=${this.busy}>Rename</button></div>
            </form>`
          : nothing}
      </modal-dialog>
      ${this.#question("leave", `Leave ${room.name}?`, leaveText(room), "Leave", () => wish(this, "leave-room", { room: room.id }))}
      ${this.#question(
        "archive",
        archived ? `Archive ${room.name}?` : `Bring ${room.name} back?`,
        archived ? "It can still be read and searched, but nobody can write in it." : "Its members can write in it again.",
        archived ? "Archive" : "Bring back",
        () => wish(this, "archive-room", { room: room.id, archived }),
      )}
      ${this.#question(
        "delete",
        `Delete ${room.name}?`,
        "The room and everything that was said in it is gone for everybody. This cannot be undone.",
        "Delete for good",
        () => wish(this, "delete-room", { room: room.id }),
      )}
    `;
  }

  /**
   * @param {NonNullable<RoomView["dialog"]>} dialog
   * @param {string} heading
   * @param {string} text
   * @param {string} yes
   * @param {() => Promise<any>} act
   */
  #question(dialog, heading, text, yes, act) {
    return html`
      <modal-dialog .heading=${heading} .open=${this.dialog === dialog} @close=${this.#close}>
        <div class="dialog">
          <p>${text}</p>
          ${this.#alert()}
        </div>
        <button slot="actions" type="button" @click=${this.#close}>Cancel</button>
        <button
          slot="actions"
          type="button"
          class=${dialog === "archive" ? "primary" : "danger primary"}
          ?disabled=${this.busy}
          @click=${() => this.#do(act)}
        >
          ${yes}
        </button>
      </modal-dialog>
    `;
  }

  #alert() {
    return this.problem ? html`<p class="notice" role="alert">${this.problem.detail}</p>` : nothing;
  }

  /** @param {SubmitEvent} event */
  #rename(event) {
    event.preventDefault();
    const name = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("name") ?? "").trim();
    if (name !== "") this.#do(() => wish(this, "rename-room", { room: this.#room, name }));
  }

  /** @param {() => Promise<any>} act */
  async #do(act) {
    this.problem = null;
    this.busy = true;
    try {
      await act();
      this.dialog = null;
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }

  /** @param {Room} room */
  #invitation(room) {
    return absent(outside(room), this.#alert(), this.#join(room, `Join ${room.name}`, "primary"));
  }

  /**
   * @param {Parameters<typeof removed>[0]} removal
   * @param {Room | undefined} room
   */
  #removed(removal, room) {
    const again = room && removal.reason !== "banned" ? this.#join(room, `Join ${room.name} again`) : nothing;
    return absent(removed(removal, this.chat.me.id), this.#alert(), html`${this.#elsewhere()} ${again}`);
  }

  #failed() {
    const problem = this.chat.current?.problem;
    if (problem?.status === 404 || problem?.status === 403) return absent(missing, this.#alert(), this.#elsewhere());
    const again = html`<button class="primary" type="button" @click=${() => wish(this, "reload-room")}>${icon("retry", 18)} Try again</button>`;
    return absent(failed(problem), this.#alert(), again);
  }

  /**
   * @param {Room} room
   * @param {string} text
   * @param {string} [look]
   */
  #join(room, text, look = "") {
    const join = () => this.#do(() => wish(this, "join-room", { room: room.id }));
    return html`<button class=${look} type="button" ?disabled=${this.busy} @click=${join}>${text}</button>`;
  }

  #elsewhere() {
    const other = this.chat.rooms.joined.find((room) => room.id !== this.#room) ?? this.chat.rooms.direct[0];
    if (!other) return html`<a class="button primary" href="/">Back to the start</a>`;
    return html`<a class="button primary" href=${`/r/${other.id}`}>Go to ${other.name}</a>`;
  }
}

/** @param {Room} room */
function leaveText(room) {
  return room.private
    ? "It is private: you can come back only if somebody invites you again."
    : "You can join again whenever you like.";
}

customElements.define("room-view", RoomView);
