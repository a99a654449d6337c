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

/** How everything looks on this device. Fires "theme" with detail {theme}: "system", "light" or "dark". */
export class AppearanceSettings extends LitElement {
  static properties = {
    theme: { type: String },
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

      label {
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

      label:hover {
        border-color: var(--color-border-strong);
      }

      label:has(:checked) {
        border-color: var(--color-accent);
        box-shadow: inset 0 0 0 1px var(--color-accent);
        color: var(--color-text);
      }

      label:has(:focus-visible) {
        outline: var(--focus-ring);
        outline-offset: 2px;
      }

      input:focus-visible {
        outline: none;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {string} */
    this.theme = "system";
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
    `;
  }
}

customElements.define("appearance-settings", AppearanceSettings);
