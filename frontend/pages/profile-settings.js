import { LitElement, css, html, nothing } from "lit";
import { textField, valuesOf } from "../components/fields.js";
import { base, buttons, fields } from "../components/styles.js";
import { Watch } from "../components/watch.js";
import "../components/user-avatar.js";
import { refusalOf, wish } from "./remote.js";
import { sections } from "./settings-styles.js";

/** One's own name, and the way out. Fires "rename" with detail {name}, and "sign-out". */
export class ProfileSettings extends LitElement {
  static properties = {
    me: { attribute: false },
    settings: { attribute: false },
    empty: { state: true },
  };

  static styles = [
    base,
    buttons,
    fields,
    sections,
    css`
      .me {
        display: flex;
        align-items: center;
        gap: var(--space-4);
      }

      .me h3 {
        font-size: var(--font-size-lg);
      }

      form {
        display: grid;
        gap: var(--space-4);
        max-width: 26rem;
      }

      .out {
        display: flex;
        padding-top: var(--space-6);
        border-top: 1px solid var(--color-border);
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../state/session.js").Me | undefined} */
    this.me = undefined;
    /** @type {import("../settings.js").Settings | undefined} */
    this.settings = undefined;
    this.empty = false;
    new Watch(this, () => [this.settings]);
  }

  render() {
    if (!this.me || !this.settings) return nothing;
    const task = this.settings.tasks.of("rename");
    return html`
      <div class="me">
        <user-avatar size="lg" .name=${this.me.name} .key=${this.me.id}></user-avatar>
        <div>
          <h3>${this.me.name}</h3>
          <p class="muted">@${this.me.username}${this.me.role === "administrator" ? " · administrator" : ""}</p>
        </div>
      </div>
      <form novalidate @submit=${this.#submitted}>
        ${refusalOf(task)}
        ${textField({
          id: "name",
          label: "Name",
          autocomplete: "name",
          maxlength: 80,
          value: this.me.name,
          hint: "Shown beside everything you write.",
          error: this.empty ? "Enter a name." : undefined,
        })}
        <div class="actions">
          <button class="primary" aria-disabled=${task.busy ? "true" : nothing}>Save</button>
        </div>
        <p class="visually-hidden" role="status">${task.result ? "Saved" : ""}</p>
        ${task.result ? html`<p class="notice success" aria-hidden="true">Saved.</p>` : nothing}
      </form>
      <div class="out">
        <button type="button" @click=${() => wish(this, "sign-out")}>Sign out</button>
      </div>
    `;
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    const { name } = valuesOf(/** @type {HTMLFormElement} */ (event.target));
    this.empty = name === "";
    if (!this.empty) wish(this, "rename", { name });
  }
}

customElements.define("profile-settings", ProfileSettings);
