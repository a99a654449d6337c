import assert from "node:assert/strict";
import { test } from "node:test";
import { DrawnRows, isFirst } from "./drawn-rows.js";

/**
 * A timeline of messages from one number to another.
 *
 * @param {number} from
 * @param {number} to
 * @returns {any}
 */
function timeline(from, to) {
  const rows = [];
  for (let seq = from; seq <= to; seq++) rows.push({ key: `s:${seq}`, message: { seq } });
  return { rows, atStart: from === 1 };
}

/**
 * @param {DrawnRows} drawn
 * @param {any} timeline
 * @param {boolean} stuck
 * @returns {[number, number]} the first and the last message that are drawn
 */
function draw(drawn, timeline, stuck) {
  const { start, end } = drawn.draw(timeline, stuck);
  return [timeline.rows[start].message.seq, timeline.rows[end - 1].message.seq];
}

test("a room begins with its newest messages", () => {
  assert.deepEqual(draw(new DrawnRows(), timeline(1, 500), true), [411, 500]);
  assert.deepEqual(draw(new DrawnRows(), timeline(1, 20), true), [1, 20]);
});

test("a message is drawn once the one before it is here", () => {
  const drawn = new DrawnRows();
  const page = timeline(441, 500);

  assert.deepEqual(draw(drawn, page, false), [442, 500]);
  assert.ok(isFirst(page, 1));

  const more = timeline(381, 500);
  drawn.takeOlder(more, false);
  assert.deepEqual(draw(drawn, more, false), [382, 500]);
});

test("what is not sent yet is drawn, also where nothing else is here", () => {
  const queued = { rows: [1, 2].map((id) => ({ key: `c:${id}`, message: { seq: 0 } })), atStart: false };

  const { start, end } = new DrawnRows().draw(/** @type {any} */ (queued), true);

  assert.deepEqual([start, end], [0, 2]);
});

test("what is drawn stays the same while messages come above and below", () => {
  const drawn = new DrawnRows();
  drawn.showAround(timeline(1, 500), 250);
  const before = draw(drawn, timeline(1, 500), false);

  assert.deepEqual(draw(drawn, timeline(1, 600), false), before);
  assert.equal(drawn.followEnd, false);
});

test("it grows in both directions, and is never too large", () => {
  const drawn = new DrawnRows();
  const all = timeline(1, 1000);
  drawn.showAround(all, 499);
  assert.deepEqual(draw(drawn, all, false), [440, 560]);

  assert.ok(drawn.grow(all, false, "up"));
  assert.deepEqual(draw(drawn, all, false), [380, 560]);
  for (let i = 0; i < 4; i++) drawn.grow(all, false, "up");
  assert.deepEqual(draw(drawn, all, false), [140, 439]);
  assert.ok(drawn.grow(all, false, "down"));
  assert.deepEqual(draw(drawn, all, false), [200, 499]);
});

test("it ends where the timeline does", () => {
  const drawn = new DrawnRows();
  const all = timeline(1, 100);
  draw(drawn, all, false);
  drawn.grow(all, false, "up");

  assert.equal(drawn.grow(all, false, "up"), false);
  assert.equal(drawn.grow(all, false, "down"), false);
  assert.deepEqual(draw(drawn, all, false), [1, 100]);
});

test("who follows the end keeps few messages above, and loses none that is in the view", () => {
  const drawn = new DrawnRows();
  draw(drawn, timeline(1, 100), true);
  draw(drawn, timeline(1, 240), true);

  const { start, end, more } = drawn.draw(timeline(1, 245), true);

  assert.deepEqual([start, end, more], [150, 240, true]);
  assert.deepEqual(draw(drawn, timeline(1, 245), true), [151, 245]);
});

test("a reader above the end keeps what is drawn, however much comes below", () => {
  const drawn = new DrawnRows();
  draw(drawn, timeline(1, 100), false);

  assert.deepEqual(draw(drawn, timeline(1, 900), false), [11, 310]);
  assert.equal(drawn.followEnd, false);
});
