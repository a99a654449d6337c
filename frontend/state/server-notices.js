/** Under which name it is remembered how far somebody was told. */
const KEY = "switchboard.notices";

/** More than these at once are told as one. */
const MOST_AT_ONCE = 3;

/** What is younger than this is told to newcomers too. */
const RECENT_MS = 24 * 60 * 60 * 1000;

/** How many are kept to be read again. */
const KEPT = 50;

/**
 * What the server tells everybody.
 *
 * @typedef {object} Notice
 * @property {number} seq
 * @property {string} at ISO 8601
 * @property {string} title may be empty
 * @property {string} text
 * @property {"info" | "success" | "warning" | "danger"} level
 * @property {string | null} link a page of this application
 */

/**
 * The notices of the server's log, each told once in a browser, and those that are kept. Fires "change", and "told" with
 * {notices}: the new ones, or {missed: number} where there are too many to tell one by one.
 */
export class ServerNotices extends EventTarget {
  /** The newest first. @type {Notice[]} */
  past = [];
  /** @type {"idle" | "loading" | "ready" | "failed"} whether the past has been asked for */
  status = "idle";

  #storage;
  #key;
  /** How far somebody was told; null if never asked. @type {number | null} */
  #seen;
  /** What comes before the server has said that this was all; null after that. @type {Notice[] | null} */
  #missed = [];

  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} person
   */
  constructor(storage, person) {
    super();
    this.#storage = storage;
    this.#key = `${KEY}.${person}`;
    const seen = Number.parseInt(storage.getItem(this.#key) ?? "", 10);
    this.#seen = Number.isNaN(seen) ? null : seen;
  }

  /** What is wanted of the log when the connection is there: all that is newer; undefined for what is said from then on. */
  since() {
    this.#missed = [];
    return this.#seen ?? undefined;
  }

  /**
   * @param {number} seq
   * @param {string} body
   * @param {string} at
   */
  hear(seq, body, at) {
    const notice = noticeOf(seq, body, at);
    this.#keep([notice]);
    if (seq <= (this.#seen ?? 0)) return;
    if (this.#missed) this.#missed.push(notice);
    else this.#tell([notice]);
    this.#see(seq);
  }

  /**
   * The server has said all that was missed.
   *
   * @param {number} head its newest seq
   * @returns {boolean} whether there is something that nobody in this browser was ever told: list it, then `welcome`
   */
  caughtUp(head) {
    const missed = this.#missed ?? [];
    const isNewcomer = this.#seen === null && head > 0;
    this.#missed = null;
    // The log may have begun anew, or forgotten what was missed.
    if (this.#seen === null || head !== this.#seen) this.#see(head);
    if (missed.length > MOST_AT_ONCE) this.dispatchEvent(new CustomEvent("told", { detail: { notices: [], missed: missed.length } }));
    else if (missed.length > 0) this.#tell(missed);
    return isNewcomer;
  }

  /** Tells somebody who is here for the first time what was said lately. @param {number} now milliseconds since 1970 */
  welcome(now) {
    const recent = this.past.filter(({ at }) => now - Date.parse(at) < RECENT_MS).slice(0, MOST_AT_ONCE);
    if (recent.length > 0) this.#tell(recent.reverse());
  }

  loading() {
    this.status = "loading";
    this.#changed();
  }

  failed() {
    this.status = "failed";
    this.#changed();
  }

  /** @param {{seq?: number, at: string, text?: string}[]} items as history gives them */
  list(items) {
    this.status = "ready";
    this.#keep(items.map((item) => noticeOf(item.seq ?? 0, item.text ?? "", item.at)));
  }

  /** @param {Notice[]} notices */
  #keep(notices) {
    const bySeq = new Map([...this.past, ...notices].map((notice) => [notice.seq, notice]));
    this.past = [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, KEPT);
    this.#changed();
  }

  /** @param {Notice[]} notices */
  #tell(notices) {
    this.dispatchEvent(new CustomEvent("told", { detail: { notices, missed: 0 } }));
  }

  /** @param {number} seq */
  #see(seq) {
    this.#seen = seq;
    this.#storage.setItem(this.#key, String(seq));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * Reads a notice: JSON with a `text`, or plain text.
 *
 * @param {number} seq
 * @param {string} body
 * @param {string} at
 * @returns {Notice}
 */
function noticeOf(seq, body, at) {
  /** @type {any} */
  let data = null;
  try {
    data = JSON.parse(body);
  } catch {
    // Then it is the text itself.
  }
  if (typeof data?.text !== "string") return { seq, at, title: "", text: body, level: "info", link: null };
  const level = ["success", "warning", "danger"].includes(data.level) ? data.level : "info";
  const link = typeof data.link === "string" && /^\/(?![/\\])/.test(data.link) ? data.link : null;
  return { seq, at, title: typeof data.title === "string" ? data.title : "", text: data.text, level, link };
}
