/** @typedef {import("./types.js").ProblemLike} ProblemLike */

/**
 * @typedef {object} SignedInDevice
 * @property {string} id
 * @property {boolean} current whether it is this one
 * @property {string} device its browser and system
 * @property {string} created ISO 8601
 * @property {string} lastUsed ISO 8601, to the hour
 *
 * @typedef {object} AccessToken
 * @property {string} id
 * @property {string} name
 * @property {string[]} [scopes] none for everything its account may
 * @property {string} [createdAt]
 * @property {string | null} [expiresAt]
 * @property {string | null} [lastUsedAt]
 *
 * @typedef {object} Invitation
 * @property {string} id
 * @property {string} [url] only when it has just been made
 * @property {number} uses how many accounts may be made with it
 * @property {number} used
 * @property {"open" | "expired" | "used_up" | "revoked"} state
 * @property {{username: string, name: string}} [invitedBy]
 * @property {string} createdAt
 * @property {string} expiresAt
 *
 * @typedef {object} AccountEntry
 * @property {string} id
 * @property {string} username
 * @property {string} name
 * @property {"administrator" | "user"} role
 * @property {boolean} [disabled]
 */

/**
 * A list that the server keeps. Fires "change".
 *
 * @template {{id: string}} T
 */
export class RemoteList extends EventTarget {
  /** @type {"idle" | "loading" | "ready" | "failed"} */
  phase = "idle";

  /** @type {readonly T[]} */
  items = [];

  /** @type {ProblemLike | undefined} */
  problem = undefined;

  loading() {
    if (this.phase !== "ready") this.phase = "loading";
    this.#changed();
  }

  /** @param {readonly T[]} items */
  loaded(items) {
    this.phase = "ready";
    this.problem = undefined;
    this.items = [...items];
    this.#changed();
  }

  /** @param {ProblemLike} problem */
  failed(problem) {
    this.phase = "failed";
    this.problem = problem;
    this.#changed();
  }

  /** Takes a new item to the front, or puts it in the place of the one with its id. @param {T} item */
  put(item) {
    const known = this.items.some((other) => other.id === item.id);
    this.items = known ? this.items.map((other) => (other.id === item.id ? { ...other, ...item } : other)) : [item, ...this.items];
    this.#changed();
  }

  /** @param {string} id */
  remove(id) {
    this.items = this.items.filter((item) => item.id !== id);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** Something that was asked of the server: under way, refused, or done with a result. */
export class Tasks extends EventTarget {
  /** @type {Map<string, {busy: boolean, problem?: ProblemLike, result?: any}>} */
  #byName = new Map();

  /** @param {string} name */
  of(name) {
    return this.#byName.get(name) ?? { busy: false };
  }

  /**
   * Runs it, unless it is running, and keeps how it ended.
   *
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} work
   * @returns {Promise<T | undefined>} undefined if it was refused or is under way already
   */
  async run(name, work) {
    if (this.of(name).busy) return undefined;
    this.#set(name, { busy: true });
    try {
      const result = await work();
      this.#set(name, { busy: false, result });
      return result;
    } catch (problem) {
      this.#set(name, { busy: false, problem: /** @type {ProblemLike} */ (problem) });
      return undefined;
    }
  }

  /** Forgets how it ended. @param {string} name */
  forget(name) {
    if (this.#byName.delete(name)) this.dispatchEvent(new Event("change"));
  }

  /**
   * @param {string} name
   * @param {{busy: boolean, problem?: ProblemLike, result?: any}} state
   */
  #set(name, state) {
    this.#byName.set(name, state);
    this.dispatchEvent(new Event("change"));
  }
}
