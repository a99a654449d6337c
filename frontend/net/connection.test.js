import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Backoff } from "./backoff.js";
import { Connection } from "./connection.js";

/** A socket that opens, and answers, as far as it is let. */
class Socket extends EventTarget {
  readyState = 0;
  binaryType = "arraybuffer";
  protocol = "v12.stomp";
  /** @type {((event: any) => void) | null} */
  onopen = null;
  /** @type {((event: any) => void) | null} */
  onmessage = null;
  /** @type {((event: any) => void) | null} */
  onclose = null;
  /** @type {string[]} the frames that were sent */
  said = [];
  #answers;

  /** @param {boolean} answers whether CONNECT is answered */
  constructor(answers) {
    super();
    this.#answers = answers;
  }

  open() {
    this.readyState = 1;
    this.onopen?.({});
    this.dispatchEvent(new Event("open"));
  }

  /** @param {string | Uint8Array} frame */
  send(frame) {
    this.said.push(String(frame));
    if (!this.#answers || !String(frame).startsWith("CONNECT")) return;
    this.onmessage?.({ data: "CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0" });
    this.dispatchEvent(new Event("message"));
  }

  /** @param {number} [code] */
  close(code = 1006) {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

/**
 * A connection that is being made, by a clock that is moved by hand.
 *
 * @param {(socket: Socket) => void} fate what becomes of each WebSocket
 * @param {boolean} answers whether WebSockets answer
 */
function connecting(fate, answers) {
  let passed = 0;
  /** @type {number[]} when HTTP was asked for */
  const fallbacks = [];
  /** @type {Socket[]} */
  const sockets = [];
  /** @param {boolean} live @param {(socket: Socket) => void} then */
  const socketOf = (live, then) => {
    const socket = new Socket(live);
    sockets.push(socket);
    setImmediate(() => then(socket));
    return socket;
  };
  const connection = new Connection({
    url: "ws://localhost/ws",
    credentials: async () => ({}),
    open: () => /** @type {any} */ (socketOf(answers, fate)),
    fallback: async () => {
      fallbacks.push(passed);
      return socketOf(true, (socket) => socket.open());
    },
  });
  /** @param {number} ms */
  const pass = async (ms) => {
    for (let end = passed + ms; ; ) {
      for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
      if (passed >= end) return;
      passed += 50;
      mock.timers.tick(50);
    }
  };
  return { connection, fallbacks, sockets, pass };
}

test.beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] }));
test.afterEach(() => mock.timers.reset());

test("a WebSocket that never opens leaves HTTP time enough to be there in three seconds", async () => {
  const { connection, fallbacks, pass } = connecting(() => {}, true);
  connection.start();

  await pass(3000);

  assert.deepEqual(fallbacks, [1200]);
  assert.equal(connection.state, "online");
  assert.equal(connection.compatibility, true);
});

test("so does a WebSocket that opens, and swallows what is said", async () => {
  const { connection, fallbacks, pass } = connecting((socket) => socket.open(), false);
  connection.start();

  await pass(3000);

  assert.deepEqual(fallbacks, [1700]);
  assert.equal(connection.compatibility, true);
});

test("a WebSocket that is refused is not waited for", async () => {
  const { connection, fallbacks, pass } = connecting((socket) => socket.close(), true);
  connection.start();

  await pass(100);

  assert.deepEqual(fallbacks, [0]);
  assert.equal(connection.compatibility, true);
});

test("a WebSocket that has worked is given longer, and a second try, before HTTP is tried", async () => {
  let works = true;
  const { connection, fallbacks, sockets, pass } = connecting((socket) => works && socket.open(), true);
  connection.start();
  await pass(100);
  assert.equal(connection.state, "online");
  assert.equal(connection.compatibility, false);

  works = false;
  sockets[0]?.close();
  await pass(8000);
  assert.deepEqual(fallbacks, []);
  await pass(12_000);

  assert.equal(fallbacks.length, 1);
  assert.equal(connection.compatibility, true);
});

test("what was asked on a connection that is lost is answered with the loss, and everybody listens again on the next", async () => {
  const { connection, sockets, pass } = connecting((socket) => socket.open(), true);
  connection.listen({ destination: "/topic/rooms/lobby", onMessage: () => {} });
  connection.start();
  await pass(100);
  const said = connection.send("/app/chat", { room: "lobby", text: "hello" });

  const heard = assert.rejects(said, /lost/);
  sockets[0]?.close();
  await pass(2000);

  await heard;
  assert.equal(sockets.length, 2);
  for (const { said } of sockets) {
    assert.equal(said.filter((frame) => frame.startsWith("SUBSCRIBE") && frame.includes("destination:/topic/rooms/lobby")).length, 1);
  }
  assert.equal(connection.state, "online");
});

test("the waits between attempts grow with the time away, by chance, and begin anew once there was a connection", () => {
  let now = 0;
  let chance = 0;
  const backoff = new Backoff(
    () => now,
    () => chance,
  );

  assert.deepEqual([backoff.failed(), backoff.failed(), backoff.failed()], [300, 600, 750]);
  chance = 1;
  assert.equal(backoff.failed(), 1500);
  now = 100_000;
  assert.equal(backoff.failed(), 5000);
  now = 300_000;
  assert.equal(backoff.failed(), 15_000);
  assert.equal(backoff.failed(700), 700);
  backoff.succeeded();
  assert.equal(backoff.failed(), 600);
});

test("what cannot be heard for now is asked for again when the server says, and what never can is not", async () => {
  const { connection, sockets, pass } = connecting((socket) => socket.open(), true);
  connection.listen({ destination: "/topic/live/price", onMessage: () => {} });
  connection.listen({ destination: "/topic/live/secret", onMessage: () => {} });
  connection.start();
  await pass(100);
  const socket = /** @type {Socket} */ (sockets[0]);
  /** @param {string} name */
  const asked = (name) => socket.said.filter((frame) => frame.startsWith("SUBSCRIBE") && frame.includes(`destination:/topic/live/${name}`));
  /** @param {string} name @param {object} problem */
  const refuse = (name, problem) => {
    const subscription = /^id:(.*)$/m.exec(asked(name)[0] ?? "")?.[1];
    const body = JSON.stringify({ subscription, ...problem });
    socket.onmessage?.({ data: `MESSAGE\nsubscription:errors\nmessage-id:1\ndestination:/user/queue/errors\n\n${body}\0` });
  };

  refuse("price", { code: "unavailable", retryAfter: 5 });
  refuse("secret", { code: "forbidden" });
  await pass(4000);
  assert.equal(asked("price").length, 1);
  await pass(2000);

  assert.equal(asked("price").length, 2);
  assert.equal(asked("secret").length, 1);
});
