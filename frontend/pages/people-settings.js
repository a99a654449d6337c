import { LitElement, css, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { base, buttons, fields } from "../components/styles.js";
import { Watch } from "../components/watch.js";
import "../components/confirm-dialog.js";
import "../components/user-avatar.js";
import { refusalOf, remote, wish } from "./remote.js";
import { sections } from "./settings-styles.js";

/** @typedef {import("../state/settings.js").AccountEntry} AccountEntry */

/** How long nothing is typed before the server is asked, in milliseconds. */
const TYPING_MS = 200;

/**
 * Everybody with an account, for administrators. Fires "change-account" with detail {id, change: {disabled?, role?}},
 * "find-account" with detail {query}, and "reload".
 */
export class PeopleSettings extends LitElement {
  static properties = {
    me: { attribute: false },
    settings: { attribute: false },
    disabling: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    sections,
    css`
      li.off user-avatar {
        filter: grayscale(1);
      }

      .actions {
        flex: none;
      }

      .actions select {
        width: auto;
      }

      .actions button {
        min-width: 5.5rem;
      }

      .filter {
        max-width: 20rem;
      }
    `,
  ];

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  constructor() {
    super();
    /** @type {import("../state/session.js").Me | undefined} */
    this.me = undefined;
    /** @type {import("../settings.js").Settings | undefined} */
    this.settings = undefined;
    /** @type {AccountEntry | undefined} */
    this.disabling = undefined;
    new Watch(this, () => [this.settings]);
  }

  render() {
    if (!this.settings) return nothing;
    const { people } = this.settings;
    return html`
      <p class="intro">Everybody with an account on this server. Who is disabled cannot sign in; what they wrote stays.</p>
      <div class="field filter">
        <label for="filter">Find a person</label>
        <input id="filter" type="search" autocomplete="off" @input=${this.#filtered} />
      </div>
      ${remote(people, {
        empty: "Nobody is called so.",
        retry: () => wish(this, "reload"),
        items: () => html`
          <ul class="rows" aria-label="People">
            ${repeat(people.items, (person) => person.id, (person) => this.#row(person))}
          </ul>
        `,
      })}
      <confirm-dialog
        heading="Disable ${this.disabling?.name}?"
        action="Disable"
        ?open=${this.disabling !== undefined}
        @confirmed=${() => wish(this, "change-account", { id: this.disabling?.id, change: { disabled: true } })}
        @close=${() => (this.disabling = undefined)}
      >
        <p>They are signed out everywhere within a second and cannot sign in until you enable the account again.</p>
      </confirm-dialog>
    `;
  }

  /** @param {AccountEntry} person */
  #row(person) {
    const task = /** @type {import("../settings.js").Settings} */ (this.settings).tasks.of(`people/${person.id}`);
    const self = person.id === this.me?.id;
    return html`
      <li class="wrap ${person.disabled ? "off" : ""}">
        <user-avatar .name=${person.name} .key=${person.id}></user-avatar>
        <div class="what">
          <span class="title">${person.name} ${self ? html`<span class="tag">You</span>` : nothing}
            ${person.disabled ? html`<span class="tag off">Disabled</span>` : nothing}</span>
          <span class="muted small">@${person.username}${self ? " · administrator" : ""}</span>
          ${task.problem ? refusalOf(task) : nothing}
        </div>
        ${self
          ? nothing
          : html`<div class="actions">
              <select
                aria-label="Role of ${person.name}"
                .value=${live(person.role)}
                @change=${(/** @type {Event} */ event) => this.#roleChosen(person, event)}
              >
                <option value="user" ?selected=${person.role === "user"}>User</option>
                <option value="administrator" ?selected=${person.role === "administrator"}>Administrator</option>
              </select>
              ${person.disabled
                ? html`<button
                    type="button"
                    aria-label="Enable ${person.name}"
                    @click=${() => wish(this, "change-account", { id: person.id, change: { disabled: false } })}
                  >
                    Enable
                  </button>`
                : html`<button type="button" class="danger" aria-label="Disable ${person.name}" @click=${() => (this.disabling = person)}>
                    Disable
                  </button>`}
            </div>`}
      </li>
    `;
  }

  /**
   * @param {AccountEntry} person
   * @param {Event} event
   */
  #roleChosen(person, event) {
    const role = /** @type {HTMLSelectElement} */ (event.target).value;
    wish(this, "change-account", { id: person.id, change: { role } });
  }

  /** @param {InputEvent} event */
  #filtered(event) {
    const query = /** @type {HTMLInputElement} */ (event.target).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => wish(this, "find-account", { query }), TYPING_MS);
  }
}

customElements.define("people-settings", PeopleSettings);
