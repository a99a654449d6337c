import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { day } from "../components/dates.js";
import { icon } from "../components/icons.js";
import { base, buttons, fields } from "../components/styles.js";
import { Watch } from "../components/watch.js";
import "../components/invitation-form.js";
import { refusalOf, remote, wish } from "./remote.js";
import { sections } from "./settings-styles.js";

/** @typedef {import("../state/settings.js").Invitation} Invitation */

/** Why nobody can use an invitation any more; undefined while somebody can. @type {Record<string, string>} */
const OVER = { expired: "Expired", used_up: "Used up", revoked: "Revoked" };

/** Links that invite people. Fires what `<invitation-form>` fires, "revoke-invitation" with detail {id}, and "reload". */
export class InvitationSettings extends LitElement {
  static properties = {
    settings: { attribute: false },
  };

  static styles = [base, buttons, fields, sections];

  constructor() {
    super();
    /** @type {import("../settings.js").Settings | undefined} */
    this.settings = undefined;
    new Watch(this, () => [this.settings]);
  }

  render() {
    if (!this.settings) return nothing;
    const { invitations, tasks } = this.settings;
    return html`
      <p class="intro">A link lets people create their account here, until it expires or has been used up.</p>
      <div class="new">
        <h3>New link</h3>
        <invitation-form .task=${tasks.of("create-invitation")}></invitation-form>
      </div>
      ${remote(invitations, {
        empty: "No invitations yet.",
        retry: () => wish(this, "reload"),
        items: () => html`
          <ul class="rows" aria-label="Invitations">
            ${repeat(invitations.items, (invitation) => invitation.id, (invitation) => this.#row(invitation))}
          </ul>
        `,
      })}
    `;
  }

  /** @param {Invitation} invitation */
  #row(invitation) {
    const task = /** @type {import("../settings.js").Settings} */ (this.settings).tasks.of(`remove/${invitation.id}`);
    const over = OVER[invitation.state];
    const { used } = invitation;
    return html`
      <li>
        <span class="mark">${icon("link", 22)}</span>
        <div class="what">
          <span class="title">
            ${used} of ${invitation.uses} used ${over ? html`<span class="tag off">${over}</span>` : nothing}
          </span>
          <span class="muted small">
            Made <time datetime=${invitation.createdAt}>${day(invitation.createdAt)}</time>${invitation.invitedBy ? ` by ${invitation.invitedBy.name}` : ""} ·
            ${invitation.state === "expired" ? "expired" : "expires"} <time datetime=${invitation.expiresAt}>${day(invitation.expiresAt)}</time>
          </span>
          ${task.problem ? refusalOf(task) : nothing}
        </div>
        ${over
          ? nothing
          : html`<button
              type="button"
              class="danger"
              aria-label="Revoke the invitation of ${day(invitation.createdAt)}, ${used} of ${invitation.uses} used"
              @click=${() => wish(this, "revoke-invitation", { id: invitation.id })}
            >
              Revoke
            </button>`}
      </li>
    `;
  }
}

customElements.define("invitation-settings", InvitationSettings);
