import { Problem } from "./net/api.js";

/** @typedef {import("./net/api.js").Api} Api */
/** @typedef {import("./state/session.js").Session} Session */
/** @typedef {import("./state/session.js").Me} Me */

/** Why an invitation lets nobody in any more. @type {Record<string, string>} */
const OVER = {
  expired: "It has expired.",
  used_up: "It has been used up: as many people as it was meant for have come in.",
  revoked: "It has been revoked.",
};

/**
 * How people come in: asks who is signed in, sets up, signs in and signs up. Fires "change"; "founded" after the set-up, "joined"
 * after a sign-up, and "again" with {same} when somebody signed in on a page whose session had ended: the same person or not.
 */
export class Entrance extends EventTarget {
  /** @type {"setup" | "sign-in" | "sign-up" | "invite"} */
  purpose = "sign-in";
  busy = false;
  /** @type {Problem | undefined} */
  problem = undefined;
  /** Why an invitation cannot be used any more; empty while it can. */
  refused = "";
  /** Whether anybody may make an account. */
  openToAll = false;
  /** Who invites, as far as the server tells. */
  invitedBy = "";

  #api;
  #session;
  /** @type {string | undefined} */
  #code;

  /**
   * @param {Api} api
   * @param {Session} session
   */
  constructor(api, session) {
    super();
    this.#api = api;
    this.#session = session;
    addEventListener("online", () => {
      if (session.phase === "unreachable") this.arrive();
    });
    // Somebody may have signed in again in another tab meanwhile.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && session.phase === "expired") this.#look().catch(() => {});
    });
  }

  /** Finds out whether the server is set up and who is signed in. */
  async arrive() {
    try {
      await this.#look();
    } catch (problem) {
      const me = problem instanceof Problem && problem.status === 0 ? remembered() : undefined;
      if (me) {
        // The page opens without a network, and what was written waits in the outbox; the server is asked again by whatever comes next.
        this.#session.signedIn(me);
        return;
      }
      this.problem = /** @type {Problem} */ (problem);
      this.#session.unreachable();
    }
  }

  /**
   * Shows the form that belongs to an address.
   *
   * @param {import("./routes.js").Route} route
   */
  open(route) {
    const purpose = route.page === "setup" || route.page === "sign-up" || route.page === "invite" ? route.page : "sign-in";
    const code = route.page === "invite" ? route.code : undefined;
    if (purpose === this.purpose && code === this.#code) return;
    this.purpose = purpose;
    this.#code = code;
    this.#set({ problem: undefined, refused: "", invitedBy: "" });
    if (code !== undefined) this.#readInvitation(code);
  }

  /**
   * @param {string} username
   * @param {string} password
   */
  async signIn(username, password) {
    const me = await this.#ask(() => this.#api.post("/api/session", { username, password }));
    if (me) this.#enter(me);
  }

  /** @param {{name: string, username: string, password: string}} account */
  async createAccount(account) {
    const { purpose } = this;
    const code = this.#code;
    const path = purpose === "setup" ? "/api/setup" : "/api/users";
    const me = await this.#ask(() => this.#api.post(path, { ...account, ...(code === undefined ? {} : { invitation: code }) }));
    if (me) {
      this.#enter(me);
      this.dispatchEvent(new Event(purpose === "setup" ? "founded" : "joined"));
    } else if (purpose === "setup" && this.problem?.code === "conflict") {
      await this.arrive();
    } else if (code !== undefined) {
      await this.#readInvitation(code);
    }
  }

  async #look() {
    // First: until the set-up is done, nothing else is answered.
    const { due, registration } = await this.#api.get("/api/setup");
    this.openToAll = registration === "open";
    if (due) {
      this.#session.needsSetup();
      return;
    }
    const { account } = await this.#api.get("/api/session");
    if (account) {
      this.#enter(account);
    } else {
      remember(undefined);
      this.#session.refused();
    }
  }

  /** @param {Me} me */
  #enter(me) {
    const before = this.#session.phase === "expired" ? this.#session.me : undefined;
    this.#set({ problem: undefined });
    if (before && before.id !== me.id) {
      this.dispatchEvent(new CustomEvent("again", { detail: { same: false } }));
      return;
    }
    remember(me);
    this.#session.signedIn(me);
    if (before) this.dispatchEvent(new CustomEvent("again", { detail: { same: true } }));
  }

  /** Finds out whether an invitation can be used still, and by whom it is. @param {string} code */
  async #readInvitation(code) {
    try {
      const invitation = await this.#api.get(`/api/invitations/${encodeURIComponent(code)}`);
      const { invitedBy } = invitation;
      this.#set({ invitedBy: invitedBy ? `${invitedBy.name} (@${invitedBy.username})` : "", refused: OVER[invitation.state] ?? "" });
    } catch (problem) {
      if (problem instanceof Problem && problem.status >= 400 && problem.status < 500 && problem.status !== 429) {
        this.#set({ refused: problem.detail, problem: undefined });
      }
    }
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T | undefined>}
   */
  async #ask(work) {
    if (this.busy) return undefined;
    this.#set({ busy: true, problem: undefined });
    try {
      const result = await work();
      this.#set({ busy: false });
      return result;
    } catch (problem) {
      this.#set({ busy: false, problem: /** @type {Problem} */ (problem) });
      return undefined;
    }
  }

  /** @param {Partial<Pick<Entrance, "busy" | "problem" | "refused" | "invitedBy">>} change */
  #set(change) {
    Object.assign(this, change);
    this.dispatchEvent(new Event("change"));
  }
}

/** Where it is remembered who was signed in last: never more than their names. */
const ME = "switchboard.me";

/** @param {Me | undefined} me */
function remember(me) {
  try {
    if (me) localStorage.setItem(ME, JSON.stringify(me));
    else localStorage.removeItem(ME);
  } catch {
    // Without storage it opens with a network only.
  }
}

/** @returns {Me | undefined} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(ME) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
