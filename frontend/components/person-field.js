import { LitElement, css, html, nothing } from "lit";
import { base, fields } from "./styles.js";
import "./user-avatar.js";
import { wish } from "./wish.js";

/** @import { Person } from "../state/types.js" */

/** How long typing rests before people are looked up. */
const REST_MS = 150;

/**
 * A field that finds a person: type some of the name, choose. `value` is the user name. Fires the wish "find-people" {query}, and
 * "chosen" with {person}.
 */
export class PersonField extends LitElement {
  static properties = {
    label: { type: String },
    exclude: { attribute: false },
    found: { state: true },
    at: { state: true },
    open: { state: true },
  };

  static styles = [
    base,
    fields,
    css`
      :host {
        position: relative;
        display: block;
      }

      ul {
        position: absolute;
        z-index: 3;
        inset: 100% 0 auto;
        max-height: 15rem;
        margin: var(--space-1) 0 0;
        padding: var(--space-1);
        overflow: auto;
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
        background: var(--color-surface-raised);
        box-shadow: var(--shadow-2);
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 2.25rem;
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius-sm);
        cursor: pointer;
      }

      li[aria-selected="true"] {
        background: var(--color-selected);
      }

      /* The background that marks it is not drawn there. */
      @media (forced-colors: active) {
        li[aria-selected="true"] {
          outline: 2px solid CanvasText;
          outline-offset: -2px;
        }
      }
    `,
  ];

  #round = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;

  constructor() {
    super();
    this.label = "Person";
    /** @type {string[]} */
    this.exclude = [];
    /** @type {Person[]} */
    this.found = [];
    this.at = -1;
    this.open = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#resting);
  }

  /** What was typed or chosen: a user name. */
  get value() {
    return this.renderRoot.querySelector("input")?.value.trim().replace(/^@/, "") ?? "";
  }

  clear() {
    const field = this.renderRoot.querySelector("input");
    if (field) field.value = "";
    this.open = false;
  }

  focus() {
    this.renderRoot.querySelector("input")?.focus();
  }

  render() {
    const shown = this.open && this.found.length > 0;
    return html`
      <div class="field">
        <label for="person">${this.label}</label>
        <input
          id="person"
          role="combobox"
          aria-expanded=${shown ? "true" : "false"}
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant=${shown && this.at >= 0 ? `person${this.at}` : nothing}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          placeholder="Name or user name"
          @input=${this.#typed}
          @keydown=${this.#key}
          @blur=${() => (this.open = false)}
        />
      </div>
      <ul id="found" role="listbox" aria-label="People" ?hidden=${!shown}>
        ${this.found.map(
          (person, i) => html`
            <li
              id=${`person${i}`}
              role="option"
              aria-selected=${i === this.at ? "true" : "false"}
              @pointerdown=${(/** @type {Event} */ event) => event.preventDefault()}
              @click=${() => this.#choose(person)}
            >
              <user-avatar size="sm" .name=${person.name} .key=${person.id}></user-avatar>
              <span>${person.name} <span class="muted">@${person.username}</span></span>
            </li>
          `,
        )}
      </ul>
    `;
  }

  #typed() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#find(), REST_MS);
  }

  async #find() {
    const query = this.value;
    const round = ++this.#round;
    if (query === "") {
      this.open = false;
      return;
    }
    try {
      /** @type {Person[]} */
      const people = await wish(this, "find-people", { query });
      if (round !== this.#round) return;
      this.found = people.filter((person) => !this.exclude.includes(person.id)).slice(0, 8);
      this.at = this.found.length > 0 ? 0 : -1;
      this.open = true;
    } catch {
      this.open = false;
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || !this.open || this.found.length === 0) return;
    if (event.key === "ArrowDown") this.at = (this.at + 1) % this.found.length;
    else if (event.key === "ArrowUp") this.at = (this.at + this.found.length - 1) % this.found.length;
    else if ((event.key === "Enter" || event.key === "Tab") && this.at >= 0 && this.found[this.at]?.username !== this.value) {
      this.#choose(this.found[this.at]);
    } else if (event.key === "Escape") this.open = false;
    else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Person} person */
  #choose(person) {
    const field = this.renderRoot.querySelector("input");
    if (field) field.value = person.username;
    this.open = false;
    this.#round++;
    this.dispatchEvent(new CustomEvent("chosen", { detail: { person } }));
  }
}

customElements.define("person-field", PersonField);
