/** @import { Person } from "./types.js" */

/** How long somebody counts as typing after the last word of it. */
const TTL_MS = 5000;

/**
 * At most one notice in this time. The server passes on one in 3 s: of two that are sent 3 s apart the second is lost if the first was
 * a little slower on its way.
 */
const NOTICE_EVERY_MS = 3300;

/** Who is typing in a room. Fires "change". */
export class Typing extends EventTarget {
  /** @type {Map<string, {user: Person, until: number}>} */
  #typists = new Map();
  #me;
  #now;
  #later;

  /**
   * @param {Person} me who is never listed
   * @param {() => number} [now]
   * @param {(work: () => void, ms: number) => unknown} [later]
   */
  constructor(me, now = () => Date.now(), later = (work, ms) => setTimeout(work, ms)) {
    super();
    this.#me = me;
    this.#now = now;
    this.#later = later;
  }

  /** @param {Person} user who has pressed a key */
  typed(user) {
    if (user.id === this.#me.id) return;
    this.#typists.set(user.id, { user, until: this.#now() + TTL_MS });
    this.#later(() => this.#expire(), TTL_MS + 20);
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} id of somebody whose message has come, or who has left */
  stopped(id) {
    if (this.#typists.delete(id)) this.dispatchEvent(new Event("change"));
  }

  /** Forgets everybody. */
  clear() {
    if (this.#typists.size === 0) return;
    this.#typists.clear();
    this.dispatchEvent(new Event("change"));
  }

  /** In the order they began. @returns {Person[]} */
  get typists() {
    return [...this.#typists.values()].map((typist) => typist.user);
  }

  /** @returns {string} "Ann is typing…", or nothing */
  get text() {
    const names = this.typists.map((user) => user.name);
    if (names.length === 0) return "";
    if (names.length > 3) return "Several people are typing…";
    if (names.length === 1) return `${names[0]} is typing…`;
    return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]} are typing…`;
  }

  #expire() {
    const now = this.#now();
    let changed = false;
    for (const [id, typist] of this.#typists) {
      if (typist.until <= now) changed = this.#typists.delete(id) || changed;
    }
    if (changed) this.dispatchEvent(new Event("change"));
  }
}

/** Decides which key presses are told to the others. */
export class TypingNotices {
  #now;
  #tell;
  /** @type {Map<string, number>} */
  #toldAt = new Map();

  /**
   * @param {(room: string) => void} tell
   * @param {() => number} [now]
   */
  constructor(tell, now = () => Date.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  /** @param {string} room where a key was pressed */
  pressed(room) {
    const now = this.#now();
    const told = this.#toldAt.get(room);
    if (told !== undefined && now - told < NOTICE_EVERY_MS) return;
    this.#toldAt.set(room, now);
    this.#tell(room);
  }
}
