/**
 * @typedef {{text: string, replyTo: number | null}} Draft
 */

/** What was typed and not sent, by room; survives a reload and a crash. Fires "change" when a room gets or loses its draft. */
export class Drafts extends EventTarget {
  #storage;
  #prefix;
  /** @type {Map<string, Draft>} */
  #cache = new Map();

  /**
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage
   * @param {string} user whose drafts these are
   */
  constructor(storage, user) {
    super();
    this.#storage = storage;
    this.#prefix = `switchboard.draft.${user}.`;
  }

  /**
   * @param {string} room
   * @returns {Draft}
   */
  of(room) {
    let draft = this.#cache.get(room);
    if (!draft) {
      draft = this.#read(room);
      this.#cache.set(room, draft);
    }
    return draft;
  }

  /** @param {string} room */
  has(room) {
    return this.of(room).text.trim() !== "";
  }

  /**
   * @param {string} room
   * @param {string} text
   * @param {number | null} [replyTo]
   */
  keep(room, text, replyTo = null) {
    const had = this.has(room);
    this.#cache.set(room, { text, replyTo });
    try {
      if (text === "" && replyTo === null) this.#storage.removeItem(this.#prefix + room);
      else this.#storage.setItem(this.#prefix + room, JSON.stringify({ text, replyTo }));
    } catch {
      // Full or forbidden: the draft then lives as long as the page.
    }
    if (had !== this.has(room)) this.dispatchEvent(new Event("change"));
  }

  /** @param {string} room */
  drop(room) {
    this.keep(room, "", null);
  }

  /**
   * @param {string} room
   * @returns {Draft}
   */
  #read(room) {
    try {
      const stored = JSON.parse(this.#storage.getItem(this.#prefix + room) ?? "null");
      if (typeof stored?.text === "string") return { text: stored.text, replyTo: stored.replyTo ?? null };
    } catch {
      // Not ours, or not readable: no draft.
    }
    return { text: "", replyTo: null };
  }
}
