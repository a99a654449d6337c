/**
 * @typedef {object} Me the account that is signed in
 * @property {string} id
 * @property {string} username
 * @property {string} name
 * @property {"administrator" | "user"} role
 */

/**
 * Who is signed in on this page. Fires "change".
 *
 * The phase is "unknown" until the server has been asked, "unreachable" if it could not be; "setup" on an empty server;
 * "signed-out" without an account; "signed-in"; and "expired" when the session ended while its owner was at work: then `me` is
 * still known and everything on the page stays.
 */
export class Session extends EventTarget {
  /** @type {"unknown" | "unreachable" | "setup" | "signed-out" | "signed-in" | "expired"} */
  phase = "unknown";

  /** @type {Me | undefined} */
  me = undefined;

  /** @param {Me} me */
  signedIn(me) {
    this.me = me;
    this.#become("signed-in");
  }

  /** The server refused for want of a session. Takes what was on the page away only if nobody was signed in. */
  refused() {
    if (this.phase === "expired") return;
    this.#become(this.phase === "signed-in" ? "expired" : "signed-out");
  }

  /** Its owner signed out. */
  signedOut() {
    this.me = undefined;
    this.#become("signed-out");
  }

  needsSetup() {
    this.#become("setup");
  }

  unreachable() {
    this.#become("unreachable");
  }

  /** @param {Session["phase"]} phase */
  #become(phase) {
    this.phase = phase;
    this.dispatchEvent(new Event("change"));
  }
}
