import { wish } from "./wish.js";

/** @import { Row } from "../state/timeline.js" */
/** @import { MessageItem } from "./message-item.js" */
/** @import { MessageList } from "./message-list.js" */

/**
 * Which message of a list is pointed at, and which has its one tab stop: the arrows lead from one to the next, Enter to what can be done
 * with it.
 */
export class MessageFocus {
  #host;
  #lost = false;

  /** @param {MessageList} host */
  constructor(host) {
    this.#host = host;
  }

  /** Before a drawing: notes whether a message has the focus. */
  prepare() {
    this.#lost = this.#host.shadowRoot?.activeElement?.localName === "message-item";
  }

  /** After a drawing: gives the focus back that went with its message. */
  restore() {
    if (!this.#lost || this.#host.shadowRoot?.activeElement) return;
    const items = this.#host.items();
    this.focus(this.#host.focusKey ?? items[items.length - 1]?.row.key);
  }

  /**
   * @param {readonly Row[]} drawn
   * @returns {string | undefined} the key of the one that Tab leads to
   */
  tabStop(drawn) {
    const { focusKey } = this.#host;
    return drawn.some((row) => row.key === focusKey) ? /** @type {string} */ (focusKey) : drawn[drawn.length - 1]?.key;
  }

  /** @param {string | null | undefined} key */
  focus(key) {
    if (!key) return;
    this.#host.focusKey = key;
    const item = this.#host.item(key);
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} key of a message that goes away */
  focusNeighbour(key) {
    const items = this.#host.items();
    const at = items.findIndex((item) => item.row.key === key);
    const next = items[at + 1] ?? items[at - 1];
    if (next) this.focus(next.row.key);
    else this.#host.scroller.focus();
  }

  /** @param {PointerEvent} event */
  onPointer(event) {
    if (event.pointerType === "mouse") this.#host.activeKey = itemOf(event)?.row.key ?? null;
  }

  /** @param {FocusEvent} event */
  onFocus(event) {
    const item = itemOf(event);
    if (!item) return;
    this.#host.focusKey = item.row.key;
    if (item.matches(":focus-visible") || event.composedPath()[0] !== item) this.#host.activeKey = item.row.key;
  }

  /** @param {FocusEvent} event */
  onBlur(event) {
    if (!event.relatedTarget || !this.#host.renderRoot.contains(/** @type {Node} */ (event.relatedTarget))) {
      if (!this.#host.matches(":hover")) this.#host.activeKey = null;
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {(key: string, item: MessageItem) => boolean} shortcut does what else a key means for a message, and says whether it means anything
   */
  onKey(event, shortcut) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = itemOf(event);
    const onItem = event.composedPath()[0] === item || event.target === this.#host.scroller;
    if (event.key === "Escape") {
      if (!onItem && item) item.focus();
      else wish(this.#host, "hide-divider");
      return;
    }
    if (!onItem) return;
    const items = this.#host.items();
    const at = item ? items.indexOf(item) : items.length;
    switch (event.key) {
      case "ArrowDown":
        this.focus(items[at + 1]?.row.key);
        break;
      case "ArrowUp":
        this.focus(items[at - 1]?.row.key);
        break;
      case "Home":
        this.focus(items[0]?.row.key);
        break;
      case "End":
        this.#host.goLatest();
        break;
      case "Enter":
        this.#host.activeKey = item?.row.key ?? null;
        this.#host.updateComplete.then(() => item?.updateComplete).then(() => item?.focusActions());
        break;
      default:
        if (!item || !shortcut(event.key, item)) return;
    }
    event.preventDefault();
  }
}

/** The message that an event comes from. @param {Event} event @returns {MessageItem | undefined} */
export function itemOf(event) {
  return /** @type {MessageItem | undefined} */ (
    event.composedPath().find((node) => /** @type {Element} */ (node).localName === "message-item")
  );
}
