import { LitElement, css, html } from "lit";
import { icon } from "../components/icons.js";
import { base, fields } from "../components/styles.js";
import { wish } from "./remote.js";
import { sections } from "./settings-styles.js";

/** @type {{value: "system" | "light" | "dark", label: string, icon: import("../components/icons.js").IconName}[]} */
const THEMES = [
  { value: "system", label: "As the system", icon: "device" },
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
];

/** @type {{value: import("../state/announcements.js").Verbosity, label: string}[]} */
const READ_OUT = [
  { value: "all", label: "All" },
  { value: "mentions", label: "Those that mention me" },
  { value: "off", label: "None" },
];

/**
 * How everything looks and sounds on this device. Fires "theme" with detail {theme}: "system", "light" or "dark", and "read-out" with
 * {verbosity}: "all", "mentions" or "off".
 */
export class AppearanceSettings extends LitElement {
  static properties = {
    theme: { type: String },
    verbosity: { type: String },
  };

  static styles = [
    base,
    fields,
    sections,
    css`
      .themes {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-3);
        max-width: 32rem;
      }

      .themes label {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding: var(--space-5) var(--space-2) var(--space-4);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
        background: var(--color-surface);
        color: var(--color-text-muted);
        font-size: var(--font-size-md);
        text-align: center;
        cursor: pointer;
      }

      .themes label:hover {
        border-color: var(--color-border-strong);
      }

      .themes label:has(:checked) {
        border-color: var(--color-accent);
        box-shadow: inset 0 0 0 1px var(--color-accent);
        color: var(--color-text);
      }

      .themes label:has(:focus-visible) {
        outline: var(--focus-ring);
        outline-offset: 2px;
      }

      .themes input:focus-visible {
        outline: none;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {string} */
    this.theme = "system";
    /** @type {string} */
    this.verbosity = "all";
  }

  render() {
    return html`
      <fieldset>
        <legend>Theme</legend>
        <div class="themes">
          ${THEMES.map(
            (theme) => html`
              <label>
                ${icon(theme.icon, 26)}
                <span>${theme.label}</span>
                <input
                  type="radio"
                  name="theme"
                  value=${theme.value}
                  .checked=${this.theme === theme.value}
                  @change=${() => wish(this, "theme", { theme: theme.value })}
                />
              </label>
            `,
          )}
        </div>
        <p class="hint">Kept on this device.</p>
      </fieldset>
      <fieldset>
        <legend>New messages that a screen reader reads out</legend>
        ${READ_OUT.map(
          ({ value, label }) => html`
            <label class="choice">
              <input
                type="radio"
                name="read-out"
                value=${value}
                .checked=${this.verbosity === value}
                @change=${() => wish(this, "read-out", { verbosity: value })}
              />
              ${label}
            </label>
          `,
        )}
        <p class="hint">Of the room that is open. More than three at once are counted. Kept on this device.</p>
      </fieldset>
    `;
  }
}

customElements.define("appearance-settings", AppearanceSettings);
