import { Client } from "@stomp/stompjs";

/** @import { IFrame, IMessage } from "@stomp/stompjs" */

/** How often each side beats. */
const HEARTBEAT_MS = 15_000;

/** A connection from which nothing has come for so long is asked whether it lives. The library looks once an interval only. */
const SILENCE_MS = 2 * HEARTBEAT_MS;

/** How often it is looked whether anything has come. */
const LISTEN_EVERY_MS = 1000;

/** How long a WebSocket may take to be CONNECTED before HTTP is tried in its place. */
const WEBSOCKET_PATIENCE_MS = 2000;

/** The same for one that has worked on this page, and for HTTP. */
const PATIENCE_MS = 8000;

/** How long the answer to one SEND may take before it is sent again. */
const ANSWER_MS = 5000;

/** How long a living connection may take to answer when it is doubted. */
const PROBE_MS = 1500;

/** After how long in compatibility mode WebSocket is tried again. */
const RETRY_WEBSOCKET_MS = 20_000;

/**
 * @typedef {"online" | "connecting" | "offline" | "signed-out"} State
 *
 * @typedef {object} Listener
 * @property {string} destination
 * @property {(body: any, headers: Record<string, string>) => void} onMessage with the body read as JSON
 * @property {() => number | undefined} [since] asked at every connect: the seq after which events are wanted
 * @property {(receipt: {recovered?: boolean, head?: number}) => void} [onReceipt] the server listens to us; everything missed has come
 * @property {(problem: any) => void} [onRefused]
 *
 * @typedef {Listener & {subscription?: {unsubscribe: () => void}, id: string}} Kept
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

  #uses;
  /** @type {Client | null} */
  #client = null;
  /** @type {Set<Kept>} */
  #listeners = new Set();
  /** @type {Map<string, {resolve: (headers: Record<string, string>) => void, reject: (failure: unknown) => void, timer: unknown}>} */
  #waiting = new Map();
  #next = 1;
  #round = 0;
  #failures = 0;
  /** @type {number | null} */
  #awaySince = null;
  #webSocketWorked = false;
  #webSocketFailures = 0;
  #blocked = false;
  #freshCredentialsTried = false;
  #running = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retryTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patienceTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #upgradeTimer;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #silenceTimer;
  /** When anything last came from the server. */
  #heardAt = 0;
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
  }

  /** Connects, and stays connected until `stop`. */
  start() {
    if (this.#running) return;
    this.#running = true;
    this.#failures = 0;
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
    if (this.state === "connecting" && this.#client) return;
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
    if (!alive && round === this.#round && this.state === "online") this.#lost("silent");
  }

  /**
   * Listens to a destination now and after every reconnect.
   *
   * @param {Listener} listener
   * @returns {{close: () => void}}
   */
  listen(listener) {
    /** @type {Kept} */
    const kept = { ...listener, id: `s${this.#next++}` };
    this.#listeners.add(kept);
    if (this.state === "online") this.#subscribe(kept);
    return {
      close: () => {
        if (!this.#listeners.delete(kept)) return;
        if (this.state === "online") kept.subscription?.unsubscribe();
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
    const client = this.#client;
    if (this.state !== "online" || !client?.connected) return Promise.reject(new Error("Not connected"));
    const receipt = `r${this.#next++}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(receipt);
        reject(new Error("No answer"));
        this.probe();
      }, ANSWER_MS);
      this.#waiting.set(receipt, { resolve, reject, timer });
      client.publish({ destination, body: JSON.stringify(body), headers: { ...headers, receipt } });
    });
  }

  /**
   * Sends without waiting for anything; without a connection it is not said.
   *
   * @param {string} destination
   * @param {unknown} body
   */
  tell(destination, body) {
    if (this.state === "online" && this.#client?.connected) this.#client.publish({ destination, body: JSON.stringify(body) });
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
    else this.#connectByWebSocket(round, credentials);
  }

  /**
   * @param {number} round
   * @param {Record<string, string>} credentials
   */
  #connectByWebSocket(round, credentials) {
    const patience = this.#webSocketWorked ? PATIENCE_MS : WEBSOCKET_PATIENCE_MS;
    this.#connect(round, credentials, patience, {
      factory: () => this.#uses.open(this.#uses.url, ["v12.stomp", "v11.stomp", "v10.stomp"]),
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
    this.#connect(round, credentials, PATIENCE_MS, {
      factory: () => session,
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

  /**
   * @param {number} round
   * @param {Record<string, string>} credentials
   * @param {number} patience
   * @param {{factory: () => any, onConnected: () => void, onFailed: (reason: string) => void}} way
   */
  #connect(round, credentials, patience, way) {
    let connected = false;
    let ended = false;
    /** @param {string} reason */
    const end = (reason) => {
      if (ended || round !== this.#round) return;
      ended = true;
      if (connected) this.#lost(reason);
      else way.onFailed(reason);
    };
    const client = new Client({
      webSocketFactory: () => this.#overheard(way.factory()),
      connectHeaders: credentials,
      reconnectDelay: 0,
      heartbeatIncoming: HEARTBEAT_MS,
      heartbeatOutgoing: HEARTBEAT_MS,
      heartbeatToleranceMultiplier: 3,
      discardWebsocketOnCommFailure: true,
      onConnect: () => {
        if (round !== this.#round) return;
        connected = true;
        clearTimeout(this.#patienceTimer);
        this.#silenceTimer = setInterval(() => {
          if (this.#uses.now() - this.#heardAt >= SILENCE_MS) this.probe();
        }, LISTEN_EVERY_MS);
        way.onConnected();
        this.#connected();
      },
      onStompError: (frame) => {
        if (round !== this.#round) return;
        ended = this.#onError(frame.headers["message"] ?? "");
      },
      onWebSocketClose: (event) => {
        if (ended || round !== this.#round) return;
        if (this.#onClose(event?.code ?? 1006)) ended = true;
        else end(`closed ${event?.code ?? ""}`);
      },
      onUnhandledReceipt: (frame) => this.#onReceipt(frame),
    });
    this.#client = client;
    this.#patienceTimer = setTimeout(() => end("slow"), patience);
    client.activate();
  }

  /**
   * Notes when something comes, whatever it is.
   *
   * @template {{addEventListener: (type: any, listener: () => void) => void}} T
   * @param {T} socket
   * @returns {T}
   */
  #overheard(socket) {
    const hear = () => (this.#heardAt = this.#uses.now());
    hear();
    socket.addEventListener("message", hear);
    return socket;
  }

  #connected() {
    this.#failures = 0;
    this.#awaySince = null;
    this.#freshCredentialsTried = false;
    const client = /** @type {Client} */ (this.#client);
    client.subscribe("/user/queue/errors", (message) => this.#onRefusal(message), { id: "errors" });
    this.state = "online";
    for (const listener of this.#listeners) this.#subscribe(listener);
    this.#become("online");
  }

  /** @param {Kept} listener */
  #subscribe(listener) {
    const client = /** @type {Client} */ (this.#client);
    const since = listener.since?.();
    /** @type {Record<string, string>} */
    const headers = { id: listener.id };
    if (since !== undefined) headers["since"] = String(since);
    if (listener.onReceipt) {
      const receipt = `r${this.#next++}`;
      headers["receipt"] = receipt;
      const round = this.#round;
      this.#waiting.set(receipt, {
        resolve: (answer) => {
          if (round !== this.#round || !this.#listeners.has(listener)) return;
          listener.onReceipt?.({
            ...(answer["recovered"] === undefined ? {} : { recovered: answer["recovered"] === "true" }),
            ...(answer["head"] === undefined ? {} : { head: Number(answer["head"]) }),
          });
        },
        reject: (failure) => {
          const problem = /** @type {{code?: string}} */ (failure);
          if (problem?.code) listener.onRefused?.(problem);
        },
        timer: undefined,
      });
    }
    listener.subscription = client.subscribe(
      listener.destination,
      (message) => {
        if (this.#listeners.has(listener)) listener.onMessage(JSON.parse(message.body), message.headers);
      },
      headers,
    );
  }

  /** @param {IFrame} frame */
  #onReceipt(frame) {
    const id = frame.headers["receipt-id"] ?? "";
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    clearTimeout(/** @type {any} */ (waiting.timer));
    waiting.resolve(frame.headers);
  }

  /** @param {IMessage} message */
  #onRefusal(message) {
    const problem = JSON.parse(message.body);
    const waiting = this.#waiting.get(problem["receipt-id"] ?? "");
    if (waiting) {
      this.#waiting.delete(problem["receipt-id"]);
      clearTimeout(/** @type {any} */ (waiting.timer));
      waiting.reject(problem);
      return;
    }
    for (const listener of this.#listeners) {
      if (problem.subscription === listener.id) listener.onRefused?.(problem);
    }
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

  /** @param {string} reason */
  #lost(reason) {
    this.#retry(reason);
  }

  /**
   * Plans the next attempt: soon at first, and never all clients at once.
   *
   * @param {string} reason
   * @param {number} [spread] the wait is a random part of this, in milliseconds; without it, it grows with the time away
   */
  #retry(reason, spread) {
    this.#letGo();
    if (!this.#running) return;
    const now = this.#uses.now();
    this.#awaySince ??= now;
    this.#failures++;
    this.dispatchEvent(new CustomEvent("attempt", { detail: { reason, failures: this.#failures } }));
    const ceiling = Math.min(300 * 2 ** this.#failures, longest(now - this.#awaySince));
    const wait = spread === undefined ? ceiling * (0.5 + this.#uses.random() / 2) : spread * this.#uses.random();
    this.#retryTimer = setTimeout(() => this.#attempt(), wait);
    this.#become("offline", now + wait);
  }

  /** Ends what is there, for good: whatever it still says is not heard. */
  #letGo() {
    this.#renew();
    for (const timer of [this.#retryTimer, this.#upgradeTimer]) clearTimeout(timer);
  }

  /** @returns {number} the number of the next try; what belongs to an earlier one is ignored from now on */
  #renew() {
    this.#round++;
    clearTimeout(this.#patienceTimer);
    clearInterval(this.#silenceTimer);
    const client = this.#client;
    this.#client = null;
    if (client) client.deactivate({ force: true }).catch(() => {});
    return this.#round;
  }

  #rejectWaiting() {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, timer } of waiting) {
      clearTimeout(/** @type {any} */ (timer));
      reject(new Error("The connection was lost"));
    }
  }

  /** @returns {Promise<boolean>} whether the server answers within PROBE_MS */
  #answers() {
    const client = /** @type {Client} */ (this.#client);
    const receipt = `r${this.#next++}`;
    const id = `probe${this.#next++}`;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(receipt);
        resolve(false);
      }, PROBE_MS);
      const alive = () => {
        if (this.#client === client && client.connected) client.unsubscribe(id);
        resolve(true);
      };
      this.#waiting.set(receipt, { resolve: alive, reject: (failure) => (isProblem(failure) ? alive() : resolve(false)), timer });
      client.subscribe("/user/queue/inbox", () => {}, { id, receipt });
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
    if (state !== "online") this.#rejectWaiting();
  }
}

/** @param {unknown} failure */
function isProblem(failure) {
  return Boolean(/** @type {{code?: string}} */ (failure)?.code);
}

/**
 * @param {number} away how long there has been no connection, in milliseconds
 * @returns {number} the longest wait before the next attempt, in milliseconds
 */
function longest(away) {
  if (away < 90_000) return 1500;
  return away < 300_000 ? 5000 : 15_000;
}
