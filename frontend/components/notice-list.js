import { LitElement, css, html, nothing } from "lit";
import { base, buttons } from "./styles.js";
import { dayOf, fullTimeOf, timeOf } from "./times.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { Notice } from "../state/server-notices.js" */

/** What the server has told everybody and still keeps, the newest first. Fires the wish "load-notices", and "go" when a link is followed. */
export class NoticeList extends LitElement {
  static properties = { notices: { attribute: false } };

  static styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
      }

      h3 {
        margin-bottom: var(--space-2);
      }

      ol {
        display: grid;
        gap: var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        padding-inline-start: var(--space-3);
        border-inline-start: 3px solid var(--color-border);
      }

      li.warning {
        border-color: var(--color-warning);
      }

      li.danger {
        border-color: var(--color-danger);
      }

      li.success {
        border-color: var(--color-success);
      }

      p {
        overflow-wrap: anywhere;
        white-space: pre-line;
      }

      a {
        display: inline-block;
        min-height: 1.5rem;
      }
    `,
  ];

  constructor() {
    super();
    /** @type {import("../state/server-notices.js").ServerNotices} */
    this.notices = /** @type {any} */ (null);
    new Watch(this, () => [this.notices]);
  }

  render() {
    const { past, status } = this.notices;
    if (past.length === 0 && status !== "failed") return nothing;
    return html`
      <h3 id="heading">From the server</h3>
      ${status === "failed"
        ? html`<p class="muted" role="alert">
            What is kept could not be read. <button class="link" type="button" @click=${() => wish(this, "load-notices")}>Try again</button>
          </p>`
        : nothing}
      <ol aria-labelledby="heading">
        ${past.map((notice) => this.#notice(notice))}
      </ol>
    `;
  }

  /** @param {Notice} notice */
  #notice({ at, title, text, level, link }) {
    return html`
      <li class=${level}>
        <time class="muted small" datetime=${at} title=${fullTimeOf(at)}>${dayOf(at)}, ${timeOf(at)}${sayOf(level)}</time>
        ${title ? html`<p><b>${title}</b></p>` : nothing}
        <p>${text}</p>
        ${link ? html`<a href=${link} @click=${() => this.dispatchEvent(new CustomEvent("go"))}>Show</a>` : nothing}
      </li>
    `;
  }
}

/** In words, what the colour says. @param {Notice["level"]} level */
function sayOf(level) {
  return level === "warning" ? " · Warning" : level === "danger" ? " · Urgent" : "";
}

customElements.define("notice-list", NoticeList);
