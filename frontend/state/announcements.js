import { pieces } from "./text.js";

/** @import { Message } from "./types.js" */

/** Messages that come closer together than this are one burst. */
const QUIET_MS = 300;

/** More than BURST messages within this time are counted, not read out. */
const WINDOW_MS = 2000;

const BURST = 3;

const KEY = "switchboard.announce";

/** @typedef {"all" | "mentions" | "off"} Verbosity which messages of others are read out */

/** What a screen reader is told, politely. Fires "announce" with {text}. */
export class Announcements extends EventTarget {
  /** @type {string[]} */
  #waiting = [];
  #inWindow = 0;
  #windowEnds = 0;
  #round = 0;
  #username;
  #storage;
  #now;
  #later;

  /**
   * @param {object} [more]
   * @param {string} [more.username] of the reader
   * @param {Pick<Storage, "getItem" | "setItem">} [more.storage] where the choice of the reader is kept
   * @param {() => number} [more.now]
   * @param {(work: () => void, ms: number) => unknown} [more.later]
   */
  constructor({ username = "", storage, now = () => Date.now(), later = (work, ms) => setTimeout(work, ms) } = {}) {
    super();
    this.#username = username.toLowerCase();
    this.#storage = storage;
    this.#now = now;
    this.#later = later;
    /** @type {Verbosity} */
    this.verbosity = verbosityOf(storage?.getItem(KEY));
  }

  /** @param {string} verbosity from now on, and the next time */
  choose(verbosity) {
    this.verbosity = verbosityOf(verbosity);
    this.#storage?.setItem(KEY, this.verbosity);
  }

  /** @param {Message} message that somebody else has just written in the open room */
  arrived(message) {
    const text = message.text ?? "";
    if (this.verbosity === "off" || (this.verbosity === "mentions" && !this.#named(text))) return;
    const now = this.#now();
    if (now >= this.#windowEnds && this.#waiting.length === 0) {
      this.#windowEnds = now + WINDOW_MS;
      this.#inWindow = 0;
    }
    this.#inWindow++;
    this.#waiting.push(`${message.by.name}: ${text}`);
    const round = ++this.#round;
    const wait = this.#inWindow > BURST ? Math.max(0, this.#windowEnds - now) : QUIET_MS;
    this.#later(() => this.#speak(round), wait);
  }

  /** @param {string} text to say at once, whatever was chosen: it answers what the reader has just done */
  say(text) {
    this.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
  }

  /** @param {number} round a later message has its own */
  #speak(round) {
    const now = this.#now();
    if (this.#waiting.length === 0) return;
    if (round !== this.#round && !(this.#inWindow > BURST && now >= this.#windowEnds)) return;
    const lines = this.#waiting.splice(0);
    // What was read out already is not counted once more.
    if (this.#inWindow > BURST && lines.length > 1) this.say(`${lines.length} new messages`);
    else for (const line of lines) this.say(line);
    if (this.#inWindow > BURST) {
      this.#inWindow = 0;
      this.#windowEnds = 0;
    }
  }

  /** @param {string} text */
  #named(text) {
    return pieces(text).some((piece) => piece.kind === "mention" && piece.text.slice(1).toLowerCase() === this.#username);
  }
}

/**
 * @param {string | null | undefined} text
 * @returns {Verbosity}
 */
function verbosityOf(text) {
  return text === "mentions" || text === "off" ? text : "all";
}
