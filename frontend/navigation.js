import { addressOf, parseRoute } from "./routes.js";

/** @typedef {import("./routes.js").Route} Route */

/**
 * The address is what the page shows. Takes the clicks on links to our own pages, also those inside components, and the browser's
 * back and forward. Fires "change" when the page is to show something else.
 */
export class Navigation extends EventTarget {
  /** Whether the route was come to by the browser's back or forward. */
  returned = false;

  constructor() {
    super();
    addEventListener("popstate", () => this.#changed(true));
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
    if (path === location.pathname + location.search) replace = true;
    if (replace) history.replaceState(null, "", path);
    else history.pushState(null, "", path);
    this.#changed(false);
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

  /** @param {boolean} returned */
  #changed(returned) {
    this.returned = returned;
    this.dispatchEvent(new Event("change"));
  }
}
