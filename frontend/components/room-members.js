import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "./action-menu.js";
import { icon } from "./icons.js";
import "./person-field.js";
import { base, buttons, fields } from "./styles.js";
import { showToast } from "./toast-list.js";
import "./user-avatar.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Member, Room } from "../state/types.js" */
/** @import { ActionMenu, Action } from "./action-menu.js" */

/**
 * Who is in a room, who of them is here, and what may be done about it. Fires the wishes "load-members", "invite-member" {room,
 * username}, "change-role" {room, user, role}, "remove-member", "ban-member", "lift-ban" {room, user}, "list-bans" {room}, "open-direct".
 */
export class RoomMembers extends LitElement {
  static properties = {
    chat: { attribute: false },
    room: { attribute: false },
    problem: { state: true },
    asked: { state: true },
    busy: { state: true },
    bans: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }

      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: end;
      }

      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        margin: 0 calc(-1 * var(--space-2));
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        min-height: 3.25rem;
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius-sm);
      }

      .face {
        position: relative;
        display: grid;
      }

      .face.here::after {
        content: "";
        position: absolute;
        inset: auto -2px -2px auto;
        width: 0.625rem;
        height: 0.625rem;
        border: 2px solid var(--color-surface-raised);
        border-radius: 50%;
        background: var(--color-success);
      }

      .who {
        display: grid;
        line-height: var(--line-height-tight);
      }

      .who span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .name {
        font-weight: var(--font-weight-medium);
      }

      .asked {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
      }

      .asked div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
    /** @type {Room} */
    this.room = /** @type {any} */ (null);
    /** @type {any} */
    this.problem = null;
    /** @type {{text: string, yes: string, act: () => Promise<any>} | null} */
    this.asked = null;
    this.busy = false;
    /** @type {import("../state/types.js").Ban[]} */
    this.bans = [];
    new Watch(this, () => [this.chat?.current, this.chat?.current?.presence]);
  }

  firstUpdated() {
    this.#do(() => wish(this, "load-members"));
  }

  render() {
    const members = this.chat.current?.members;
    return html`
      ${this.room.direct || this.room.archived
        ? nothing
        : html`<form @submit=${this.#invite}>
            <person-field label="Invite somebody" .exclude=${(members ?? []).map((member) => member.id)}></person-field>
            <button class="primary" type="submit" ?disabled=${this.busy}>Invite</button>
          </form>`}
      ${this.problem ? html`<p class="notice" role="alert">${this.problem.detail}</p>` : nothing} ${this.#question()}
      ${members
        ? html`<ul aria-label="Members">
            ${repeat(
              this.#ordered(members),
              (member) => member.id,
              (member) => this.#member(member),
            )}
          </ul>`
        : html`<p class="muted" role="status">${this.problem ? "" : "Loading…"}</p>`}
      ${this.#manages ? this.#banned() : nothing}
      <action-menu></action-menu>
    `;
  }

  get #manages() {
    return !this.room.direct && (this.room.role === "owner" || this.room.role === "moderator");
  }

  /** @param {Member[]} members @returns {Member[]} those who are here first */
  #ordered(members) {
    const presence = this.chat.current?.presence;
    /** @param {Member} member */
    const rank = (member) => (presence?.isHere(member.id) ? 0 : 1);
    return [...members].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  }

  /** @param {Member} user */
  #member(user) {
    const { role } = user;
    const presence = this.chat.current?.presence;
    const here = presence?.known === true && presence.isHere(user.id);
    const actions = this.#actions(user);
    const details = [`@${user.username}`];
    if (role !== "member" && !this.room.direct) details.push(role);
    if (here) details.push("here now");
    return html`
      <li>
        <span class="face ${here ? "here" : ""}"><user-avatar .name=${user.name} .key=${user.id}></user-avatar></span>
        <span class="who">
          <span class="name"><bdi>${user.name}</bdi>${user.id === this.chat.me.id ? " (you)" : ""}</span>
          <span class="muted small">${details.join(" · ")}</span>
        </span>
        ${actions.length > 0
          ? html`<button class="icon" type="button" aria-label=${`Actions for ${user.name}`} aria-haspopup="menu" @click=${(/** @type {Event} */ event) => {
              const opener = /** @type {HTMLElement} */ (event.currentTarget);
              const menu = /** @type {ActionMenu} */ (this.renderRoot.querySelector("action-menu"));
              menu.openAt(`Actions for ${user.name}`, actions, opener.getBoundingClientRect(), opener);
            }}>
              ${icon("more")}
            </button>`
          : html`<span></span>`}
      </li>
    `;
  }

  /** @param {Member} user @returns {Action[]} */
  #actions(user) {
    const { role } = user;
    if (user.id === this.chat.me.id) return [];
    /** @type {Action[]} */
    const actions = [];
    const about = { room: this.room.id, user: user.id };
    if (!this.room.direct) {
      actions.push({ name: "Write to them directly", icon: "person", act: () => this.#do(() => wish(this, "open-direct", { usernames: [user.username] })) });
    }
    if (this.room.direct || this.room.archived) return actions;
    if (this.room.role === "owner") {
      for (const other of /** @type {const} */ (["owner", "moderator", "member"])) {
        if (other === role) continue;
        actions.push({ name: `Make ${other}`, icon: "key", act: () => this.#do(() => wish(this, "change-role", { ...about, role: other })) });
      }
    }
    const may = this.room.role === "owner" || (this.room.role === "moderator" && role === "member");
    if (may) {
      actions.push({ name: "Remove", icon: "leave", danger: true, act: () => this.#ask(`Remove ${user.name} from ${this.room.name}?`, "Remove", () => wish(this, "remove-member", about)) });
      actions.push({ name: "Ban", icon: "close", danger: true, act: () => this.#ask(`Ban ${user.name}? They are removed and cannot come back.`, "Ban", () => wish(this, "ban-member", about)) });
    }
    return actions;
  }

  /**
   * @param {string} text
   * @param {string} yes
   * @param {() => Promise<any>} act
   */
  async #ask(text, yes, act) {
    this.asked = { text, yes, act };
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(".asked button"))?.focus();
  }

  #question() {
    const { asked } = this;
    if (!asked) return nothing;
    return html`
      <div class="asked" role="group" aria-label=${asked.text}>
        <p>${asked.text}</p>
        <div>
          <button type="button" @click=${() => (this.asked = null)}>Cancel</button>
          <button class="danger primary" type="button" ?disabled=${this.busy} @click=${() => this.#do(asked.act)}>${asked.yes}</button>
        </div>
      </div>
    `;
  }

  #banned() {
    if (this.bans.length === 0) return nothing;
    return html`
      <div>
        <h3>Banned</h3>
        <ul aria-label="Banned people">
          ${this.bans.map(
            ({ user, by }) => html`
              <li>
                <user-avatar .name=${user.name} .key=${user.id}></user-avatar>
                <span class="who">
                  <span class="name"><bdi>${user.name}</bdi></span>
                  <span class="muted small">@${user.username} · banned by ${by.name}</span>
                </span>
                <button type="button" aria-label=${`Lift the ban of ${user.name}`} ?disabled=${this.busy} @click=${() => this.#lift(user)}>
                  Lift ban
                </button>
              </li>
            `,
          )}
        </ul>
      </div>
    `;
  }

  /** @param {import("../state/types.js").Person} user */
  #lift(user) {
    this.#do(async () => {
      await wish(this, "lift-ban", { room: this.room.id, user: user.id });
      showToast(this, { text: `${user.name} may come back.`, kind: "success" });
    });
  }

  /** @returns {import("./person-field.js").PersonField | null} */
  get #field() {
    return this.renderRoot.querySelector("person-field");
  }

  /** @param {Event} event */
  #invite(event) {
    event.preventDefault();
    const username = this.#field?.value ?? "";
    if (username === "") return;
    this.#do(async () => {
      await wish(this, "invite-member", { room: this.room.id, username });
      this.#field?.clear();
    });
  }

  /** @param {() => Promise<any>} act */
  async #do(act) {
    this.problem = null;
    this.busy = true;
    try {
      await act();
      this.asked = null;
      if (this.#manages) this.bans = await wish(this, "list-bans", { room: this.room.id });
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("room-members", RoomMembers);
