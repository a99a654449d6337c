import { Alerts } from "./state/alerts.js";
import { numberOf, shapeOf } from "./state/live-shapes.js";
import { LiveValues } from "./state/live-values.js";
import { ServerNotices } from "./state/server-notices.js";

/** @import { Item } from "./state/live-values.js" */

const NAMESPACE = "live";
const NOTICES = "notices/server";

/** How often it is looked whether there are new channels; sooner while there are none. */
const LIST_EVERY_MS = 10_000;
const LIST_EVERY_WHILE_EMPTY_MS = 3000;

/** More channels than this are not shown. */
const MOST_CHANNELS = 1000;

/** How often the clock is looked at. */
const TICK_MS = 500;

/** After so much silence the server is asked whether it is there: the answer, or its lack, is known within another 1.5 s. */
const DOUBT_MS = 1200;

/** How long what is shown must stay the same until it is listened to. */
const SETTLE_MS = 60;

/** How many charts are filled with the past at once. */
const FILLED_AT_ONCE = 3;

/**
 * The Live page and what the server tells everybody: joins their state with the network. Of the values, those are listened to that
 * are on the screen, and those with an alert.
 */
export class Live {
  #api;
  #connection;
  #isOpen = false;
  #started = false;
  /** @type {Map<string, {close: () => void}>} */
  #listening = new Map();
  /** How often each channel is on the screen. @type {Map<string, number>} */
  #shown = new Map();
  /** Channels whose past was asked for. @type {Set<string>} */
  #filled = new Set();
  #filling = 0;
  #listedAt = 0;
  #answeredAt = 0;
  #listing = false;
  /** @type {{close: () => void} | undefined} */
  #notices;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #clock;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settling;
  #onVisibility = () => this.#apply();

  /**
   * @param {object} dependencies
   * @param {import("./net/api.js").Api} dependencies.api
   * @param {import("./net/connection.js").Connection} dependencies.connection
   * @param {Pick<Storage, "getItem" | "setItem">} dependencies.storage
   * @param {string} dependencies.person
   */
  constructor({ api, connection, storage, person }) {
    this.#api = api;
    this.#connection = connection;
    this.values = new LiveValues();
    this.alerts = new Alerts(storage, person);
    this.notices = new ServerNotices(storage, person);
    this.alerts.addEventListener("change", () => this.#apply());
    connection.addEventListener("state", () => {
      if (connection.state === "online" && this.#isOpen) this.#list();
    });
  }

  start() {
    this.#started = true;
    const { notices } = this;
    this.#notices = this.#connection.listen({
      destination: `/topic/${NOTICES}`,
      raw: true,
      since: () => notices.since(),
      onMessage: (message, headers) => notices.hear(Number(headers["seq"]), message.body, new Date().toISOString()),
      onReceipt: async ({ head }) => {
        if (!notices.caughtUp(head ?? 0)) return;
        await this.loadNotices();
        notices.welcome(Date.now());
      },
      onRefused: () => {
        // There are no notices here, or none for us.
      },
    });
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#apply();
  }

  stop() {
    this.close();
    this.#started = false;
    this.#notices?.close();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#apply();
  }

  /** The Live page is on the screen. */
  open() {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.values.loading();
    this.#list();
    this.#clock = setInterval(() => this.#tick(), TICK_MS);
    this.#apply();
  }

  /** Another page is. */
  close() {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearInterval(this.#clock);
    this.values.pause(false);
    this.#apply();
  }

  /** @param {boolean} paused */
  pause(paused) {
    this.values.pause(paused);
    this.#apply();
    if (!paused) this.#list();
  }

  /**
   * Learns what has come onto the screen, and what has left it.
   *
   * @param {string[]} shown
   * @param {string[]} hidden
   */
  show(shown, hidden) {
    for (const name of shown) this.#shown.set(name, (this.#shown.get(name) ?? 0) + 1);
    for (const name of hidden) {
      const left = (this.#shown.get(name) ?? 0) - 1;
      if (left > 0) this.#shown.set(name, left);
      else this.#shown.delete(name);
    }
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#apply(), SETTLE_MS);
  }

  /** What is on the screen, in the order of names. */
  get shown() {
    return [...this.#shown.keys()].sort();
  }

  /** Tries again to read what there is. */
  reload() {
    this.values.loading();
    this.#list();
  }

  /** Reads the notices that are kept. */
  async loadNotices() {
    this.notices.loading();
    try {
      const { items } = await this.#api.get(`/api/channels/${NOTICES}/history?limit=50`);
      this.notices.list(items);
    } catch {
      this.notices.failed();
    }
  }

  /** Whether the page is looked at, and its values run. */
  get #running() {
    return this.#isOpen && this.values.pausedAt === null && !document.hidden;
  }

  /** Listens to what is wanted now, and to nothing else. */
  #apply() {
    const wanted = new Set(this.#started ? this.alerts.names : []);
    if (this.#started && this.#running) for (const name of this.#shown.keys()) wanted.add(name);
    for (const [name, listening] of this.#listening) {
      if (wanted.has(name)) continue;
      listening.close();
      this.#listening.delete(name);
    }
    for (const name of wanted) if (!this.#listening.has(name)) this.#listening.set(name, this.#listen(name));
    if (this.#running) {
      this.#tick();
      this.#fill();
    }
  }

  /** @param {string} name */
  #listen(name) {
    return this.#connection.listen({
      destination: `/topic/${NAMESPACE}/${name}`,
      raw: true,
      onMessage: (message, headers) => {
        if (this.#running && this.#shown.has(name)) this.values.hear(name, headers["message-id"] ?? "", message);
        if (this.alerts.of(name)) this.alerts.check(name, numberOf(shapeOf(name, message.body)));
      },
    });
  }

  #tick() {
    if (document.hidden) return;
    const { heardAt, state } = this.#connection;
    const silence = Date.now() - heardAt;
    if (state === "online" && silence > DOUBT_MS) this.#connection.probe();
    const word = Math.max(heardAt, this.#answeredAt);
    this.values.tick(word === 0 ? Date.now() : word);
    const every = this.values.size === 0 ? LIST_EVERY_WHILE_EMPTY_MS : LIST_EVERY_MS;
    if (this.#running && state === "online" && Date.now() - this.#listedAt > every) this.#list();
  }

  /** Reads which channels there are, and their values of now. */
  async #list() {
    if (this.#listing) return;
    this.#listing = true;
    try {
      /** @type {Item[]} */
      const all = [];
      for (let next = ""; next !== null && all.length < MOST_CHANNELS; ) {
        const page = await this.#api.get(`/api/channels/${NAMESPACE}?limit=200${next ? `&after=${encodeURIComponent(next)}` : ""}`);
        all.push(...page.items);
        next = page.next ?? null;
      }
      this.#answeredAt = Date.now();
      if (this.values.pausedAt === null) this.values.list(all, (name) => this.#listening.has(name));
    } catch (problem) {
      this.values.failed(/** @type {any} */ (problem));
    } finally {
      this.#listing = false;
      this.#listedAt = Date.now();
    }
  }

  /** Asks for the past of what is on the screen, for its charts. */
  async #fill() {
    const name = this.#filling < FILLED_AT_ONCE ? this.shown.find((each) => !this.#filled.has(each)) : undefined;
    if (name === undefined) return;
    this.#filled.add(name);
    const value = this.values.get(name);
    if (value && numberOf(value.shape) !== null) {
      this.#filling++;
      try {
        const { items } = await this.#api.get(`/api/channels/${NAMESPACE}/${encodeURIComponent(name)}/history?limit=120`);
        this.values.remember(name, items);
      } catch {
        // The chart begins now.
      } finally {
        this.#filling--;
      }
    }
    if (this.#running) this.#fill();
  }
}
