import { addressOf, parseRoute } from "./routes.js";

/** @typedef {import("./routes.js").Route} Route */

/**
 * The address is what the page shows. Takes the clicks on links to our own pages, also those inside components, and the browser's
 * back and forward. Fires "change" when the page is to show something else.
 */
export class Navigation extends EventTarget {
  /** The entry of the browser's history that is shown; going back and forward to it, or a reload, gives the same again. */
  entry = entryShown();

  /** The entry that was shown before; the same one where a link led to what is shown already. @type {string | null} */
  left = null;

  /** How often an address has been gone to, the same one too. */
  visits = 0;

  constructor() {
    super();
    addEventListener("popstate", () => this.#changed());
    document.addEventListener("click", (event) => this.#clicked(event));
  }

  /** @returns {Route} */
  get route() {
    return parseRoute(location);
  }

  /**
   * @param {string | Route} to a path, or what to show
   * @param {boolean} [replace] whether the way back skips the page that is shown now
   */
  go(to, replace = false) {
    const path = typeof to === "string" ? to : addressOf(to);
    if (path === location.pathname + location.search) history.replaceState(history.state, "", path);
    else if (replace) history.replaceState(null, "", path);
    else history.pushState(null, "", path);
    this.#changed();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== "");
    if (!(link instanceof HTMLAnchorElement) || link.target !== "" || link.hasAttribute("download")) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || parseRoute(url).page === "missing") return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }

  #changed() {
    this.left = this.entry;
    this.entry = entryShown();
    this.visits++;
    this.dispatchEvent(new Event("change"));
  }
}

/** @returns {string} what names this entry of the browser's history, from now on */
function entryShown() {
  const known = history.state?.entry;
  if (typeof known === "string") return known;
  const entry = `${Date.now().toString(36)}.${Math.random().toString(36).slice(2)}`;
  history.replaceState({ entry }, "");
  return entry;
}
