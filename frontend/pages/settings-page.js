import { LitElement, css, html, nothing } from "lit";
import { icon } from "../components/icons.js";
import { base } from "../components/styles.js";
import "./appearance-settings.js";
import "./invitation-settings.js";
import "./people-settings.js";
import "./profile-settings.js";
import "./session-settings.js";
import "./token-settings.js";

/** @type {{id: string, label: string, icon: import("../components/icons.js").IconName, administrators?: boolean}[]} */
const SECTIONS = [
  { id: "profile", label: "Profile", icon: "person" },
  { id: "appearance", label: "Appearance", icon: "sun" },
  { id: "sessions", label: "Sessions", icon: "device" },
  { id: "tokens", label: "Access tokens", icon: "key" },
  { id: "invitations", label: "Invitations", icon: "link", administrators: true },
  { id: "people", label: "People", icon: "people", administrators: true },
];

/** The settings, one section at a time, as the address says. Fires what its sections fire. */
export class SettingsPage extends LitElement {
  static properties = {
    section: { type: String },
    me: { attribute: false },
    settings: { attribute: false },
    theme: { type: String },
    verbosity: { type: String },
  };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }

      .header {
        flex: none;
        display: flex;
        align-items: center;
        min-height: var(--size-header);
        padding-inline: calc(var(--space-6) + var(--header-inset-start, 0rem)) var(--space-6);
        border-bottom: 1px solid var(--color-border);
      }

      .header h1 {
        font-size: var(--font-size-lg);
      }

      .columns {
        flex: 1;
        display: grid;
        grid-template-columns: 12.5rem minmax(0, 44rem);
        gap: var(--space-8);
        grid-auto-rows: max-content;
        align-content: start;
        min-height: 0;
        padding: var(--space-6);
        padding-bottom: calc(var(--space-8) + env(safe-area-inset-bottom));
        overflow: auto;
        overscroll-behavior: contain;
      }

      nav ul {
        display: grid;
        gap: var(--space-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      nav a {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 2.25rem;
        padding: 0 var(--space-3);
        border-radius: var(--radius-sm);
        color: var(--color-text);
        text-decoration: none;
        white-space: nowrap;
      }

      nav svg {
        flex: none;
        color: var(--color-text-muted);
      }

      nav a:hover {
        background: var(--color-hover);
      }

      nav a[aria-current] {
        background: var(--color-selected);
        font-weight: var(--font-weight-medium);
      }

      nav a[aria-current] svg {
        color: var(--color-accent);
      }

      /* The background that marks it is not drawn there. */
      @media (forced-colors: active) {
        nav a[aria-current]:not(:focus-visible) {
          outline: 2px solid CanvasText;
          outline-offset: -2px;
        }
      }

      section {
        display: grid;
        gap: var(--space-5);
        align-content: start;
      }

      @media (max-width: 60rem) {
        .header {
          padding-inline: calc(var(--space-4) + var(--header-inset-start, 0rem)) var(--space-4);
        }

        .columns {
          grid-template-columns: minmax(0, 1fr);
          gap: var(--space-5);
          padding: var(--space-3) var(--space-4) calc(var(--space-8) + env(safe-area-inset-bottom));
        }

        nav {
          margin-inline: calc(-1 * var(--space-4));
          overflow-x: auto;
          scrollbar-width: none;
        }

        nav ul {
          display: flex;
          width: max-content;
          padding: 3px var(--space-4);
        }

        nav a {
          gap: var(--space-2);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.section = "profile";
    /** @type {import("../state/session.js").Me | undefined} */
    this.me = undefined;
    /** @type {import("../settings.js").Settings | undefined} */
    this.settings = undefined;
    this.theme = "system";
    this.verbosity = "all";
  }

  render() {
    const sections = SECTIONS.filter((section) => !section.administrators || this.me?.role === "administrator");
    const current = sections.find((section) => section.id === this.section);
    return html`
      <div class="header"><h1>Settings</h1></div>
      <div class="columns">
        <nav aria-label="Settings">
          <ul>
            ${sections.map(
              (section) => html`
                <li>
                  <a href="/settings/${section.id}" aria-current=${section === current ? "page" : nothing}>
                    ${icon(section.icon, 18)} ${section.label}
                  </a>
                </li>
              `,
            )}
          </ul>
        </nav>
        <section aria-labelledby="heading">
          <h2 id="heading">${current?.label ?? "Not found"}</h2>
          ${current ? this.#content(current.id) : html`<p>There is no such section.</p>`}
        </section>
      </div>
    `;
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  updated(changed) {
    if (changed.has("section")) this.renderRoot.querySelector("nav a[aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  /** @param {string} id */
  #content(id) {
    switch (id) {
      case "appearance":
        return html`<appearance-settings theme=${this.theme} verbosity=${this.verbosity}></appearance-settings>`;
      case "sessions":
        return html`<session-settings .settings=${this.settings}></session-settings>`;
      case "tokens":
        return html`<token-settings .me=${this.me} .settings=${this.settings}></token-settings>`;
      case "invitations":
        return html`<invitation-settings .settings=${this.settings}></invitation-settings>`;
      case "people":
        return html`<people-settings .me=${this.me} .settings=${this.settings}></people-settings>`;
      default:
        return html`<profile-settings .me=${this.me} .settings=${this.settings}></profile-settings>`;
    }
  }
}

customElements.define("settings-page", SettingsPage);
