import assert from "node:assert/strict";
import { test } from "node:test";
import { Places } from "./places.js";

/** A tab's storage. */
function memory() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return {
    getItem: (/** @type {string} */ key) => items.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value),
  };
}

test("a place is found again after a reload", () => {
  const storage = memory();
  new Places(() => storage).keep("a", { seq: 17, top: -3.5 });

  assert.deepEqual(new Places(() => storage).of("a"), { seq: 17, top: -3.5 });
  assert.equal(new Places(() => storage).of("b"), null);
});

test("the end of a room is no place", () => {
  const storage = memory();
  const places = new Places(() => storage);
  places.keep("a", { seq: 17, top: 0 });

  places.keep("a", null);

  assert.equal(places.of("a"), null);
});

test("nothing is left for the next person", () => {
  const storage = memory();
  const places = new Places(() => storage);
  places.keep("a", { seq: 17, top: 0 });

  places.clear();

  assert.equal(places.of("a"), null);
});

test("the oldest of many places is forgotten", () => {
  const storage = memory();
  const places = new Places(() => storage);
  for (let i = 0; i <= 50; i++) places.keep(`e${i}`, { seq: i + 1, top: 0 });

  assert.equal(places.of("e0"), null);
  assert.deepEqual(places.of("e1"), { seq: 2, top: 0 });
  assert.deepEqual(places.of("e50"), { seq: 51, top: 0 });
});

test("a browser that forbids storage has no places", () => {
  const places = new Places(() => {
    throw new Error("SecurityError");
  });

  places.keep("a", { seq: 1, top: 0 });

  assert.equal(places.of("a"), null);
});
