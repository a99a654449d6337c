/** @import { Person } from "./types.js" */

/** Who is in a room now. Fires "change". */
export class Presence extends EventTarget {
  /** False while nobody has told, or the reader's own connection is away: then "here" is what was last known. */
  known = false;

  /** @type {Map<string, Person>} */
  #here = new Map();

  /**
   * @param {{type: string, users?: Person[], user?: Person}} message here, entered or left
   */
  apply(message) {
    if (message.type === "here") {
      this.#here = new Map((message.users ?? []).map((user) => [user.id, user]));
      this.known = true;
    } else if (message.type === "entered" && message.user) {
      this.#here.set(message.user.id, message.user);
    } else if (message.type === "left" && message.user) {
      this.#here.delete(message.user.id);
    }
    this.dispatchEvent(new Event("change"));
  }

  /** The reader's own connection is away. */
  lost() {
    this.known = false;
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} id */
  isHere(id) {
    return this.#here.has(id);
  }

  /** By name. @returns {Person[]} */
  get here() {
    return [...this.#here.values()].sort((a, b) => a.name.localeCompare(b.name));
  }
}
