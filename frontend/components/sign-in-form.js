import { LitElement, css, html, nothing } from "lit";
import { passwordField, textField, valuesOf } from "./fields.js";
import { base, buttons, fields, passwordStyles } from "./styles.js";

/** @typedef {import("../state/types.js").ProblemLike} ProblemLike */

/**
 * User name and password. `busy` while the server is asked, `problem` when it said no; after 429 it counts the wait down.
 * `username` fills in who it was. Fires "sign-in" with detail {username, password}.
 */
export class SignInForm extends LitElement {
  static properties = {
    busy: { type: Boolean },
    problem: { attribute: false },
    username: { type: String },
    missing: { state: true },
    wait: { state: true },
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

  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  constructor() {
    super();
    this.busy = false;
    /** @type {ProblemLike | undefined} */
    this.problem = undefined;
    this.username = "";
    /** @type {"username" | "password" | undefined} */
    this.missing = undefined;
    this.wait = 0;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    if (changed.has("problem")) this.#countDown(this.problem?.status === 429 ? (this.problem.retryAfter ?? 60) : 0);
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    if (changed.has("problem") && this.problem) this.#focus(this.problem.status === 401 ? "password" : undefined);
    if (changed.has("missing") && this.missing) this.#focus(this.missing);
  }

  render() {
    return html`
      <form novalidate @submit=${this.#submitted}>
        <div role="alert">${this.#alert()}</div>
        ${textField({
          id: "username",
          label: "User name",
          autocomplete: "username",
          autofocus: !this.username,
          value: this.username || undefined,
          error: this.missing === "username" ? "Enter your user name." : undefined,
        })}
        ${passwordField({
          id: "password",
          label: "Password",
          autocomplete: "current-password",
          autofocus: Boolean(this.username),
          error: this.missing === "password" ? "Enter your password." : undefined,
        })}
        <button class="primary" ?disabled=${this.wait > 0} aria-disabled=${this.busy ? "true" : nothing}>
          ${this.busy ? "Signing in…" : "Sign in"}
        </button>
      </form>
    `;
  }

  #alert() {
    if (!this.problem) return nothing;
    if (this.problem.status === 401) return html`<p class="notice">The user name or the password is not right.</p>`;
    if (this.problem.status !== 429) return html`<p class="notice">${this.problem.detail}</p>`;
    if (this.wait === 0) return nothing;
    // The seconds would be read aloud one by one: the whole wait is said once, the rest is for the eye.
    const whole = this.problem.retryAfter ?? 60;
    return html`
      <p class="notice">
        <span class="visually-hidden">Too many attempts. Try again in ${time(whole)}.</span>
        <span aria-hidden="true">Too many attempts. Try again in <span class="wait">${time(this.wait)}</span>.</span>
      </p>
    `;
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    if (this.busy || this.wait > 0) return;
    const { username, password } = valuesOf(/** @type {HTMLFormElement} */ (event.target));
    this.missing = undefined;
    if (username === "" || password === "") {
      this.problem = undefined;
      this.missing = username === "" ? "username" : "password";
      return;
    }
    this.dispatchEvent(new CustomEvent("sign-in", { detail: { username, password }, bubbles: true, composed: true }));
  }

  /** @param {number} seconds */
  #countDown(seconds) {
    clearInterval(this.#timer);
    this.wait = Math.ceil(seconds);
    if (this.wait === 0) return;
    const until = Date.now() + this.wait * 1000;
    this.#timer = setInterval(() => {
      this.wait = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      if (this.wait === 0) clearInterval(this.#timer);
    }, 500);
  }

  /** @param {"username" | "password"} [id] the field that focus goes to; the first one if empty */
  #focus(id = "username") {
    const field = /** @type {HTMLInputElement} */ (this.renderRoot.querySelector(`#${id}`));
    field.focus();
    field.select();
  }
}

/** @param {number} seconds */
function time(seconds) {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

customElements.define("sign-in-form", SignInForm);
