import { LitElement, css, html } from "lit";

/** How many of the colours below there are. */
const HUES = 8;

/**
 * A person's initials on a colour that stays theirs. Decoration: the name stands beside it.
 *
 * `name` is what the initials are taken from, `key` (an id; the name if empty) decides the colour, `size` is "sm", "md" or "lg".
 */
export class UserAvatar extends LitElement {
  static properties = {
    name: { type: String },
    key: { type: String },
    size: { type: String, reflect: true },
    hue: { type: Number, reflect: true },
  };

  static styles = css`
    :host {
      --avatar-size: 2.25rem;
      display: inline-grid;
      flex: none;
      place-items: center;
      width: var(--avatar-size);
      height: var(--avatar-size);
      border-radius: 30%;
      background: var(--avatar-bg);
      color: var(--avatar-text);
      font-family: var(--font-family);
      font-size: calc(var(--avatar-size) * 0.4);
      font-weight: var(--font-weight-bold);
      line-height: 1;
      letter-spacing: 0.02em;
      user-select: none;
    }

    /* Not text: what stands beside it is the name. */
    span::before {
      content: attr(data-initials);
    }

    :host([size="sm"]) {
      --avatar-size: 1.5rem;
    }

    :host([size="lg"]) {
      --avatar-size: 3.5rem;
    }

    :host {
      --avatar-bg: light-dark(#dfe4ff, #2f3768);
      --avatar-text: light-dark(#2f3d9e, #c9d1ff);
    }

    :host([hue="1"]) {
      --avatar-bg: light-dark(#d9f2e4, #1d4731);
      --avatar-text: light-dark(#17603a, #b5ebcb);
    }

    :host([hue="2"]) {
      --avatar-bg: light-dark(#ffe3d6, #5a2f1b);
      --avatar-text: light-dark(#8a3a12, #ffcfb8);
    }

    :host([hue="3"]) {
      --avatar-bg: light-dark(#fbe0ee, #572541);
      --avatar-text: light-dark(#8c2459, #ffc6e0);
    }

    :host([hue="4"]) {
      --avatar-bg: light-dark(#d8eff8, #17455a);
      --avatar-text: light-dark(#0f5672, #b4e3f6);
    }

    :host([hue="5"]) {
      --avatar-bg: light-dark(#eee2fc, #432a63);
      --avatar-text: light-dark(#5f2f96, #dfc9ff);
    }

    :host([hue="6"]) {
      --avatar-bg: light-dark(#faecc8, #4d3c0e);
      --avatar-text: light-dark(#6d5100, #f5dc94);
    }

    :host([hue="7"]) {
      --avatar-bg: light-dark(#e2f0d2, #2d4418);
      --avatar-text: light-dark(#3b6212, #cfe9b0);
    }
  `;

  constructor() {
    super();
    this.name = "";
    this.key = "";
    this.size = "md";
    this.hue = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute("aria-hidden", "true");
  }

  /** @param {import("lit").PropertyValues<this>} changed */
  willUpdate(changed) {
    if (changed.has("name") || changed.has("key")) this.hue = hueOf(this.key || this.name);
  }

  render() {
    return html`<span data-initials=${initialsOf(this.name)}></span>`;
  }
}

/**
 * The first letters of the first and last word: "Ada Lovelace" is "AL", "李雷" is "李".
 *
 * @param {string} name
 */
export function initialsOf(name) {
  const words = name.split(/[\s._-]+/u).filter((word) => /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(word));
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const first = chosen.map((word) => [...word.replace(/^[^\p{L}\p{N}\p{Emoji_Presentation}]+/u, "")][0] ?? "");
  return first.join("").toLocaleUpperCase() || "?";
}

/**
 * The same number from 0 to 7 for the same text, on every machine.
 *
 * @param {string} text
 */
export function hueOf(text) {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ /** @type {number} */ (character.codePointAt(0)), 16777619);
  return (hash >>> 8) % HUES;
}

customElements.define("user-avatar", UserAvatar);
