import { LitElement, css, html } from "lit";
import { placeBeside } from "./emoji-picker.js";
import { icon } from "./icons.js";
import { base, buttons } from "./styles.js";

/**
 * @typedef {{name: string, icon: import("./icons.js").IconName, act: () => void, danger?: boolean}} Action
 */

/** A menu over the page. `openAt` shows it with some actions, and gives focus back when it closes without one. */
export class ActionMenu extends LitElement {
  static properties = {
    actions: { state: true },
  };

  static styles = [
    base,
    buttons,
    css`
      :host {
        position: fixed;
        inset: auto;
        min-width: 13rem;
        margin: 0;
        padding: var(--space-1);
        border: 1px solid var(--color-border);
        border-radius: var(--radius-md);
        background: var(--color-surface-raised);
        color: var(--color-text);
        box-shadow: var(--shadow-2);
      }

      :host(:popover-open) {
        display: grid;
      }

      button {
        justify-content: flex-start;
        gap: var(--space-3);
        width: 100%;
        padding-inline: var(--space-3);
        border-color: transparent;
        background-color: transparent;
        font-weight: inherit;
      }

      button:focus-visible {
        outline-offset: -2px;
      }

      svg {
        color: var(--color-text-muted);
      }

      .danger svg {
        color: inherit;
      }
    `,
  ];

  /** @type {HTMLElement | null} */
  #opener = null;

  constructor() {
    super();
    /** @type {Action[]} */
    this.actions = [];
  }

  connectedCallback() {
    super.connectedCallback();
    // Not "auto": the finger that opened it by a long press would close it when it is lifted.
    this.setAttribute("popover", "manual");
    this.setAttribute("role", "menu");
    this.addEventListener("toggle", this.#toggled);
    this.addEventListener("keydown", this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener("toggle", this.#toggled);
    this.removeEventListener("keydown", this.#key);
    document.removeEventListener("pointerdown", this.#pressed, true);
  }

  /**
   * @param {string} label
   * @param {Action[]} actions
   * @param {DOMRect} place beside which it opens
   * @param {HTMLElement} opener what gets the focus back
   */
  async openAt(label, actions, place, opener) {
    this.actions = actions;
    this.setAttribute("aria-label", label);
    if (this.matches(":popover-open")) this.hidePopover();
    this.#opener = opener;
    this.showPopover();
    document.addEventListener("pointerdown", this.#pressed, true);
    await this.updateComplete;
    placeBeside(this, place);
    this.renderRoot.querySelector("button")?.focus();
  }

  render() {
    return this.actions.map(
      (action) => html`
        <button type="button" role="menuitem" tabindex="-1" class=${action.danger ? "danger" : ""} @click=${() => this.#act(action)}>
          ${icon(action.icon, 18)} ${action.name}
        </button>
      `,
    );
  }

  /** @param {Action} action */
  #act(action) {
    this.#close();
    action.act();
  }

  #close() {
    this.#giveFocusBack();
    this.hidePopover();
  }

  /** @param {Event} event */
  #pressed = (event) => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  #giveFocusBack() {
    if (this.#opener?.isConnected) this.#opener.focus();
    this.#opener = null;
  }

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    const items = [...this.renderRoot.querySelectorAll("button")];
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (event.composedPath()[0]));
    if (event.key === "ArrowDown") items[(at + 1) % items.length]?.focus();
    else if (event.key === "ArrowUp") items[(at + items.length - 1) % items.length]?.focus();
    else if (event.key === "Home") items[0]?.focus();
    else if (event.key === "End") items[items.length - 1]?.focus();
    else if (event.key === "Tab" || event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @param {Event} event */
  #toggled = (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") document.removeEventListener("pointerdown", this.#pressed, true);
  };
}

customElements.define("action-menu", ActionMenu);
