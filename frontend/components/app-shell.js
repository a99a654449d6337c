import { LitElement, html, nothing } from "lit";
import { appShellStyles } from "./app-shell-styles.js";
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

  static styles = [base, buttons, appShellStyles];

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
