import { LitElement, css, html, nothing } from "lit";
import { passwordField, textField, valuesOf } from "./fields.js";
import { base, buttons, fields, passwordStyles } from "./styles.js";

/** @typedef {import("../state/types.js").ProblemLike} ProblemLike */

const USERNAME = /^[a-z0-9][a-z0-9._-]{0,30}$/;

/** The server decides; this spares a round trip. */
const SHORTEST_PASSWORD = 8;

/**
 * Name, user name and password of a new account. `busy` while the server is asked, `problem` when it said no, `action` is what
 * its button says. Fires "create-account" with detail {name, username, password}.
 */
export class AccountForm extends LitElement {
  static properties = {
    action: { type: String },
    busy: { type: Boolean },
    problem: { attribute: false },
    errors: { state: true },
    suggested: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    passwordStyles,
    css`
      form {
        display: grid;
        gap: var(--space-4);
      }

      button.primary {
        margin-top: var(--space-1);
      }
    `,
  ];

  constructor() {
    super();
    this.action = "Create account";
    this.busy = false;
    /** @type {ProblemLike | undefined} */
    this.problem = undefined;
    /** @type {Record<string, string>} */
    this.errors = {};
    /** What the user name may be, as long as nobody has typed one. */
    this.suggested = "";
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    if (changed.has("problem")) {
      this.errors = this.problem?.code === "conflict" ? { username: this.problem.detail } : {};
    }
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    if (changed.has("errors") && Object.keys(this.errors).length > 0) {
      /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('[aria-invalid="true"]'))?.focus();
    }
  }

  render() {
    const said = Object.values(this.errors);
    return html`
      <form novalidate @submit=${this.#submitted} @input=${this.#typed}>
        <div role="alert">
          ${said.length > 0
            ? html`<p class="visually-hidden">${said.join(" ")}</p>`
            : this.problem
              ? html`<p class="notice">${this.problem.detail}</p>`
              : nothing}
        </div>
        ${textField({ id: "name", label: "Your name", autocomplete: "name", autofocus: true, maxlength: 80, error: this.errors.name })}
        ${textField({
          id: "username",
          label: "User name",
          autocomplete: "username",
          maxlength: 31,
          hint: "For signing in, and how others mention you: @ada",
          error: this.errors.username,
        })}
        ${passwordField({
          id: "password",
          label: "Password",
          autocomplete: "new-password",
          hint: `At least ${SHORTEST_PASSWORD} characters. A few words make a good one.`,
          error: this.errors.password,
        })}
        <button class="primary" aria-disabled=${this.busy ? "true" : nothing}>${this.busy ? "One moment…" : this.action}</button>
      </form>
    `;
  }

  /** Proposes a user name from the name, until one is typed. @param {InputEvent} event */
  #typed(event) {
    const typed = /** @type {HTMLInputElement} */ (event.target);
    const username = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector("#username"));
    if (typed.id !== "name" || username.value !== this.suggested) return;
    this.suggested = usernameFrom(typed.value);
    username.value = this.suggested;
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    if (this.busy) return;
    const { name, username, password } = valuesOf(/** @type {HTMLFormElement} */ (event.target));
    /** @type {Record<string, string>} */
    const errors = {};
    if (name === "") errors.name = "Enter your name.";
    if (username === "") errors.username = "Choose a user name.";
    else if (!USERNAME.test(username)) {
      errors.username = "Use small letters, digits, dots, hyphens and underscores; begin with a letter or digit.";
    }
    if ([...password].length < SHORTEST_PASSWORD) errors.password = `Use at least ${SHORTEST_PASSWORD} characters.`;
    this.errors = errors;
    if (Object.keys(errors).length > 0) return;
    const detail = { name, username, password };
    this.dispatchEvent(new CustomEvent("create-account", { detail, bubbles: true, composed: true }));
  }
}

/**
 * The first word of a name as a user name: "Zoë Grün" is "zoe"; empty if nothing of it can stay.
 *
 * @param {string} name
 */
export function usernameFrom(name) {
  const first = name.trim().split(/\s+/)[0] ?? "";
  const plain = first.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");
  return plain.replace(/[^a-z0-9._-]/g, "").replace(/^[._-]+/, "").slice(0, 31);
}

customElements.define("account-form", AccountForm);
