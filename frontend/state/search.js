/** @import { SearchResult, ProblemLike } from "./types.js" */

/**
 * @typedef {(query: string, room: string | null, before: string | number | null) =>
 *   Promise<{items: SearchResult[], next?: string | number | null}>} Find
 */

/** What was searched and found; of several searches under way the last one counts. Fires "change". */
export class Search extends EventTarget {
  query = "";
  /** @type {string | null} the room that is searched, or all */
  room = null;
  /** @type {SearchResult[]} */
  results = [];
  /** @type {string | number | null} where older results go on */
  next = null;
  /** @type {"idle" | "searching" | "done" | "failed"} */
  status = "idle";
  /** @type {ProblemLike | null} */
  problem = null;

  #find;
  #round = 0;

  /** @param {Find} find */
  constructor(find) {
    super();
    this.#find = find;
  }

  /**
   * Searches anew.
   *
   * @param {string} query
   * @param {string | null} [room]
   */
  async find(query, room = null) {
    this.query = query;
    this.room = room;
    this.results = [];
    this.next = null;
    this.problem = null;
    if (query.trim() === "") {
      this.#round++;
      this.status = "idle";
      this.#changed();
      return;
    }
    await this.#fetch(null);
  }

  /** Fetches the next page of older results. */
  async more() {
    if (this.next !== null && this.status === "done") await this.#fetch(this.next);
  }

  /** @param {string | number | null} before */
  async #fetch(before) {
    const round = ++this.#round;
    this.status = "searching";
    this.#changed();
    try {
      const page = await this.#find(this.query, this.room, before);
      if (round !== this.#round) return;
      this.results = [...this.results, ...page.items];
      this.next = page.next ?? null;
      this.status = "done";
    } catch (failure) {
      if (round !== this.#round) return;
      this.status = "failed";
      this.problem = /** @type {ProblemLike} */ (failure);
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
