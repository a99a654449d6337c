/** @import { Place } from "./state/conversation.js" */

/** Under which name the tab remembers. */
const KEY = "switchboard.places";

/** How many entries of the browser's history are remembered, the newest. */
const MOST = 50;

/** Where the reader stood in a room, by entry of the browser's history: as long as the tab lives, through reloads too. */
export class Places {
  #storage;

  /** @param {() => Pick<Storage, "getItem" | "setItem">} storage which throws where the browser forbids it */
  constructor(storage = () => sessionStorage) {
    this.#storage = storage;
  }

  /**
   * @param {string} entry
   * @returns {Place | null} null where the reader was at the end, or never
   */
  of(entry) {
    return this.#all().find(([each]) => each === entry)?.[1] ?? null;
  }

  /**
   * @param {string} entry
   * @param {Place | null} place null for the end
   */
  keep(entry, place) {
    const others = this.#all().filter(([each]) => each !== entry);
    const all = place ? [...others, [entry, place]] : others;
    try {
      this.#storage().setItem(KEY, JSON.stringify(all.slice(-MOST)));
    } catch {
      // Without a memory the room opens as a new one does.
    }
  }

  /** Forgets everything: what one person read is not for the next. */
  clear() {
    try {
      this.#storage().setItem(KEY, "[]");
    } catch {
      // There is nothing to forget.
    }
  }

  /** @returns {[string, Place][]} the one kept last comes last */
  #all() {
    try {
      return JSON.parse(this.#storage().getItem(KEY) ?? "[]");
    } catch {
      return [];
    }
  }
}
