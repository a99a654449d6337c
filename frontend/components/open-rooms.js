import { LitElement, css, html, nothing } from "lit";
import { icon } from "./icons.js";
import { base, buttons, fields } from "./styles.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** Public rooms that one is not in. Fires the wish "join-room" {room}, and "done" after it. */
export class OpenRooms extends LitElement {
  static properties = {
    chat: { attribute: false },
    query: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }

      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 3rem;
        border-bottom: 1px solid var(--color-border);
      }

      li:last-child {
        border: 0;
      }

      li > svg {
        flex: none;
        color: var(--color-text-muted);
      }

      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
    this.query = "";
    /** @type {any} */
    this.problem = null;
    this.busy = false;
    new Watch(this, () => [this.chat?.rooms]);
  }

  firstUpdated() {
    this.renderRoot.querySelector("input")?.focus();
  }

  render() {
    const open = this.chat.rooms.open;
    const wanted = open.filter((room) => room.name.toLocaleLowerCase().includes(this.query.trim().toLocaleLowerCase()));
    return html`
      <input
        type="search"
        aria-label="Find a room"
        placeholder="Find a room"
        autocomplete="off"
        @input=${(/** @type {Event} */ event) => (this.query = /** @type {HTMLInputElement} */ (event.target).value)}
      />
      ${this.problem ? html`<p class="notice" role="alert">${this.problem.detail}</p>` : nothing}
      ${open.length === 0
        ? html`<p class="muted">You are in every public room there is. Begin a new one with “+” beside “Rooms”.</p>`
        : wanted.length === 0
          ? html`<p class="muted" role="status">No room is called that.</p>`
          : html`<ul aria-label="Public rooms">
              ${wanted.map(
                (room) => html`
                  <li>
                    ${icon("hash", 18)} <bdi class="name" title=${room.name}>${room.name}</bdi>
                    <button type="button" aria-label=${`Join ${room.name}`} ?disabled=${this.busy} @click=${() => this.#join(room.id)}>Join</button>
                  </li>
                `,
              )}
            </ul>`}
    `;
  }

  /** @param {string} room */
  async #join(room) {
    this.problem = null;
    this.busy = true;
    try {
      await wish(this, "join-room", { room });
      this.dispatchEvent(new Event("done"));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("open-rooms", OpenRooms);
