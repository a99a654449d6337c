import { Client } from "@stomp/stompjs";

/** @import { IMessage } from "@stomp/stompjs" */

/** How often each side beats. */
const HEARTBEAT_MS = 15_000;

/** A connection from which nothing has come for so long is asked whether it lives. The library looks once an interval only. */
const SILENCE_MS = 2 * HEARTBEAT_MS;

/** How often it is looked whether anything has come. */
const LISTEN_EVERY_MS = 1000;

/** Patience is counted in steps, so that what holds up the page itself is not taken for slowness of the network. */
const STEP_MS = 100;

/**
 * How long it may take, in milliseconds.
 *
 * @typedef {object} Patience
 * @property {number} open until the socket is open
 * @property {number} connected until CONNECTED has come, from the same beginning
 *
 * @typedef {object} TalkDependencies
 * @property {() => any} open opens the socket
 * @property {Record<string, string>} credentials headers for CONNECT
 * @property {Patience} patience
 * @property {() => number} now
 * @property {() => void} onConnected
 * @property {(reason: string, connected: boolean) => void} onEnd it is over, or never began
 * @property {(code: string) => boolean} onError an ERROR came; gives whether all that follows from it is done, so that no `onEnd` is due
 * @property {(code: number) => boolean} onClose the socket was closed; gives the same
 * @property {(headers: Record<string, string>) => void} onReceipt
 * @property {() => void} onHeard something came, whatever it is
 * @property {() => void} onSilence nothing has come for long
 */

/** One try to talk STOMP over one socket, and the talk that comes of it. Once it was ended, nothing is heard of it any more. */
export class Talk {
  #uses;
  #client;
  #opened = false;
  #connected = false;
  #over = false;
  /** When anything last came from the server, or the socket was opened. */
  #heardAt = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @param {TalkDependencies} dependencies */
  constructor(dependencies) {
    this.#uses = dependencies;
    this.#client = new Client({
      webSocketFactory: () => this.#overheard(dependencies.open()),
      connectHeaders: dependencies.credentials,
      reconnectDelay: 0,
      heartbeatIncoming: HEARTBEAT_MS,
      heartbeatOutgoing: HEARTBEAT_MS,
      heartbeatToleranceMultiplier: 3,
      discardWebsocketOnCommFailure: true,
      onConnect: () => this.#onConnect(),
      onStompError: ({ headers }) => {
        if (!this.#over) this.#over = dependencies.onError(headers["message"] ?? "");
      },
      onWebSocketClose: (event) => this.#onClose(event?.code),
      onUnhandledReceipt: ({ headers }) => {
        if (!this.#over) dependencies.onReceipt(headers);
      },
    });
    let waited = 0;
    this.#timer = setInterval(() => {
      waited += STEP_MS;
      const { open, connected } = dependencies.patience;
      if (waited >= (this.#opened ? connected : open)) this.#finish("slow");
    }, STEP_MS);
    this.#client.activate();
  }

  get connected() {
    return this.#client.connected;
  }

  /**
   * @param {string} destination
   * @param {unknown} body
   * @param {Record<string, string>} [headers]
   */
  publish(destination, body, headers = {}) {
    this.#client.publish({ destination, body: JSON.stringify(body), headers });
  }

  /**
   * @param {string} destination
   * @param {(message: IMessage) => void} onMessage
   * @param {Record<string, string>} headers with the subscription's id
   */
  subscribe(destination, onMessage, headers) {
    /** @param {IMessage} message */
    const heard = (message) => {
      if (!this.#over) onMessage(message);
    };
    return this.#client.subscribe(destination, heard, headers);
  }

  /** Ends it, for good: whatever it still says is not heard. */
  end() {
    this.#over = true;
    clearInterval(this.#timer);
    this.#client.deactivate({ force: true }).catch(() => {});
  }

  #onConnect() {
    if (this.#over) return;
    this.#connected = true;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (this.#uses.now() - this.#heardAt >= SILENCE_MS) this.#uses.onSilence();
    }, LISTEN_EVERY_MS);
    this.#uses.onConnected();
  }

  /** @param {number} [code] */
  #onClose(code) {
    if (this.#over) return;
    if (this.#uses.onClose(code ?? 1006)) this.#over = true;
    else this.#finish(`closed ${code ?? ""}`);
  }

  /** @param {string} reason */
  #finish(reason) {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#timer);
    this.#uses.onEnd(reason, this.#connected);
  }

  /**
   * Notes when something comes, whatever it is.
   *
   * @param {any} socket
   */
  #overheard(socket) {
    this.#heardAt = this.#uses.now();
    socket.addEventListener("open", () => (this.#opened = true));
    socket.addEventListener("message", () => {
      this.#heardAt = this.#uses.now();
      if (!this.#over) this.#uses.onHeard();
    });
    return socket;
  }
}
