/** Under which name a person's alerts are kept. */
const KEY = "switchboard.alerts";

/** More than these are not kept: each is listened to in the whole application. */
const MOST = 20;

/**
 * What somebody wants to be told of, once.
 *
 * @typedef {object} Alert
 * @property {string} name the channel's
 * @property {string} label what it is called
 * @property {number} limit the number that is to be reached
 * @property {boolean} rising whether it is to be reached from below
 */

/** Limits that values are to reach. Fires "change", and "reached" with {alert, number}, after which the alert is gone. */
export class Alerts extends EventTarget {
  #storage;
  #key;
  /** @type {Map<string, Alert>} */
  #alerts;

  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} person
   */
  constructor(storage, person) {
    super();
    this.#storage = storage;
    this.#key = `${KEY}.${person}`;
    this.#alerts = new Map(kept(storage.getItem(this.#key)).map((alert) => [alert.name, alert]));
  }

  /** The channels that are to be listened to. */
  get names() {
    return [...this.#alerts.keys()];
  }

  /** @param {string} name */
  of(name) {
    return this.#alerts.get(name);
  }

  /**
   * Wants to be told when a channel's number reaches a limit, from where it is now; one alert a channel.
   *
   * @param {string} name
   * @param {string} label
   * @param {number} limit
   * @param {number} now
   */
  set(name, label, limit, now) {
    this.#alerts.delete(name);
    this.#alerts.set(name, { name, label, limit, rising: limit >= now });
    while (this.#alerts.size > MOST) this.#alerts.delete(/** @type {string} */ (this.names[0]));
    this.#keep();
  }

  /** @param {string} name */
  remove(name) {
    if (this.#alerts.delete(name)) this.#keep();
  }

  /**
   * @param {string} name
   * @param {number | null} number that has come
   */
  check(name, number) {
    const alert = this.#alerts.get(name);
    if (!alert || number === null) return;
    if (alert.rising ? number < alert.limit : number > alert.limit) return;
    this.remove(name);
    this.dispatchEvent(new CustomEvent("reached", { detail: { alert, number } }));
  }

  #keep() {
    this.#storage.setItem(this.#key, JSON.stringify([...this.#alerts.values()]));
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {string | null} text @returns {Alert[]} */
function kept(text) {
  try {
    const all = JSON.parse(text ?? "[]");
    return Array.isArray(all) ? all.filter((alert) => typeof alert?.name === "string" && Number.isFinite(alert?.limit)) : [];
  } catch {
    return [];
  }
}
