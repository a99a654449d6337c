import assert from "node:assert/strict";
import { test } from "node:test";
import { clockOf, lasting, shapeOf, signed, spoken } from "./live-shapes.js";
import { LiveValues } from "./live-values.js";

const NOON = Date.parse("2026-11-21T12:00:00Z");

/** Values with a clock and frames in the test's hand. */
function values() {
  /** @type {(() => void)[]} */
  const frames = [];
  const time = { now: NOON };
  const live = new LiveValues(
    (work) => frames.push(work),
    () => time.now,
  );
  const changes = { count: 0 };
  live.addEventListener("change", () => changes.count++);
  const paint = () => frames.splice(0).forEach((work) => work());
  return { live, frames, time, changes, paint };
}

let ids = 0;

/** @param {number} price */
const price = (price) => ({ body: JSON.stringify({ symbol: "ACME", price, change: 1 }) });

/** @param {string} name @param {number} number */
const item = (name, number, id = `i${ids++}`) => ({ name, id, at: new Date(NOON).toISOString(), text: price(number).body });

/** @param {LiveValues} live @param {string} name */
function priceOf(live, name) {
  const shape = live.get(name)?.shape;
  return shape?.kind === "price" ? shape.number : undefined;
}

test("of what comes within a frame only the newest of each channel is read, and drawn once", () => {
  const { live, frames, changes, paint } = values();
  let read = 0;
  for (let i = 1; i <= 1000; i++) {
    live.hear(`price.${i % 2}`, `m${i}`, {
      get body() {
        read++;
        return price(i).body;
      },
    });
  }

  assert.equal(frames.length, 1);
  assert.equal(changes.count, 0);
  paint();

  assert.equal(read, 2);
  assert.equal(changes.count, 1);
  assert.equal(priceOf(live, "price.0"), 1000);
  assert.equal(priceOf(live, "price.1"), 999);
});

test("the list shows everything at once, and takes away what is gone", () => {
  const { live } = values();
  live.list([item("price.B", 2), item("price.A", 1)]);
  assert.deepEqual(
    live.board("price").map(({ name }) => name),
    ["price.A", "price.B"],
  );

  live.list([item("price.B", 3)]);

  assert.deepEqual(
    live.board("price").map(({ name }) => name),
    ["price.B"],
  );
  assert.equal(priceOf(live, "price.B"), 3);
});

test("a list is older than what is listened to", () => {
  const { live, paint } = values();
  live.hear("price.A", "new", price(2));
  paint();

  live.list([item("price.A", 1)], () => true);

  assert.equal(priceOf(live, "price.A"), 2);
});

test("the same publication once more is no news", () => {
  const { live, time, paint } = values();
  live.list([item("price.A", 1, "same")]);
  time.now += 60_000;

  live.hear("price.A", "same", price(1));
  paint();

  assert.equal(live.get("price.A")?.at, NOON);
  assert.equal(live.get("price.A")?.marks, 0);
});

test("a move has a direction, and is marked once a second at most", () => {
  const { live, time, paint } = values();
  live.list([item("price.A", 10)]);
  for (const [i, number] of [11, 12, 11, 11].entries()) {
    time.now += 300;
    live.hear("price.A", `m${i}`, price(number));
    paint();
  }

  assert.equal(live.get("price.A")?.move, -1);
  assert.equal(live.get("price.A")?.marks, 1);
  assert.equal(live.get("price.A")?.points.at(-1)?.number, 11);
});

test("what is paused stays as it is, and says of when", () => {
  const { live, time, paint } = values();
  live.list([item("price.A", 1)]);
  live.hear("price.A", "before", price(2));
  live.pause(true);
  assert.equal(priceOf(live, "price.A"), 2);
  time.now += 5000;
  live.hear("price.A", "while", price(3));
  paint();
  live.tick(time.now);
  assert.equal(priceOf(live, "price.A"), 2);
  assert.equal(live.live, false);
  assert.equal(live.asOf, NOON);

  live.pause(false);

  assert.equal(live.live, true);
});

test("three seconds without a word from the server, and nothing looks live", () => {
  const { live, time } = values();
  live.list([item("price.A", 1)]);
  time.now += 3000;
  live.tick(NOON);
  assert.equal(live.live, true);

  time.now += 1;
  live.tick(NOON);
  assert.equal(live.live, false);
  assert.equal(live.asOf, NOON);

  live.tick(time.now);
  assert.equal(live.live, true);
});

test("a chart has two minutes however fast its numbers come, in bounded memory", () => {
  const { live, time, paint } = values();
  for (let i = 0; i < 2000; i++) {
    time.now += 100;
    live.hear("price.A", `m${i}`, price(i));
    paint();
  }

  const points = live.get("price.A")?.points ?? [];
  assert.ok(points.length <= 260);
  assert.equal(points.at(-1)?.number, 1999);
  assert.ok((points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0) >= 120_000);
});

test("the past comes before what was heard", () => {
  const { live, time, paint } = values();
  time.now += 10_000;
  live.hear("price.A", "now", price(5));
  paint();

  live.remember("price.A", [item("price.A", 3), { ...item("price.A", 4), at: new Date(NOON + 2000).toISOString() }]);

  assert.deepEqual(
    live.get("price.A")?.points.map(({ number }) => number),
    [3, 4, 5],
  );
});

test("a goal is told for some seconds", () => {
  const { live, time, paint } = values();
  const match = (/** @type {number} */ homeGoals) => ({ body: JSON.stringify({ home: "Rovers", away: "North", homeGoals, awayGoals: 0, minute: 3 }) });
  live.hear("match.1", "a", match(0));
  paint();
  live.hear("match.1", "b", match(1));
  paint();
  assert.equal(live.get("match.1")?.scored, "home");

  time.now += 7000;
  live.tick(time.now);

  assert.equal(live.get("match.1")?.scored, null);
});

test("whatever is published has a shape", () => {
  assert.equal(shapeOf("price.X", '{"price":1.5}').kind, "price");
  assert.equal(shapeOf("match.1", '{"home":"a","away":"b"}').kind, "match");
  assert.deepEqual(shapeOf("machine.load", '{"value":0.5}'), { kind: "figure", label: "Load", number: 0.5, unit: "" });
  for (const body of ["", "hello", "{", "[1]", "null", '{"price":"1"}', '{"value":null}', '{"home":1,"away":2}', "12"]) {
    assert.deepEqual(shapeOf("x", body), { kind: "other", text: body });
  }
});

test("values are written and spoken with their sign and unit", () => {
  assert.equal(signed(1.5), "+1.50 %");
  assert.equal(signed(-1.5), "−1.50 %");
  assert.equal(signed(0), "±0.00 %");
  assert.equal(lasting(3725), "1:02:05");
  assert.equal(spoken("price.ACME", shapeOf("price.ACME", '{"price":101.5,"change":-0.4}')), "ACME 101.50, down 0.40 percent");
  assert.equal(spoken("machine.heap", shapeOf("machine.heap", '{"value":12.5,"unit":"MB"}')), "Heap 12.5 MB");
  const match = shapeOf("match.1", '{"home":"Rovers","away":"North","homeGoals":2,"awayGoals":1,"minute":38,"phase":"first half"}');
  assert.equal(spoken("match.1", match), "Rovers 2, North 1, 38′");
  assert.equal(match.kind === "match" && clockOf({ ...match, phase: "half time" }), "Half time");
});
