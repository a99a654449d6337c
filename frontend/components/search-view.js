import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { hits } from "../state/text.js";
import { icon } from "./icons.js";
import { base, buttons, fields } from "./styles.js";
import { fullTimeOf, shortDateOf, timeOf } from "./times.js";
import "./user-avatar.js";
import { Watch } from "./watch.js";
import { wish } from "./wish.js";

/** @import { SearchResult } from "../state/types.js" */

/** How long the query rests before it is searched, in milliseconds. */
const REST_MS = 250;

/**
 * Search through everything that the reader may read. The results are links to the message in its room. Fires the wishes
 * "go-search" {query, room}, "search-more" and "search-again".
 */
export class SearchView extends LitElement {
  static properties = { chat: { attribute: false } };

  static styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
        height: 100%;
      }

      form {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--size-header);
        padding: var(--space-2) calc(var(--space-5) + var(--header-inset-end, 0rem)) var(--space-2)
          calc(var(--space-5) + var(--header-inset-start, 0rem));
        border-bottom: 1px solid var(--color-border);
      }

      form input {
        max-width: 40rem;
      }

      form select {
        width: auto;
        max-width: 12rem;
      }

      .results {
        overflow: hidden auto;
        overscroll-behavior: contain;
        padding: var(--space-3) var(--space-3) var(--space-8);
      }

      .count {
        padding: 0 var(--space-2) var(--space-2);
      }

      ol {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-1);
        max-width: 50rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      a {
        display: grid;
        grid-template-columns: 2.25rem minmax(0, 1fr);
        column-gap: var(--space-3);
        padding: var(--space-2);
        border-radius: var(--radius-md);
        color: inherit;
        text-decoration: none;
      }

      a:hover {
        background: var(--color-hover);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        column-gap: var(--space-2);
      }

      .head b {
        font-weight: var(--font-weight-bold);
      }

      /* An excerpt, so all of it is shown, however wide its letters are spaced. */
      .text {
        display: block;
        overflow-wrap: anywhere;
      }

      mark {
        border-radius: 0.2em;
        background: var(--color-mention-bg);
        color: inherit;
        font-weight: var(--font-weight-bold);
      }

      .state {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        max-width: 28rem;
        margin: var(--space-8) auto;
        padding: 0 var(--space-4);
        text-align: center;
      }

      .more {
        margin: var(--space-3) var(--space-2);
      }

      @media (max-width: 47.99rem) {
        form select {
          display: none;
        }
      }
    `,
  ];

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;

  constructor() {
    super();
    /** @type {import("../chat.js").Chat} */
    this.chat = /** @type {any} */ (null);
    new Watch(this, () => [this.chat?.search, this.chat?.rooms]);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#resting);
  }

  firstUpdated() {
    const field = this.renderRoot.querySelector("input");
    if (this.chat.search.query === "") field?.focus();
  }

  /** Puts focus into the query. */
  focus() {
    this.renderRoot.querySelector("input")?.focus();
  }

  render() {
    const { search, rooms } = this.chat;
    const mine = [...rooms.joined, ...rooms.direct, ...rooms.archived];
    return html`
      <h1 class="visually-hidden">Search</h1>
      <form role="search" aria-label="Messages" @submit=${this.#submit}>
        <input
          type="search"
          name="q"
          aria-label="Search messages"
          placeholder="Search messages"
          autocomplete="off"
          enterkeyhint="search"
          .value=${search.query}
          @input=${this.#typed}
        />
        <select aria-label="Where" @change=${this.#submit}>
          <option value="" ?selected=${!search.room}>All rooms</option>
          ${mine.map((room) => html`<option value=${room.id} ?selected=${search.room === room.id}>${room.name}</option>`)}
        </select>
      </form>
      <div class="results" aria-busy=${search.status === "searching" ? "true" : "false"}>
        <p class="visually-hidden" role="status">${this.#summary()}</p>
        ${this.#body()}
      </div>
    `;
  }

  #summary() {
    const { status, results, next, query } = this.chat.search;
    if (status !== "done") return "";
    if (results.length === 0) return `Nothing found for ${query}`;
    return `${results.length}${next === null ? "" : " or more"} ${results.length === 1 ? "message" : "messages"} found`;
  }

  #body() {
    const { status, results, next, problem, query } = this.chat.search;
    if (status === "failed") {
      return html`<div class="state">
        <p class="notice" role="alert">The search failed. ${problem?.detail ?? ""}</p>
        <button type="button" @click=${() => wish(this, "search-again")}>${icon("retry", 18)} Try again</button>
      </div>`;
    }
    if (status === "idle") {
      return html`<div class="state">
        ${icon("search", 32)}
        <h2>Search all your rooms</h2>
        <p class="muted">Parts of words, and words without their accents, are found too.</p>
      </div>`;
    }
    if (status === "done" && results.length === 0) {
      return html`<div class="state">
        <h2>Nothing found</h2>
        <p class="muted">No message that you may read has “${query}” in it. Try fewer or shorter words.</p>
      </div>`;
    }
    return html`
      <ol aria-label="Results">
        ${repeat(
          results,
          (result) => `${result.room}/${result.seq}`,
          (result) => this.#result(result),
        )}
      </ol>
      ${status === "searching" ? html`<p class="muted count">Searching…</p>` : nothing}
      ${next !== null && status === "done"
        ? html`<button class="more" type="button" @click=${() => wish(this, "search-more")}>Show older results</button>`
        : nothing}
    `;
  }

  /** @param {SearchResult} result */
  #result(result) {
    const room = this.chat.rooms.room(result.room);
    const name = room ? (room.direct ? room.name : `#${room.name}`) : result.room;
    return html`
      <li>
        <a href=${`/r/${result.room}/m/${result.seq}`}>
          <user-avatar .name=${result.by.name} .key=${result.by.id}></user-avatar>
          <span>
            <span class="head">
              <b><bdi>${result.by.name}</bdi></b>
              <span class="muted small">in ${name}</span>
              <time class="muted small" datetime=${result.at} title=${fullTimeOf(result.at)}>
                ${shortDateOf(result.at)}, ${timeOf(result.at)}
              </time>
            </span>
            <span class="text" dir="auto"
              >${(result.highlight ?? hits(result.text ?? "", this.chat.search.query)).map((part) => (part.hit ? html`<mark>${part.text}</mark>` : part.text))}</span
            >
          </span>
        </a>
      </li>
    `;
  }

  #typed() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#go(true), REST_MS);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    clearTimeout(this.#resting);
    this.#go(false);
  }

  /** @param {boolean} replace */
  #go(replace) {
    const query = this.renderRoot.querySelector("input")?.value ?? "";
    const room = this.renderRoot.querySelector("select")?.value || null;
    wish(this, "go-search", { query, room, replace });
  }
}

customElements.define("search-view", SearchView);
