import { LitElement, css, html, nothing } from "lit";
import { logo } from "../components/icons.js";
import { base, buttons, fields } from "../components/styles.js";
import "../components/account-form.js";
import "../components/sign-in-form.js";

/** @typedef {import("../state/types.js").ProblemLike} ProblemLike */
/** @typedef {"setup" | "sign-in" | "sign-up" | "invite"} Purpose */

const HEADINGS = {
  setup: "Welcome to Switchboard",
  "sign-in": "Sign in",
  "sign-up": "Create your account",
  invite: "You are invited",
};

const EXPLANATIONS = {
  setup: "Create the first account. It looks after this server and can invite everybody else.",
  "sign-in": "Use the account that you have on this server.",
  "sign-up": "Choose a name that others know you by.",
  invite: "Create your account, and you are in the room.",
};

/**
 * The pages before anybody is signed in, one card each: set-up, sign-in, sign-up and sign-up by invitation.
 *
 * `purpose` says which; `busy` and `problem` are the forms'; `refused` says that an invitation cannot be used any more, and why,
 * `invitedBy` whose it is; `openToAll` that anybody may sign up.
 * Fires the forms' "sign-in" and "create-account".
 */
export class SignPage extends LitElement {
  static properties = {
    purpose: { type: String },
    busy: { type: Boolean },
    problem: { attribute: false },
    refused: { type: String },
    invitedBy: { type: String },
    openToAll: { type: Boolean, attribute: "open-to-all" },
  };

  static styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        overflow: auto;
        background: var(--color-bg);
      }

      main {
        place-self: center;
        width: min(26rem, 100%);
        padding: var(--space-6) var(--space-4) calc(var(--space-8) + env(safe-area-inset-bottom));
      }

      header {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        margin-bottom: var(--space-6);
        text-align: center;
      }

      header svg {
        margin-bottom: var(--space-2);
      }

      .card {
        display: grid;
        gap: var(--space-4);
        padding: var(--space-6);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-lg);
        background: var(--color-surface);
        box-shadow: var(--shadow-1);
      }

      .other {
        margin-top: var(--space-5);
        text-align: center;
        color: var(--color-text-muted);
      }

      .other a {
        display: inline-block;
        min-height: 1.5rem;
        font-weight: var(--font-weight-medium);
      }

      .refused {
        display: grid;
        gap: var(--space-3);
      }

      @media (max-width: 30rem) {
        :host {
          background: var(--color-surface);
        }

        main {
          place-self: start center;
          padding-top: var(--space-8);
        }

        .card {
          padding: 0;
          border: 0;
          box-shadow: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {Purpose} */
    this.purpose = "sign-in";
    this.busy = false;
    /** @type {ProblemLike | undefined} */
    this.problem = undefined;
    this.refused = "";
    this.invitedBy = "";
    this.openToAll = false;
  }

  render() {
    return html`
      <main>
        <header>
          ${logo(48)}
          <h1>${this.refused ? "This invitation cannot be used" : HEADINGS[this.purpose]}</h1>
          ${this.refused ? nothing : html`<p class="muted">${this.invitedBy ? `${this.invitedBy} invites you. ` : ""}${EXPLANATIONS[this.purpose]}</p>`}
        </header>
        <div class="card">${this.refused ? this.#refusal() : this.#form()}</div>
        ${this.#other()}
      </main>
    `;
  }

  #form() {
    if (this.purpose === "sign-in") {
      return html`<sign-in-form ?busy=${this.busy} .problem=${this.problem}></sign-in-form>`;
    }
    const action = this.purpose === "setup" ? "Set up Switchboard" : "Create account";
    return html`<account-form action=${action} ?busy=${this.busy} .problem=${this.problem}></account-form>`;
  }

  #refusal() {
    return html`
      <div class="refused" role="alert">
        <p>${this.refused}</p>
        <p class="muted">Ask ${this.invitedBy || "the person who sent you the link"}, or another administrator of this server, for a new one.</p>
      </div>
    `;
  }

  #other() {
    if (this.purpose === "invite" || this.purpose === "sign-up") {
      return html`<p class="other">You have an account? <a href="/sign-in">Sign in</a></p>`;
    }
    if (this.purpose === "sign-in" && this.openToAll) {
      return html`<p class="other">New here? <a href="/sign-up">Create an account</a></p>`;
    }
    return nothing;
  }
}

customElements.define("sign-page", SignPage);
