import { LitElement, css, html, nothing } from "lit";
import { inDays } from "./dates.js";
import { valuesOf } from "./fields.js";
import { base, buttons, fields } from "./styles.js";
import "./copy-field.js";
import "./qr-code.js";

/**
 * Makes a link that invites people, and shows it. `task` is how far that is: {busy, problem?, result?: {url, qr}}. Fires
 * "create-invitation" with detail {uses, expiresAt?}, and "another" to make one more.
 */
export class InvitationForm extends LitElement {
  static properties = {
    task: { attribute: false },
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

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
        gap: var(--space-4);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {{busy: boolean, problem?: import("../state/types.js").ProblemLike, result?: {url: string, qr?: string[], uses?: number}}} */
    this.task = { busy: false };
  }

  render() {
    const { busy, problem, result } = this.task;
    if (result) {
      return html`
        <form @submit=${this.#another}>
          <copy-field label="Invitation link" value=${result.url}></copy-field>
          <qr-code .rows=${result.qr ?? []} label="Invitation link as a QR code"></qr-code>
          <p class="hint">Whoever opens it creates an account and is in the lobby. It is shown only now.</p>
          <div class="actions"><button>Make another link</button></div>
        </form>
      `;
    }
    return html`
      <form @submit=${this.#submitted}>
        <div role="alert">${problem ? html`<p class="notice">${problem.detail}</p>` : nothing}</div>
        <div class="pair">
          <div class="field">
            <label for="uses">Good for</label>
            <select id="uses" name="uses">
              <option value="1">1 person</option>
              <option value="5">5 people</option>
              <option value="10" selected>10 people</option>
              <option value="50">50 people</option>
            </select>
          </div>
          <div class="field">
            <label for="days">Expires</label>
            <select id="days" name="days">
              <option value="1">In a day</option>
              <option value="7" selected>In 7 days</option>
              <option value="30">In 30 days</option>
            </select>
          </div>
        </div>
        <div class="actions">
          <button class="primary" aria-disabled=${busy ? "true" : nothing}>${busy ? "One moment…" : "Create link"}</button>
        </div>
      </form>
    `;
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    const { uses, days } = valuesOf(/** @type {HTMLFormElement} */ (event.target));
    const detail = { uses: Number(uses), expiresAt: inDays(Number(days)) };
    this.dispatchEvent(new CustomEvent("create-invitation", { detail, bubbles: true, composed: true }));
  }

  /** @param {SubmitEvent} event */
  #another(event) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("another", { bubbles: true, composed: true }));
  }
}

customElements.define("invitation-form", InvitationForm);
