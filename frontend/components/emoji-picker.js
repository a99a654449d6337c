import { LitElement, css, html } from "lit";
import { base, buttons } from "./styles.js";

/** Each with the name that is searched and read out. */
const EMOJI = /** @type {const} */ ([
  ["👍", "thumbs up"],
  ["❤️", "heart"],
  ["😂", "tears of joy"],
  ["🎉", "party"],
  ["😮", "surprised"],
  ["😢", "crying"],
  ["🙏", "thank you"],
  ["👀", "eyes"],
  ["✅", "done"],
  ["❌", "no"],
  ["🔥", "fire"],
  ["🚀", "rocket"],
  ["💯", "hundred"],
  ["👏", "applause"],
  ["🙌", "raised hands"],
  ["💪", "strong"],
  ["👎", "thumbs down"],
  ["👋", "wave"],
  ["🤝", "handshake"],
  ["🤔", "thinking"],
  ["😀", "grin"],
  ["😊", "smile"],
  ["😍", "heart eyes"],
  ["😎", "cool"],
  ["😅", "sweat smile"],
  ["🙃", "upside down"],
  ["😬", "grimace"],
  ["😭", "sob"],
  ["😡", "angry"],
  ["🤯", "mind blown"],
  ["☕", "coffee"],
  ["🍕", "pizza"],
  ["🎂", "cake"],
  ["⭐", "star"],
  ["💡", "idea"],
  ["🐛", "bug"],
  ["⚠️", "warning"],
  ["❓", "question"],
  ["➕", "plus"],
  ["👌", "okay"],
]);

const COLUMNS = 8;

/**
 * A small grid of emoji over the page. `openAt` shows it beside something, and gives focus back when it closes. Fires "pick" with
 * {emoji}.
 */
export class EmojiPicker extends LitElement {
  static properties = {
    query: { state: true },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        position: fixed;
        inset: auto;
        width: max-content;
        max-width: calc(100vw - 2 * var(--space-2));
        margin: 0;
        padding: var(--space-2);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
        background: var(--color-surface-raised);
        color: var(--color-text);
        box-shadow: var(--shadow-2);
      }

      input {
        width: 100%;
        min-height: 2rem;
        margin-bottom: var(--space-2);
        padding: 0 var(--space-3);
        border: 1px solid var(--color-border-strong);
        border-radius: var(--radius-sm);
        background: var(--color-surface);
        color: var(--color-text);
        font: inherit;
      }

      [role="grid"] {
        display: grid;
        min-height: 12.5rem;
        align-content: start;
      }

      [role="row"] {
        display: grid;
        grid-template-columns: repeat(${COLUMNS}, 2.5rem);
      }

      button {
        width: 2.5rem;
        min-height: 2.5rem;
        padding: 0;
        border-color: transparent;
        background-color: transparent;
        font-size: 1.375rem;
      }

      @media (max-width: 24rem) {
        [role="row"] {
          grid-template-columns: repeat(${COLUMNS}, 2.25rem);
        }

        button {
          width: 2.25rem;
        }
      }
    `,
  ];

  /** @type {HTMLElement | null} */
  #opener = null;

  constructor() {
    super();
    this.query = "";
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("popover", "auto");
    this.setAttribute("role", "dialog");
    this.setAttribute("aria-label", "Pick an emoji");
    this.addEventListener("toggle", this.#toggled);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener("toggle", this.#toggled);
  }

  /**
   * @param {DOMRect} place beside which it opens
   * @param {HTMLElement} opener what gets the focus back
   */
  async openAt(place, opener) {
    this.query = "";
    this.#opener = opener;
    this.showPopover();
    await this.updateComplete;
    placeBeside(this, place);
    this.renderRoot.querySelector("input")?.focus();
  }

  render() {
    const found = EMOJI.filter(([, name]) => name.includes(this.query.trim().toLowerCase()));
    const rows = [];
    for (let i = 0; i < found.length; i += COLUMNS) rows.push(found.slice(i, i + COLUMNS));
    return html`
      <input
        type="search"
        aria-label="Search emoji"
        placeholder="Search"
        .value=${this.query}
        @input=${(/** @type {InputEvent} */ event) => (this.query = /** @type {HTMLInputElement} */ (event.target).value)}
        @keydown=${this.#fieldKey}
      />
      <div role="grid" aria-label="Emoji" @keydown=${this.#gridKey}>
        ${rows.map(
          (row, y) => html`
            <div role="row">
              ${row.map(
                ([emoji, name], x) => html`
                  <span role="gridcell">
                    <button type="button" tabindex=${x === 0 && y === 0 ? 0 : -1} aria-label=${name} title=${name} @click=${() => this.#pick(emoji)}>
                      ${emoji}
                    </button>
                  </span>
                `,
              )}
            </div>
          `,
        )}
        ${found.length === 0 ? html`<p class="muted small">No emoji is called that.</p>` : ""}
      </div>
    `;
  }

  /** @param {string} emoji */
  #pick(emoji) {
    this.dispatchEvent(new CustomEvent("pick", { detail: { emoji } }));
    this.hidePopover();
  }

  /** @param {KeyboardEvent} event */
  #fieldKey(event) {
    const first = /** @type {HTMLElement | null} */ (this.renderRoot.querySelector("[role=grid] button"));
    if (event.key === "ArrowDown") first?.focus();
    else if (event.key === "Enter") first?.click();
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #gridKey(event) {
    const cells = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll("[role=grid] button")]);
    const at = cells.indexOf(/** @type {HTMLElement} */ (event.target));
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (at + step < 0) this.renderRoot.querySelector("input")?.focus();
    else cells[at + step]?.focus();
  }

  /** @param {Event} event */
  #toggled = (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "closed") return;
    if (this.#opener?.isConnected) this.#opener.focus();
    else this.dispatchEvent(new Event("closed"));
    this.#opener = null;
  };
}

/**
 * Puts something that floats beside a place, inside the window.
 *
 * @param {HTMLElement} floating
 * @param {DOMRect} place
 */
export function placeBeside(floating, place) {
  const gap = 8;
  const { width, height } = floating.getBoundingClientRect();
  const left = Math.min(Math.max(gap, place.right - width), innerWidth - width - gap);
  const below = place.bottom + 4;
  const top = below + height + gap <= innerHeight ? below : Math.max(gap, place.top - height - 4);
  floating.style.left = `${Math.max(gap, left)}px`;
  floating.style.top = `${top}px`;
}

customElements.define("emoji-picker", EmojiPicker);
