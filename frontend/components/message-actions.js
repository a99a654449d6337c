import { canDiscard } from "../state/outbox.js";
import { itemOf } from "./message-focus.js";
import { showToast } from "./toast-list.js";
import { wish } from "./wish.js";

/** @import { Row } from "../state/timeline.js" */
/** @import { ActionMenu, Action } from "./action-menu.js" */
/** @import { EmojiPicker } from "./emoji-picker.js" */
/** @import { MessageFocus } from "./message-focus.js" */
/** @import { MessageItem } from "./message-item.js" */
/** @import { MessageList } from "./message-list.js" */

/** How long a finger rests to open the menu. */
const LONG_PRESS_MS = 500;

/** What can be done with a message: by its buttons, its menu, a key, or a finger that rests on it. */
export class MessageActions {
  #host;
  #focus;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pressTimer;

  /**
   * @param {MessageList} host
   * @param {MessageFocus} focus
   */
  constructor(host, focus) {
    this.#host = host;
    this.#focus = focus;
  }

  stop() {
    clearTimeout(this.#pressTimer);
  }

  /** @param {CustomEvent} event */
  onAction(event) {
    event.stopPropagation();
    const { action, row, anchor } = event.detail;
    this.#act(action, row, anchor);
  }

  /** @param {MouseEvent} event */
  onContextMenu(event) {
    const item = itemOf(event);
    const path = event.composedPath();
    const special = path.some((node) => ["a", "textarea", "input"].includes(/** @type {Element} */ (node).localName ?? ""));
    if (!item || special || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    this.endPress();
    const byKey = event.clientX === 0 && event.clientY === 0;
    this.#openMenu(item.row, item, byKey ? item.getBoundingClientRect() : new DOMRect(event.clientX, event.clientY, 0, 0));
  }

  /** @param {PointerEvent} event */
  onPress(event) {
    const item = itemOf(event);
    if (event.pointerType !== "touch" || !item) return;
    this.#pressTimer = setTimeout(() => {
      this.#openMenu(item.row, item, new DOMRect(event.clientX, event.clientY, 0, 0));
    }, LONG_PRESS_MS);
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    if (event.pointerType === "touch" && Math.abs(event.movementX) + Math.abs(event.movementY) > 4) this.endPress();
  }

  endPress() {
    clearTimeout(this.#pressTimer);
  }

  /**
   * @param {string} key
   * @param {MessageItem} item
   */
  shortcut(key, item) {
    const { message } = item.row;
    if (message.seq === 0 || message.deleted) return false;
    const own = message.by.id === this.#host.chat.me.id;
    if (key === "r" || key === "R") this.#act("reply", item.row, item);
    else if ((key === "e" || key === "E") && own) this.#act("edit", item.row, item);
    else if (key === "Delete" && (own || item.canModerate)) this.#act("delete", item.row, item);
    else if (key === "+") this.#act("react", item.row, item);
    else return false;
    return true;
  }

  /**
   * @param {string} action
   * @param {Row} row
   * @param {HTMLElement} anchor what the action was asked at
   */
  #act(action, row, anchor) {
    const { message, entry } = row;
    switch (action) {
      case "react":
        this.#pick(row, anchor);
        break;
      case "menu":
        this.#openMenu(row, anchor, anchor.getBoundingClientRect());
        break;
      case "reply":
        this.#host.dispatchEvent(new CustomEvent("reply-to", { detail: { message }, bubbles: true, composed: true }));
        break;
      case "edit":
        this.#host.editingKey = row.key;
        break;
      case "delete":
        this.#focus.focus(row.key);
        wish(this.#host, "delete-message", { seq: message.seq });
        break;
      case "discard":
        if (entry) wish(this.#host, "discard-entry", { id: entry.id });
        this.#focus.focusNeighbour(row.key);
        break;
      case "edit-refused":
        if (!entry) break;
        wish(this.#host, "discard-entry", { id: entry.id });
        if (entry.kind === "edit") this.#host.editingKey = row.key;
        else this.#host.dispatchEvent(new CustomEvent("compose-again", { detail: { text: entry.text }, bubbles: true, composed: true }));
        break;
      case "copy-refused":
        this.#copy(entry?.text ?? message.text ?? "", "Text copied");
        break;
    }
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} opener
   * @param {DOMRect} place
   */
  #openMenu(row, opener, place) {
    const menu = /** @type {ActionMenu} */ (this.#host.renderRoot.querySelector("action-menu"));
    const actions = this.#actions(row, opener);
    if (actions.length > 0) menu.openAt(`Actions for the message of ${row.message.by.name}`, actions, place, opener);
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} opener
   * @returns {Action[]}
   */
  #actions(row, opener) {
    const { message, entry } = row;
    const own = message.by.id === this.#host.chat.me.id;
    const item = this.#host.item(row.key) ?? opener;
    /** @type {Action[]} */
    const actions = [];
    if (entry?.state === "refused") {
      actions.push({ name: "Retry", icon: "retry", act: () => wish(this.#host, "retry-entry", { id: entry.id }) });
      if (entry.kind !== "delete") {
        actions.push({ name: "Edit", icon: "edit", act: () => this.#act("edit-refused", row, item) });
        actions.push({ name: "Copy", icon: "copy", act: () => this.#act("copy-refused", row, item) });
      }
      actions.push({ name: "Delete", icon: "trash", danger: true, act: () => this.#act("discard", row, item) });
      return actions;
    }
    if (message.deleted) return actions;
    if (message.seq > 0) {
      actions.push({ name: "Add reaction", icon: "emoji", act: () => this.#act("react", row, item) });
      actions.push({ name: "Reply", icon: "reply", act: () => this.#act("reply", row, item) });
    }
    actions.push({ name: "Copy text", icon: "copy", act: () => this.#copy(message.text ?? "", "Text copied") });
    if (message.seq > 0) {
      const link = `${location.origin}/r/${message.room}/m/${message.seq}`;
      actions.push({ name: "Copy link", icon: "link", act: () => this.#copy(link, "Link copied") });
      if (message.editedAt) actions.push({ name: "Edit history", icon: "clock", act: () => this.#host.item(row.key)?.showVersions() });
      if (own) actions.push({ name: "Edit", icon: "edit", act: () => this.#act("edit", row, item) });
      if (own || (this.#host.item(row.key)?.canModerate ?? false)) {
        actions.push({ name: "Delete", icon: "trash", danger: true, act: () => this.#act("delete", row, item) });
      }
    } else if (entry && canDiscard(entry)) {
      actions.push({ name: "Delete", icon: "trash", danger: true, act: () => this.#act("discard", row, item) });
    }
    return actions;
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} anchor
   */
  #pick(row, anchor) {
    const picker = /** @type {EmojiPicker} */ (this.#host.renderRoot.querySelector("emoji-picker"));
    const { seq } = row.message;
    const opener = this.#host.item(row.key) ?? anchor;
    /** @param {Event} event */
    const picked = (event) => {
      const { emoji } = /** @type {CustomEvent} */ (event).detail;
      wish(this.#host, "react", { seq, emoji });
    };
    picker.addEventListener("pick", picked, { once: true });
    picker.addEventListener(
      "toggle",
      (event) => {
        if (/** @type {ToggleEvent} */ (event).newState === "open") {
          picker.addEventListener("toggle", () => picker.removeEventListener("pick", picked), { once: true });
        }
      },
      { once: true },
    );
    picker.openAt(anchor.getBoundingClientRect(), opener);
  }

  /**
   * @param {string} text
   * @param {string} done
   */
  async #copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      showToast(this.#host, { text: done, kind: "success" });
    } catch {
      showToast(this.#host, { text: "The browser does not let this page copy.", kind: "danger" });
    }
  }
}
