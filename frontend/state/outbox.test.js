import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "./outbox.js";

/** @import { Entry, EntryStore } from "./outbox.js" */

/** Entries as a browser keeps them. @returns {EntryStore & {kept: Map<string, Entry>}} */
function storeOf(kept = new Map()) {
  return {
    kept,
    all: async () => structuredClone([...kept.values()]),
    put: async (entry) => void kept.set(entry.id, structuredClone(entry)),
    delete: async (id) => void kept.delete(id),
  };
}

/** A server that stores once per id, and may lose, refuse or delay its answers. */
class Server {
  /** @type {Map<string, number>} */
  #seqs = new Map();
  /** @type {string[]} */
  stored = [];
  /** @type {() => "answer" | "lose before" | "lose after" | {code: string, status: number, detail: string, retryAfter?: number}} */
  mood = () => "answer";

  /** @param {Entry} entry */
  send = async (entry) => {
    await tick();
    const mood = this.mood();
    if (mood === "lose before") throw new Error("lost");
    if (typeof mood === "object") throw mood;
    let seq = this.#seqs.get(entry.id);
    if (seq === undefined) {
      seq = this.#seqs.size + 1;
      this.#seqs.set(entry.id, seq);
      this.stored.push(entry.kind === "reaction" ? `${entry.emoji}${entry.on}` : `${entry.kind === "message" ? "" : entry.kind}${entry.text ?? ""}`);
    }
    await tick();
    if (mood === "lose after") throw new Error("lost");
    return { seq };
  };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** @param {() => boolean} holds */
async function until(holds) {
  for (let i = 0; i < 5000; i++) {
    if (holds()) return;
    await tick();
  }
  assert.fail(`never: ${holds}`);
}

/**
 * @param {Server} server
 * @param {EntryStore} [store]
 */
function outboxOf(server, store = storeOf()) {
  return new Outbox({ store, send: server.send, sleep: () => tick().then(() => {}), newId: () => `id${next++}` });
}

/**
 * An outbox in a page that can die.
 *
 * @param {Server} server
 * @param {EntryStore} store
 */
function pageOf(server, store) {
  const page = { alive: true, outbox: /** @type {Outbox} */ (/** @type {unknown} */ (null)) };
  /** @template T @param {() => Promise<T>} work @returns {Promise<T>} */
  const whileAlive = (work) => (page.alive ? work() : new Promise(() => {}));
  page.outbox = new Outbox({
    store: {
      all: () => whileAlive(() => store.all()),
      put: (entry) => whileAlive(() => store.put(entry)),
      delete: (id) => whileAlive(() => store.delete(id)),
    },
    send: (entry) => whileAlive(() => server.send(entry)),
    sleep: () => whileAlive(() => tick().then(() => {})),
    newId: () => `id${next++}`,
  });
  return page;
}

let next = 1;

test("what is said is there at once, queued without a connection and sent with one", async () => {
  const server = new Server();
  const outbox = outboxOf(server);

  outbox.say("lobby", "hello");
  assert.equal(outbox.of("lobby")[0].state, "queued");
  assert.equal(outbox.waiting, 1);
  outbox.link(true);
  assert.equal(outbox.of("lobby")[0].state, "sending");

  await until(() => outbox.waiting === 0);
  assert.deepEqual(server.stored, ["hello"]);
});

test("everything is stored once and in order, however answers and connections are lost", async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const server = new Server();
    server.mood = () => {
      const chance = random();
      if (chance < 0.25) return "lose after";
      if (chance < 0.45) return "lose before";
      return chance < 0.5 ? { code: "too_many", status: 429, detail: "", retryAfter: 1 } : "answer";
    };
    const store = storeOf();
    let page = pageOf(server, store);
    let { outbox } = page;
    outbox.link(true);
    /** @type {string[]} */
    const said = [];
    for (let i = 0; i < 20; i++) {
      said.push(`m${i}`);
      outbox.say("lobby", `m${i}`);
      if (random() < 0.3) outbox.link(random() < 0.5);
      if (random() < 0.15) {
        // A reload once the browser has written: memory is gone, and nothing of the old page is heard of any more.
        await until(() => outbox.of("lobby").every((entry) => entry.state === "sent" || store.kept.has(entry.id)));
        page.alive = false;
        page = pageOf(server, store);
        outbox = page.outbox;
        await outbox.load();
        outbox.link(true);
      }
      if (random() < 0.5) await tick();
    }
    outbox.link(true);
    await until(() => outbox.waiting === 0 && store.kept.size === 0);

    assert.deepEqual(server.stored, said, `seed ${seed}`);
  }
});

test("what was refused for good stays, with its reason, and later things go on", async () => {
  const server = new Server();
  const store = storeOf();
  const outbox = outboxOf(server, store);
  let refused = 0;
  outbox.addEventListener("refused", () => refused++);
  server.mood = () => ({ code: "forbidden", status: 403, detail: "You were removed" });
  const entry = outbox.say("lobby", "no");
  outbox.link(true);
  await until(() => outbox.of("lobby")[0].state === "refused");

  server.mood = () => "answer";
  outbox.say("lobby", "yes");
  await until(() => server.stored.length === 1);

  assert.equal(outbox.of("lobby")[0].reason, "You were removed");
  assert.equal(outbox.unsent.get("lobby"), 1);
  assert.equal(refused, 1);
  const reloaded = outboxOf(server, store);
  await reloaded.load();
  assert.equal(reloaded.of("lobby")[0].state, "refused");
  outbox.retry(entry.id);
  await until(() => server.stored.length === 2);
  assert.deepEqual(server.stored, ["yes", "no"]);
});

test("what was refused can be given up", async () => {
  const server = new Server();
  server.mood = () => ({ code: "too_large", status: 413, detail: "Too long" });
  const store = storeOf();
  const outbox = outboxOf(server, store);
  const { id } = outbox.say("lobby", "no");
  outbox.link(true);
  await until(() => outbox.of("lobby")[0].state === "refused");

  assert.equal(outbox.discard(id)?.text, "no");

  assert.equal(outbox.of("lobby").length, 0);
  await until(() => store.kept.size === 0);
});

test("what may have been sent cannot be given up", async () => {
  const server = new Server();
  server.mood = () => "lose after";
  const outbox = outboxOf(server);
  const { id } = outbox.say("lobby", "maybe");
  outbox.link(true);
  await until(() => server.stored.length === 1);
  outbox.link(false);
  await tick();

  assert.equal(outbox.discard(id), undefined);
});

test("of wishes about one reaction the last counts, offline and in a hurry", async () => {
  const server = new Server();
  const outbox = outboxOf(server);
  for (const on of [true, false, true, false]) outbox.react("lobby", 1, "👍", on);
  assert.equal(outbox.of("lobby").length, 1);

  outbox.link(true);
  await until(() => outbox.waiting === 0);
  assert.deepEqual(server.stored, ["👍false"]);

  for (let seed = 1; seed <= 40; seed++) {
    const random = seeded(seed);
    let last = false;
    for (let i = 0; i < 6; i++) {
      last = random() < 0.5;
      outbox.react("lobby", 2, "🎉", last);
      if (random() < 0.5) await tick();
    }
    await until(() => outbox.waiting === 0);
    assert.equal(server.stored.at(-1), `🎉${last}`, `seed ${seed}`);
  }
});

test("the log confirms what no receipt did", async () => {
  const outbox = new Outbox({ store: storeOf(), send: () => new Promise(() => {}), newId: () => "mine" });
  outbox.say("lobby", "hello");
  outbox.link(true);
  await until(() => outbox.of("lobby")[0]?.attempts === 1);

  outbox.confirm("mine", 7);

  assert.equal(outbox.waiting, 0);
});

test("a room that is stuck does not hold up another", async () => {
  const server = new Server();
  const outbox = new Outbox({
    store: storeOf(),
    send: (entry) => (entry.room === "stuck" ? new Promise(() => {}) : server.send(entry)),
    newId: () => `id${next++}`,
  });
  outbox.link(true);
  outbox.say("stuck", "one");
  await tick();
  outbox.say("lobby", "two");

  await until(() => server.stored.length === 1);
  assert.deepEqual(server.stored, ["two"]);
});

test("two tabs send everything once", async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = seeded(seed);
    const store = storeOf();
    /** @type {string[]} */
    const sent = [];
    /** @type {Outbox[]} */
    const tabs = [];
    let holding = Promise.resolve();
    /** @param {() => Promise<void>} work */
    const exclusive = (work) => (holding = holding.then(work));
    const tell = () => void tick().then(() => tabs.forEach((tab) => tab.refresh()));
    for (let i = 0; i < 2; i++) {
      tabs.push(
        new Outbox({
          store,
          exclusive,
          tell,
          newId: () => `id${next++}`,
          send: async (entry) => {
            await tick();
            sent.push(entry.id);
            return { seq: sent.length };
          },
        }),
      );
    }
    for (const tab of tabs) tab.link(true);
    for (let i = 0; i < 10; i++) {
      tabs[random() < 0.5 ? 0 : 1].say("lobby", `m${i}`);
      if (random() < 0.5) await tick();
    }

    await until(() => sent.length >= 10 && tabs.every((tab) => tab.waiting === 0));
    assert.equal(new Set(sent).size, sent.length, `seed ${seed}`);
  }
});

test("a store that takes nothing costs the reload, not the message", async () => {
  const server = new Server();
  const broken = { all: async () => [], put: async () => assert.fail("full"), delete: async () => assert.fail("full") };
  const outbox = outboxOf(server, broken);
  outbox.say("lobby", "hello");
  await outbox.refresh();
  assert.equal(outbox.waiting, 1);

  outbox.link(true);

  await until(() => server.stored.length === 1 && outbox.waiting === 0);
});

test("nothing is tried while nobody is signed in, and everything after", async () => {
  const server = new Server();
  const outbox = outboxOf(server);
  let asked = 0;
  server.mood = () => {
    asked++;
    return { code: "unauthenticated", status: 401, detail: "" };
  };
  outbox.link(true);
  outbox.say("lobby", "hello");
  await until(() => asked === 1);
  for (let i = 0; i < 20; i++) await tick();
  assert.equal(asked, 1);

  server.mood = () => "answer";
  outbox.signedIn();

  await until(() => server.stored.length === 1);
});

/**
 * @param {number} seed
 * @returns {() => number} from 0 to 1, the same for the same seed (mulberry32)
 */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
