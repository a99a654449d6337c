import { isProblem } from "./receipts.js";

/** @import { Receipts } from "./receipts.js" */
/** @import { Talk } from "./talk.js" */

/**
 * @typedef {object} Listener
 * @property {string} destination
 * @property {(body: any, headers: Record<string, string>) => void} onMessage with the body read as JSON, or, if `raw`, with the message
 * @property {boolean} [raw] the body may be anything, or is not read every time
 * @property {() => number | undefined} [since] asked at every connect: the seq after which events are wanted
 * @property {(receipt: {recovered?: boolean, head?: number}) => void} [onReceipt] the server listens to us; everything missed has come
 * @property {(problem: any) => void} [onRefused] without it, what cannot be heard for now is asked for again by itself
 *
 * @typedef {Listener & {id: string, subscription?: {unsubscribe: () => void}}} Kept
 */

/** Who listens to what, now and on every later connection. */
export class Subscriptions {
  /** @type {Set<Kept>} */
  #listeners = new Set();
  #next = 1;
  #receipts;
  /** @type {Talk | null} the newest connection */
  #talk = null;

  /** @param {Receipts} receipts */
  constructor(receipts) {
    this.#receipts = receipts;
  }

  /**
   * @param {Listener} listener
   * @returns {Kept}
   */
  add(listener) {
    /** @type {Kept} */
    const kept = { ...listener, id: `s${this.#next++}` };
    this.#listeners.add(kept);
    return kept;
  }

  /**
   * @param {Kept} listener
   * @returns {boolean} whether it was listening
   */
  remove(listener) {
    return this.#listeners.delete(listener);
  }

  /** @param {Talk} talk a connection that has just been made */
  renew(talk) {
    this.#talk = talk;
    for (const listener of this.#listeners) this.subscribe(talk, listener);
  }

  /**
   * @param {Talk} talk
   * @param {Kept} listener
   */
  subscribe(talk, listener) {
    const since = listener.since?.();
    /** @type {Record<string, string>} */
    const headers = { id: listener.id };
    if (since !== undefined) headers["since"] = String(since);
    if (listener.onReceipt) headers["receipt"] = this.#confirmation(listener);
    listener.subscription = talk.subscribe(
      listener.destination,
      (message) => {
        if (this.#listeners.has(listener)) listener.onMessage(listener.raw ? message : JSON.parse(message.body), message.headers);
      },
      headers,
    );
  }

  /** @param {any} problem that ends a subscription, or has prevented it */
  refused(problem) {
    for (const listener of this.#listeners) {
      if (problem.subscription === listener.id) this.#onUnheard(listener, problem);
    }
  }

  /**
   * @param {Kept} listener
   * @param {{code?: string, retryAfter?: number}} problem
   */
  #onUnheard(listener, problem) {
    if (listener.onRefused) return listener.onRefused(problem);
    if (problem.code !== "unavailable") return;
    const talk = this.#talk;
    setTimeout(
      () => {
        if (talk?.connected && talk === this.#talk && this.#listeners.has(listener)) this.subscribe(talk, listener);
      },
      1000 * (problem.retryAfter ?? 1),
    );
  }

  /** @param {Kept} listener */
  #confirmation(listener) {
    return this.#receipts.expect({
      resolve: ({ recovered, head }) => {
        if (!this.#listeners.has(listener)) return;
        listener.onReceipt?.({
          ...(recovered === undefined ? {} : { recovered: recovered === "true" }),
          ...(head === undefined ? {} : { head: Number(head) }),
        });
      },
      reject: (failure) => {
        if (isProblem(failure)) this.#onUnheard(listener, /** @type {any} */ (failure));
      },
    });
  }
}
