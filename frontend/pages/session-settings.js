import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { fromNow, moment } from "../components/dates.js";
import { icon } from "../components/icons.js";
import { base, buttons, fields } from "../components/styles.js";
import { Watch } from "../components/watch.js";
import { refusalOf, remote, wish } from "./remote.js";
import { sections } from "./settings-styles.js";

/** The browsers that are signed in. Fires "end-session" with detail {id}, and "reload". */
export class SessionSettings extends LitElement {
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
    const { sessions } = this.settings;
    return html`
      <p class="intro">Wherever you are signed in. What you sign out is signed out within a second.</p>
      ${remote(sessions, {
        empty: "You are signed in nowhere else.",
        retry: () => wish(this, "reload"),
        items: () => html`
          <ul class="rows" aria-label="Signed-in devices">
            ${repeat(sessions.items, (session) => session.id, (session) => this.#row(session))}
          </ul>
        `,
      })}
    `;
  }

  /** @param {import("../state/settings.js").SignedInDevice} session */
  #row(session) {
    const task = /** @type {import("../settings.js").Settings} */ (this.settings).tasks.of(`remove/${session.id}`);
    return html`
      <li>
        <span class="mark">${icon("device", 22)}</span>
        <div class="what">
          <span class="title">${session.device} ${session.current ? html`<span class="tag">This device</span>` : nothing}</span>
          <span class="muted small">
            ${session.current
              ? html`Signed in <time datetime=${session.created} title=${moment(session.created)}>${fromNow(session.created)}</time>`
              : html`Last used <time datetime=${session.lastUsed} title=${moment(session.lastUsed)}>${fromNow(session.lastUsed)}</time>`}
          </span>
          ${task.problem ? refusalOf(task) : nothing}
        </div>
        <button
          type="button"
          aria-label="Sign out ${session.current ? "this device" : session.device}"
          @click=${() => wish(this, "end-session", { id: session.id })}
        >
          Sign out
        </button>
      </li>
    `;
  }
}

customElements.define("session-settings", SessionSettings);
