import { Backoff } from "./backoff.js";
import { Receipts, isProblem } from "./receipts.js";
import { Subscriptions } from "./subscriptions.js";
import { Talk } from "./talk.js";

/** @import { Listener } from "./subscriptions.js" */
/** @import { TalkDependencies } from "./talk.js" */

/**
 * How long a WebSocket may take before HTTP is tried in its place. Where WebSockets hang, the page has to be connected in 3 s all the
 * same: what loads it before, and talking over HTTP afterwards, needs the rest of that.
 */
const WEBSOCKET_PATIENCE = { open: 1200, connected: 1700 };

/** The same for one that has worked on this page, and for HTTP. */
const PATIENCE = { open: 8000, connected: 8000 };

/** How long the answer to one SEND may take before it is sent again. */
const ANSWER_MS = 5000;

/** How long a living connection may take to answer when it is doubted. */
const PROBE_MS = 1500;

/** After how long in compatibility mode WebSocket is tried again. */
const RETRY_WEBSOCKET_MS = 20_000;

/**
 * @typedef {"online" | "connecting" | "offline" | "signed-out"} State
 *
 * @typedef {object} ConnectionDependencies
 * @property {string} url of the WebSocket, ws: or wss:
 * @property {() => Promise<Record<string, string>>} credentials headers for CONNECT; rejects with status 401 when nobody is signed in
 * @property {() => void} [forget] the credentials were refused: others are needed
 * @property {() => Promise<any>} [fallback] opens a SockJS session, or rejects
 * @property {(url: string, protocols: string[]) => WebSocket} [open]
 * @property {() => number} [now]
 * @property {() => number} [random] from 0 to 1
 */

/**
 * The one connection to the server: STOMP over a WebSocket, or over HTTP where WebSockets are blocked. Comes back by itself.
 * Fires "state" with {state, compatibility, nextAttemptAt} and "attempt" with {reason} for the record.
 */
export class Connection extends EventTarget {
  /** @type {State} */
  state = "offline";
  compatibility = false;
  /** When the server last said anything, milliseconds since 1970. */
  heardAt = 0;

  #uses;
  #backoff;
  #receipts = new Receipts();
  #subscriptions = new Subscriptions(this.#receipts);
  /** @type {Talk | null} */
  #talk = null;
  #probes = 0;
  #round = 0;
  #webSocketWorked = false;
  #webSocketFailures = 0;
  #blocked = false;
  #freshCredentialsTried = false;
  #running = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retryTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #upgradeTimer;
  /** @type {Promise<boolean> | null} */
  #probing = null;

  /** @param {ConnectionDependencies} dependencies */
  constructor(dependencies) {
    super();
    this.#uses = {
      open: /** @type {NonNullable<ConnectionDependencies["open"]>} */ ((url, protocols) => new WebSocket(url, protocols)),
      now: () => Date.now(),
      random: () => Math.random(),
      forget: () => {},
      ...dependencies,
    };
    this.#backoff = new Backoff(this.#uses.now, this.#uses.random);
  }

  /** Connects, and stays connected until `stop`. */
  start() {
    if (this.#running) return;
    this.#running = true;
    this.#backoff.succeeded();
    this.#freshCredentialsTried = false;
    this.#attempt();
  }

  /** Says goodbye. */
  stop() {
    this.#running = false;
    this.#letGo();
    this.#become("offline");
  }

  /** Tries at once, whatever was planned. */
  tryNow() {
    if (!this.#running || this.state === "online") return;
    if (this.state === "connecting" && this.#talk) return;
    this.#attempt();
  }

  /** Asks whether the connection is still alive, and replaces it if no answer comes soon. */
  async probe() {
    if (this.state !== "online") {
      this.tryNow();
      return;
    }
    this.#probing ??= this.#answers().finally(() => (this.#probing = null));
    const round = this.#round;
    const alive = await this.#probing;
    if (!alive && round === this.#round && this.state === "online") this.#retry("silent");
  }

  /**
   * Listens to a destination now and after every reconnect.
   *
   * @param {Listener} listener
   * @returns {{close: () => void}}
   */
  listen(listener) {
    const kept = this.#subscriptions.add(listener);
    if (this.#talk && this.state === "online") this.#subscriptions.subscribe(this.#talk, kept);
    return {
      close: () => {
        if (this.#subscriptions.remove(kept) && this.state === "online") kept.subscription?.unsubscribe();
      },
    };
  }

  /**
   * Sends, and waits for the RECEIPT, which comes after the commit.
   *
   * @param {string} destination
   * @param {unknown} body
   * @param {Record<string, string>} [headers]
   * @returns {Promise<Record<string, string>>} the RECEIPT's headers; rejects with a problem if the server refused, else with an Error
   */
  send(destination, body, headers = {}) {
    const talk = this.#talk;
    if (this.state !== "online" || !talk?.connected) return Promise.reject(new Error("Not connected"));
    return new Promise((resolve, reject) => {
      const onSilence = () => {
        reject(new Error("No answer"));
        this.probe();
      };
      const receipt = this.#receipts.expect({ resolve, reject, within: ANSWER_MS, onSilence });
      talk.publish(destination, body, { ...headers, receipt });
    });
  }

  /**
   * Sends without waiting for anything; without a connection it is not said.
   *
   * @param {string} destination
   * @param {unknown} body
   */
  tell(destination, body) {
    if (this.state === "online" && this.#talk?.connected) this.#talk.publish(destination, body);
  }

  async #attempt() {
    this.#letGo();
    const round = this.#round;
    this.#become("connecting");
    /** @type {Record<string, string>} */
    let credentials;
    try {
      credentials = await this.#uses.credentials();
    } catch (failure) {
      if (round !== this.#round) return;
      const problem = /** @type {{status?: number}} */ (failure);
      if (problem.status === 401) this.#signedOut();
      else this.#retry("credentials");
      return;
    }
    if (round !== this.#round) return;
    if (this.#blocked && this.#uses.fallback) this.#connectByHttp(round, credentials);
    else this.#connectByWebSocket(credentials);
  }

  /** @param {Record<string, string>} credentials */
  #connectByWebSocket(credentials) {
    this.#begin({
      credentials,
      patience: this.#webSocketWorked ? PATIENCE : WEBSOCKET_PATIENCE,
      open: () => this.#uses.open(this.#uses.url, ["v12.stomp", "v11.stomp", "v10.stomp"]),
      onConnected: () => {
        this.#webSocketWorked = true;
        this.#webSocketFailures = 0;
        this.compatibility = false;
      },
      onFailed: (reason) => {
        this.#webSocketFailures++;
        const enough = this.#webSocketWorked ? 2 : 1;
        if (this.#uses.fallback && this.#webSocketFailures >= enough) this.#connectByHttp(this.#renew(), credentials);
        else this.#retry(reason);
      },
    });
  }

  /**
   * @param {number} round
   * @param {Record<string, string>} credentials
   */
  async #connectByHttp(round, credentials) {
    /** @type {any} */
    let session;
    try {
      session = await /** @type {() => Promise<any>} */ (this.#uses.fallback)();
    } catch {
      if (round === this.#round) this.#retry("fallback");
      return;
    }
    if (round !== this.#round) return;
    this.#begin({
      credentials,
      patience: PATIENCE,
      open: () => session,
      onConnected: () => {
        this.#blocked = true;
        this.compatibility = true;
        this.#upgradeTimer = setTimeout(() => this.#tryWebSocketAgain(), RETRY_WEBSOCKET_MS);
      },
      onFailed: (reason) => {
        this.#blocked = false;
        this.#retry(reason);
      },
    });
  }

  /** @param {Pick<TalkDependencies, "credentials" | "patience" | "open" | "onConnected"> & {onFailed: (reason: string) => void}} way */
  #begin({ onConnected, onFailed, ...way }) {
    this.#talk = new Talk({
      ...way,
      now: this.#uses.now,
      onHeard: () => (this.heardAt = this.#uses.now()),
      onConnected: () => {
        onConnected();
        this.#connected();
      },
      onEnd: (reason, connected) => (connected ? this.#retry(reason) : onFailed(reason)),
      onError: (code) => this.#onError(code),
      onClose: (code) => this.#onClose(code),
      onReceipt: (headers) => this.#receipts.came(headers),
      onSilence: () => this.probe(),
    });
  }

  #connected() {
    const talk = /** @type {Talk} */ (this.#talk);
    this.#backoff.succeeded();
    this.#freshCredentialsTried = false;
    talk.subscribe("/user/queue/errors", (message) => this.#onRefusal(message.body), { id: "errors" });
    this.state = "online";
    this.#subscriptions.renew(talk);
    this.#become("online");
  }

  /** @param {string} body */
  #onRefusal(body) {
    const problem = JSON.parse(body);
    if (!this.#receipts.refused(problem)) this.#subscriptions.refused(problem);
  }

  /**
   * @param {string} code
   * @returns {boolean} whether the end of this connection has been dealt with
   */
  #onError(code) {
    if (code === "unauthenticated") return this.#refused();
    if (code === "forbidden") {
      this.#signedOut();
      return true;
    }
    return false;
  }

  /**
   * @param {number} code
   * @returns {boolean}
   */
  #onClose(code) {
    if (code === 4001) return this.#refused();
    if (code === 4003) {
      this.#signedOut();
      return true;
    }
    if (code === 1012 || code === 1001 || code === 4029) {
      this.#retry(`closed ${code}`, code === 4029 ? 15_000 : 1500);
      return true;
    }
    return false;
  }

  /** Who we are was not believed: once, it may have been an old token of a session that goes on. */
  #refused() {
    this.#uses.forget();
    if (this.#freshCredentialsTried) {
      this.#signedOut();
    } else {
      this.#freshCredentialsTried = true;
      this.#retry("credentials", 0);
    }
    return true;
  }

  #signedOut() {
    this.#running = false;
    this.#letGo();
    this.#become("signed-out");
  }

  /**
   * Plans the next attempt.
   *
   * @param {string} reason
   * @param {number} [spread] see Backoff
   */
  #retry(reason, spread) {
    this.#letGo();
    if (!this.#running) return;
    const wait = this.#backoff.failed(spread);
    this.dispatchEvent(new CustomEvent("attempt", { detail: { reason, failures: this.#backoff.failures } }));
    this.#retryTimer = setTimeout(() => this.#attempt(), wait);
    this.#become("offline", this.#uses.now() + wait);
  }

  /** Ends what is there, for good: whatever it still says is not heard. */
  #letGo() {
    this.#renew();
    for (const timer of [this.#retryTimer, this.#upgradeTimer]) clearTimeout(timer);
  }

  /** @returns {number} the number of the next try; what belongs to an earlier one is ignored from now on */
  #renew() {
    this.#round++;
    this.#talk?.end();
    this.#talk = null;
    return this.#round;
  }

  /** @returns {Promise<boolean>} whether the server answers within PROBE_MS */
  #answers() {
    const talk = /** @type {Talk} */ (this.#talk);
    return new Promise((resolve) => {
      const alive = () => {
        if (this.#talk === talk && talk.connected) subscription.unsubscribe();
        resolve(true);
      };
      const receipt = this.#receipts.expect({
        resolve: alive,
        reject: (failure) => (isProblem(failure) ? alive() : resolve(false)),
        within: PROBE_MS,
        onSilence: () => resolve(false),
      });
      const subscription = talk.subscribe("/user/queue/inbox", () => {}, { id: `probe${this.#probes++}`, receipt });
    });
  }

  /** In compatibility mode: perhaps WebSockets were never blocked, but the server was just starting. */
  #tryWebSocketAgain() {
    const round = this.#round;
    const trial = this.#uses.open(this.#uses.url, ["v12.stomp"]);
    trial.onopen = () => {
      trial.close();
      if (round !== this.#round || !this.#running) return;
      this.#blocked = false;
      this.#webSocketFailures = 0;
      this.#attempt();
    };
  }

  /**
   * @param {State} state
   * @param {number | null} [nextAttemptAt]
   */
  #become(state, nextAttemptAt = null) {
    this.state = state;
    const detail = { state, compatibility: this.compatibility && state === "online", nextAttemptAt };
    this.dispatchEvent(new CustomEvent("state", { detail }));
    if (state !== "online") this.#receipts.lose();
  }
}
