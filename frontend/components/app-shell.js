import { LitElement, css, html, nothing } from "lit";
import { icon, logo } from "./icons.js";
import { base, buttons } from "./styles.js";
import "./user-avatar.js";

/** @typedef {import("../state/session.js").Me} Me */

/** What F6 goes through, in this order, as far as it is on the page. */
const REGIONS = ["room-list", "message-list", "message-composer", "search-view", "settings-page", "live-page", "[data-region]"];

/**
 * The frame around everything once somebody is signed in: banner, rooms, main; side by side where there is room, one at a time on
 * a phone, where `view` says which: "list" or "detail".
 *
 * `me` is who is signed in, `page` the page that is shown. Slots: "status" in the banner, "rooms" in the navigation, "notice" above
 * main, and the page itself. Fires "invite" when somebody wants to invite people, and "notices" when to read again what was told.
 */
export class AppShell extends LitElement {
  static properties = {
    me: { attribute: false },
    page: { type: String },
    view: { type: String, reflect: true },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--size-sidebar) minmax(0, 1fr);
        grid-template-rows: minmax(0, 1fr);
        position: relative;
        overflow: hidden;
        background: var(--color-bg);
      }

      .skip {
        position: absolute;
        z-index: 5;
        inset: var(--space-2) auto auto var(--space-2);
        display: flex;
        gap: var(--space-2);
        padding: var(--space-2);
        border-radius: var(--radius-md);
        background: var(--color-surface-raised);
        box-shadow: var(--shadow-2);
      }

      .skip:not(:focus-within) {
        opacity: 0;
        pointer-events: none;
        transform: translateY(-200%);
      }

      .sidebar {
        display: flex;
        flex-direction: column;
        min-height: 0;
        min-width: 0;
        padding-left: env(safe-area-inset-left);
        border-inline-end: 1px solid var(--color-border);
      }

      header {
        flex: none;
        padding: env(safe-area-inset-top) var(--space-3) var(--space-2) var(--space-4);
      }

      .top {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--size-header);
      }

      /* Where there is no room for the name, it is on a second line, which nobody sees. */
      .brand {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        height: 26px;
        min-width: 26px;
        overflow: hidden;
        border-radius: var(--radius-sm);
        color: inherit;
        font-weight: var(--font-weight-bold);
        text-decoration: none;
      }

      header h1 {
        min-width: 0;
        font-size: inherit;
        letter-spacing: normal;
      }

      a.back {
        display: none;
      }

      .status {
        display: flex;
        flex: none;
        margin-inline-start: auto;
        max-width: calc(100% - 2.25rem);
        overflow: hidden;
        white-space: nowrap;
      }

      .search {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--size-control);
        margin-inline-start: calc(-1 * var(--space-1));
        padding: 0 var(--space-3);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-sm);
        background: var(--color-surface);
        color: var(--color-text-muted);
        text-decoration: none;
      }

      .search:hover,
      .search[aria-current] {
        border-color: var(--color-border-strong);
        color: var(--color-text);
      }

      .live {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 2.125rem;
        margin: var(--space-2) 0 0 calc(-1 * var(--space-2));
        padding: 0 var(--space-2);
        border-radius: var(--radius-sm);
        color: var(--color-text-muted);
        text-decoration: none;
      }

      .live svg {
        flex: none;
        opacity: 0.8;
      }

      .live:hover {
        background: var(--color-hover);
        color: var(--color-text);
      }

      .live[aria-current] {
        background: var(--color-selected);
        color: var(--color-text);
        font-weight: var(--font-weight-medium);
      }

      /* The background that marks it is not drawn there. */
      @media (forced-colors: active) {
        .live[aria-current]:not(:focus-visible) {
          outline: 2px solid CanvasText;
          outline-offset: -2px;
        }
      }

      @media (pointer: coarse), (max-width: 47.99rem) {
        .live {
          min-height: 2.75rem;
        }
      }

      nav {
        flex: 1;
        display: grid;
        min-height: 0;
        overflow: hidden;
      }

      .account {
        flex: none;
        display: flex;
        align-items: center;
        gap: var(--space-1);
        padding: var(--space-2) var(--space-3) calc(var(--space-2) + env(safe-area-inset-bottom)) var(--space-2);
        border-top: 1px solid var(--color-border);
      }

      .account .me {
        flex: 1;
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-width: 0;
        padding: var(--space-1) var(--space-2);
        border-radius: var(--radius-sm);
        color: inherit;
        text-decoration: none;
      }

      .account .me:hover {
        background: var(--color-hover);
      }

      .names {
        display: grid;
        min-width: 0;
        line-height: var(--line-height-tight);
      }

      .names span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .names span:first-child {
        font-weight: var(--font-weight-medium);
      }

      .content {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
        background: var(--color-surface);
      }

      main {
        flex: 1;
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        min-height: 0;
      }

      main:focus-visible {
        outline-offset: -2px;
      }

      @media (max-width: 47.99rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }

        .sidebar {
          border: 0;
        }

        .content {
          display: none;
          padding-top: env(safe-area-inset-top);
        }

        :host([view="detail"]) {
          grid-template-rows: auto minmax(0, 1fr);
          background: var(--color-surface);
          padding-top: env(safe-area-inset-top);
        }

        :host([view="detail"]) :is(.content, .sidebar) {
          display: contents;
          /* What stands first on a page leaves this room for the way back and the connection's sign. */
          --header-inset-start: 2.25rem;
          --header-inset-end: 1rem;
        }

        :host([view="detail"]) :is(.search, .live, nav, .account, .brand, h1) {
          display: none;
        }

        ::slotted([slot="notice"]) {
          grid-area: 1 / 1;
        }

        :host([view="detail"]) main {
          grid-area: 2 / 1;
        }

        :host([view="detail"]) header {
          grid-area: 2 / 1;
          z-index: 2;
          display: flex;
          align-items: center;
          justify-content: space-between;
          align-self: start;
          min-height: var(--size-header);
          padding: 0 var(--space-3) 0 var(--space-1);
          pointer-events: none;
        }

        :host([view="detail"]) header > * {
          pointer-events: auto;
        }

        :host([view="detail"]) a.back {
          display: inline-flex;
        }

        /* The mark alone: what it means stands in the notice, and is read to who cannot see it. */
        :host([view="detail"]) .status {
          width: 0.5rem;
          max-width: none;
        }
      }
    `,
  ];

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "F6" || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#cycle(event.shiftKey ? -1 : 1);
  };

  constructor() {
    super();
    /** @type {Me | undefined} */
    this.me = undefined;
    this.page = "home";
    /** @type {"list" | "detail"} */
    this.view = "list";
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("keydown", this.#onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
  }

  render() {
    return html`
      <div class="skip">
        <button type="button" @click=${() => this.#skipTo("main")}>Skip to content</button>
        ${this.page === "room"
          ? html`<button type="button" @click=${() => this.#skipTo("message-composer")}>Skip to composer</button>`
          : nothing}
        <button type="button" @click=${() => this.#skipTo("room-list")}>Skip to rooms</button>
      </div>
      <div class="sidebar">
        <header>
          <a class="back button icon" href="/" aria-label="Back to rooms">${icon("back", 22)}</a>
          <div class="top">
            ${this.page === "home" ? html`<h1>${this.#brand()}</h1>` : this.#brand()}
            <div class="status"><slot name="status"></slot></div>
          </div>
          <a class="search" href="/search" aria-current=${this.page === "search" ? "page" : nothing}>
            ${icon("search", 18)}<span>Search</span>
          </a>
          <a class="live" href="/live" aria-current=${this.page === "live" ? "page" : nothing}>${icon("pulse", 18)}<span>Live</span></a>
        </header>
        <nav aria-label="Rooms"><slot name="rooms"></slot></nav>
        <section class="account" aria-label="Account">${this.me ? this.#account(this.me) : nothing}</section>
      </div>
      <div class="content">
        <slot name="notice"></slot>
        <main tabindex="-1"><slot></slot></main>
      </div>
    `;
  }

  /** Puts focus on what is shown now, when what had it is gone. */
  focusPage() {
    const main = this.renderRoot.querySelector("main");
    if (main?.checkVisibility()) main.focus();
    else this.#skipTo("room-list");
  }

  #brand() {
    return html`<a class="brand" href="/">${logo(26)}<span>Switchboard</span></a>`;
  }

  /** @param {Me} me */
  #account(me) {
    return html`
      <a class="me" href="/settings/profile" aria-current=${this.page === "settings" ? "page" : nothing}>
        <user-avatar .name=${me.name} .key=${me.id}></user-avatar>
        <span class="names"><span>${me.name}</span><span class="muted small">@${me.username}</span></span>
        <span class="visually-hidden">Settings</span>
      </a>
      <button class="icon" type="button" aria-label="Notices" title="Notices" @click=${this.#openNotices}>${icon("clock")}</button>
      ${me.role === "administrator"
        ? html`<button class="icon" type="button" aria-label="Invite people" title="Invite people" @click=${this.#invite}>
            ${icon("invite")}
          </button>`
        : nothing}
    `;
  }

  #openNotices() {
    this.dispatchEvent(new CustomEvent("notices", { bubbles: true, composed: true }));
  }

  #invite() {
    this.dispatchEvent(new CustomEvent("invite", { bubbles: true, composed: true }));
  }

  /** @param {string} selector */
  #skipTo(selector) {
    if (selector === "main" || !this.#focusInto(deepQuery(this, selector))) this.renderRoot.querySelector("main")?.focus();
  }

  /** @param {1 | -1} step */
  #cycle(step) {
    const regions = REGIONS.map((selector) => deepQuery(this, selector)).filter((region) => region !== null && region.checkVisibility());
    if (regions.length === 0) return;
    const here = regions.findIndex((region) => region !== null && holdsFocus(region));
    const start = here === -1 && step === -1 ? 0 : here;
    for (let tried = 1; tried <= regions.length; tried++) {
      const next = (start + tried * step + regions.length) % regions.length;
      if (this.#focusInto(regions[next] ?? null)) return;
    }
  }

  /** @param {Element | null} region */
  #focusInto(region) {
    const target = region && firstFocusable(region);
    target?.focus();
    return Boolean(target);
  }
}

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex="0"]';

/**
 * The first element that a selector finds, in the shadow trees below too.
 *
 * @param {Element} root
 * @param {string} selector
 * @returns {Element | null}
 */
function deepQuery(root, selector) {
  for (const child of root.children) {
    if (child.matches(selector)) return child;
    const found = (child.shadowRoot && deepQuery(/** @type {any} */ (child.shadowRoot), selector)) ?? deepQuery(child, selector);
    if (found) return found;
  }
  return null;
}

/**
 * @param {Element} region
 * @returns {HTMLElement | null}
 */
function firstFocusable(region) {
  const wanted = region.matches("message-composer") ? "textarea" : region.matches("search-view") ? "input" : FOCUSABLE;
  /** @param {Element | ShadowRoot} root @returns {HTMLElement | null} */
  const search = (root) => {
    for (const child of root.children) {
      if (child.matches(wanted) && child.checkVisibility({ visibilityProperty: true })) return /** @type {HTMLElement} */ (child);
      const found = (child.shadowRoot && search(child.shadowRoot)) ?? search(child);
      if (found) return found;
    }
    return null;
  };
  return (region.shadowRoot && search(region.shadowRoot)) ?? search(region);
}

/** @param {Element} region */
function holdsFocus(region) {
  let active = document.activeElement;
  while (active) {
    if (region === active || region.contains(active)) return true;
    active = active.shadowRoot?.activeElement ?? null;
  }
  return false;
}

customElements.define("app-shell", AppShell);
