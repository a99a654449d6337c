import { LitElement, css, html, nothing } from "lit";
import { icon } from "./icons.js";
import "./person-field.js";
import { base, buttons, fields } from "./styles.js";
import { wish } from "./wish.js";

/** @import { Person } from "../state/types.js" */
/** @import { PersonField } from "./person-field.js" */

/** Begins to write to one or a few people. Fires the wish "open-direct" {usernames}, and "done". */
export class NewDirect extends LitElement {
  static properties = {
    people: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-4);
      }

      .primary {
        justify-self: end;
      }

      .people {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .people button {
        min-height: 2rem;
        padding-inline: var(--space-3) var(--space-2);
        border-radius: 2rem;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Person[]} */
    this.people = [];
    /** @type {any} */
    this.problem = null;
    this.busy = false;
  }

  firstUpdated() {
    const field = this.#field;
    field?.updateComplete.then(() => field.focus());
  }

  /** @returns {PersonField | null} */
  get #field() {
    return this.renderRoot.querySelector("person-field");
  }

  render() {
    return html`
      <form @submit=${this.#submit}>
        ${this.people.length > 0
          ? html`<div class="people">
              ${this.people.map(
                (person) => html`<button
                  type="button"
                  aria-label=${`Without ${person.name}`}
                  @click=${() => (this.people = this.people.filter((each) => each !== person))}
                >
                  ${person.name} ${icon("close", 16)}
                </button>`,
              )}
            </div>`
          : nothing}
        <person-field label="To" .exclude=${this.people.map((person) => person.id)} @chosen=${this.#chosen}></person-field>
        <p class="hint">The people of a direct conversation stay the same for ever; for others, begin another.</p>
        ${this.problem ? html`<p class="notice" role="alert">${this.problem.detail}</p>` : nothing}
        <button class="primary" type="submit" ?disabled=${this.busy}>Write</button>
      </form>
    `;
  }

  /** @param {CustomEvent} event */
  #chosen(event) {
    this.people = [...this.people, event.detail.person];
    this.#field?.clear();
    this.#field?.focus();
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    const typed = this.#field?.value ?? "";
    const usernames = this.people.map((person) => person.username);
    if (typed !== "") usernames.push(typed);
    if (usernames.length === 0) return;
    this.problem = null;
    this.busy = true;
    try {
      await wish(this, "open-direct", { usernames });
      this.dispatchEvent(new Event("done"));
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("new-direct", NewDirect);
