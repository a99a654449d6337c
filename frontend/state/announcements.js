/** @import { Message } from "./types.js" */

/** Messages that come closer together than this are one burst. */
const QUIET_MS = 300;

/** More than BURST messages within this time are counted, not read out. */
const WINDOW_MS = 2000;

const BURST = 3;

/** What a screen reader is told, politely. Fires "announce" with {text}. */
export class Announcements extends EventTarget {
  /** @type {string[]} */
  #waiting = [];
  #inWindow = 0;
  #windowEnds = 0;
  #round = 0;
  #now;
  #later;

  /**
   * @param {() => number} [now]
   * @param {(work: () => void, ms: number) => unknown} [later]
   */
  constructor(now = () => Date.now(), later = (work, ms) => setTimeout(work, ms)) {
    super();
    this.#now = now;
    this.#later = later;
  }

  /** @param {Message} message that somebody else has just written in the open room */
  arrived(message) {
    const now = this.#now();
    if (now >= this.#windowEnds && this.#waiting.length === 0) {
      this.#windowEnds = now + WINDOW_MS;
      this.#inWindow = 0;
    }
    this.#inWindow++;
    this.#waiting.push(`${message.by.name}: ${message.text ?? ""}`);
    const round = ++this.#round;
    const wait = this.#inWindow > BURST ? Math.max(0, this.#windowEnds - now) : QUIET_MS;
    this.#later(() => this.#speak(round), wait);
  }

  /** @param {string} text to say at once */
  say(text) {
    this.dispatchEvent(new CustomEvent("announce", { detail: { text } }));
  }

  /** @param {number} round a later message has its own */
  #speak(round) {
    const now = this.#now();
    if (this.#waiting.length === 0) return;
    if (round !== this.#round && !(this.#inWindow > BURST && now >= this.#windowEnds)) return;
    const lines = this.#waiting.splice(0);
    if (this.#inWindow > BURST) {
      this.say(`${this.#inWindow} new messages`);
      this.#inWindow = 0;
      this.#windowEnds = 0;
    } else {
      for (const line of lines) this.say(line);
    }
  }
}
