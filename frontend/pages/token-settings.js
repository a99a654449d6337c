import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { day, fromNow, inDays, moment } from "../components/dates.js";
import { textField, valuesOf } from "../components/fields.js";
import { icon } from "../components/icons.js";
import { base, buttons, fields } from "../components/styles.js";
import { Watch } from "../components/watch.js";
import "../components/confirm-dialog.js";
import "../components/copy-field.js";
import { refusalOf, remote, wish } from "./remote.js";
import { sections } from "./settings-styles.js";

/** @typedef {import("../state/settings.js").AccessToken} AccessToken */

const SCOPES = [
  { value: "read", label: "Read", hint: "rooms and history, listen" },
  { value: "write", label: "Write", hint: "send, edit, react, join and leave" },
];

/**
 * Access tokens for programs that speak in one's name. Fires "create-token" with detail {name, scopes, expiresAt?},
 * "revoke-token" with detail {id}, and "reload".
 */
export class TokenSettings extends LitElement {
  static properties = {
    me: { attribute: false },
    settings: { attribute: false },
    problems: { state: true },
    revoking: { state: true },
  };

  static styles = [base, buttons, fields, sections];

  constructor() {
    super();
    /** @type {import("../state/session.js").Me | undefined} */
    this.me = undefined;
    /** @type {import("../settings.js").Settings | undefined} */
    this.settings = undefined;
    /** @type {{name?: string, scopes?: string}} */
    this.problems = {};
    /** @type {AccessToken | undefined} */
    this.revoking = undefined;
    new Watch(this, () => [this.settings]);
  }

  render() {
    if (!this.settings) return nothing;
    const { tokens, tasks } = this.settings;
    const made = tasks.of("create-token");
    return html`
      <p class="intro">For scripts and other programs that read or write in your name.</p>
      ${made.result ? this.#secret(made.result) : this.#form(made)}
      ${remote(tokens, {
        empty: "No access tokens yet.",
        retry: () => wish(this, "reload"),
        items: () => html`
          <ul class="rows" aria-label="Access tokens">
            ${repeat(tokens.items, (token) => token.id, (token) => this.#row(token))}
          </ul>
        `,
      })}
      <confirm-dialog
        heading="Revoke “${this.revoking?.name}”?"
        action="Revoke"
        ?open=${this.revoking !== undefined}
        @confirmed=${() => wish(this, "revoke-token", { id: this.revoking?.id })}
        @close=${() => (this.revoking = undefined)}
      >
        <p>Programs that use it are signed out within a second. It cannot be brought back.</p>
      </confirm-dialog>
    `;
  }

  /** @param {{name: string, secret: string}} made */
  #secret({ name, secret }) {
    return html`
      <form class="new" @submit=${this.#done}>
        <div class="head" role="status">
          <h3>Token “${name}” is ready</h3>
          <p class="small">Copy it now: it is not shown again.</p>
        </div>
        <copy-field label="Access token" value=${secret}></copy-field>
        <div class="actions"><button class="primary">Done</button></div>
      </form>
    `;
  }

  /** @param {{busy: boolean, problem?: import("../state/types.js").ProblemLike}} task */
  #form(task) {
    const scopes = this.me?.role === "administrator" ? [...SCOPES, { value: "admin", label: "Administer", hint: "people and settings" }] : SCOPES;
    return html`
      <form class="new" novalidate @submit=${this.#submitted}>
        <h3>New token</h3>
        ${refusalOf(task)}
        <div class="pair">
          ${textField({
            id: "name",
            label: "Name",
            maxlength: 80,
            placeholder: "Build server",
            autocomplete: "off",
            error: this.problems.name,
          })}
          <div class="field">
            <label for="days">Expires</label>
            <select id="days" name="days">
              <option value="7">In 7 days</option>
              <option value="30">In 30 days</option>
              <option value="90" selected>In 90 days</option>
              <option value="365">In a year</option>
              <option value="0">Never</option>
            </select>
          </div>
        </div>
        <fieldset>
          <legend>It may</legend>
          ${scopes.map(
            (scope) => html`
              <label class="choice">
                <input type="checkbox" name="scope" value=${scope.value} ?checked=${scope.value !== "admin"} />
                <span>${scope.label} <span class="muted small">– ${scope.hint}</span></span>
              </label>
            `,
          )}
          ${this.problems.scopes ? html`<p class="error" role="alert">${this.problems.scopes}</p>` : nothing}
        </fieldset>
        <div class="actions">
          <button class="primary" aria-disabled=${task.busy ? "true" : nothing}>Create token</button>
        </div>
      </form>
    `;
  }

  /** @param {AccessToken} token */
  #row(token) {
    const task = /** @type {import("../settings.js").Settings} */ (this.settings).tasks.of(`remove/${token.id}`);
    const scopes = token.scopes?.length ? token.scopes.join(", ") : "everything";
    return html`
      <li>
        <span class="mark">${icon("key", 22)}</span>
        <div class="what">
          <span class="title">${token.name}</span>
          <span class="muted small">
            May ${scopes} · ${token.expiresAt ? html`expires <time datetime=${token.expiresAt}>${day(token.expiresAt)}</time>` : "never expires"} ·
            ${token.lastUsedAt
              ? html`last used <time datetime=${token.lastUsedAt} title=${moment(token.lastUsedAt)}>${fromNow(token.lastUsedAt)}</time>`
              : "never used"}
          </span>
          ${task.problem ? refusalOf(task) : nothing}
        </div>
        <button type="button" class="danger" aria-label="Revoke ${token.name}" @click=${() => (this.revoking = token)}>Revoke</button>
      </li>
    `;
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const { name, days } = valuesOf(form);
    const scopes = new FormData(form).getAll("scope").map(String);
    this.problems = {
      ...(name ? {} : { name: "Enter a name, so that you know it again." }),
      ...(scopes.length > 0 ? {} : { scopes: "Choose at least one." }),
    };
    if (Object.keys(this.problems).length > 0) {
      if (!name) /** @type {HTMLElement | null} */ (form.querySelector("#name"))?.focus();
      return;
    }
    wish(this, "create-token", { name, scopes, expiresAt: inDays(Number(days)) });
  }

  /** @param {SubmitEvent} event */
  #done(event) {
    event.preventDefault();
    this.settings?.tasks.forget("create-token");
  }
}

customElements.define("token-settings", TokenSettings);
