import { LitElement, css, html } from "lit";
import { base } from "./styles.js";

/** How long a line stays for the screen reader to take. */
const STAY_MS = 5000;

/** The one polite live region: says what chat.announcements announces. Empty at first. */
export class LiveAnnouncer extends LitElement {
  static properties = { chat: { attribute: false } };

  static styles = [
    base,
    css`
      :host {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  /** @type {EventTarget | null} */
  #source = null;

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#source?.removeEventListener("announce", this.#announce);
    this.#source = null;
  }

  willUpdate() {
    this.#follow();
  }

  render() {
    return html`<div role="status" aria-live="polite" aria-label="Announcements" aria-relevant="additions"></div>`;
  }

  #follow() {
    const source = this.chat?.announcements ?? null;
    if (source === this.#source) return;
    this.#source?.removeEventListener("announce", this.#announce);
    source?.addEventListener("announce", this.#announce);
    this.#source = source;
  }

  /** @param {Event} event */
  #announce = (event) => {
    const region = this.renderRoot.querySelector("div");
    if (!region) return;
    const line = document.createElement("p");
    line.textContent = /** @type {CustomEvent} */ (event).detail.text;
    region.append(line);
    setTimeout(() => line.remove(), STAY_MS);
  };
}

customElements.define("live-announcer", LiveAnnouncer);
