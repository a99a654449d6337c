import assert from "node:assert/strict";
import { test } from "node:test";
import { Alerts } from "./alerts.js";
import { ServerNotices } from "./server-notices.js";

/** @returns {Pick<Storage, "getItem" | "setItem">} */
function storage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

/** @param {Alerts} alerts */
function reached(alerts) {
  /** @type {number[]} */
  const numbers = [];
  alerts.addEventListener("reached", (event) => numbers.push(/** @type {CustomEvent} */ (event).detail.number));
  return numbers;
}

/** @param {ServerNotices} notices */
function told(notices) {
  /** @type {(string | number)[]} */
  const all = [];
  notices.addEventListener("told", (event) => {
    const { notices, missed } = /** @type {CustomEvent} */ (event).detail;
    all.push(...notices.map((/** @type {{text: string}} */ { text }) => text));
    if (missed) all.push(missed);
  });
  return all;
}

test("an alert is told once, from the side on which it was set", () => {
  const alerts = new Alerts(storage(), "ada");
  const numbers = reached(alerts);
  alerts.set("price.A", "A", 105, 100);
  alerts.set("price.B", "B", 95, 100);
  for (const number of [104, 96, 105.5, 94, 106]) {
    alerts.check("price.A", number);
    alerts.check("price.B", number);
  }

  assert.deepEqual(numbers, [105.5, 94]);
  assert.deepEqual(alerts.names, []);
});

test("alerts outlive a reload, each person's own", () => {
  const kept = storage();
  new Alerts(kept, "ada").set("price.A", "A", 105, 100);

  assert.equal(new Alerts(kept, "ada").of("price.A")?.limit, 105);
  assert.deepEqual(new Alerts(kept, "grace").names, []);
  kept.setItem("switchboard.alerts.ada", "{broken");
  assert.deepEqual(new Alerts(kept, "ada").names, []);
});

test("there are only so many alerts, the newest", () => {
  const alerts = new Alerts(storage(), "ada");
  for (let i = 0; i < 30; i++) alerts.set(`price.${i}`, "x", 1, 0);

  assert.equal(alerts.names.length, 20);
  assert.equal(alerts.names.at(-1), "price.29");
});

test("a notice is told once in a browser, also after a reload", () => {
  const kept = storage();
  const first = new ServerNotices(kept, "ada");
  const heard = told(first);
  assert.equal(first.since(), undefined);
  first.caughtUp(3);
  first.hear(4, "four", "2026-11-21T12:00:00Z");
  first.hear(4, "four", "2026-11-21T12:00:00Z");
  assert.deepEqual(heard, ["four"]);

  const again = new ServerNotices(kept, "ada");
  const later = told(again);
  assert.equal(again.since(), 4);
  again.hear(5, '{"text":"five","level":"warning","link":"/live"}', "2026-11-21T12:00:00Z");
  again.caughtUp(5);

  assert.deepEqual(later, ["five"]);
  assert.equal(again.past[0]?.level, "warning");
  assert.equal(again.past[0]?.link, "/live");
});

test("many that were missed are told as one, and all can be read", () => {
  const kept = storage();
  new ServerNotices(kept, "ada").caughtUp(1);
  const notices = new ServerNotices(kept, "ada");
  const heard = told(notices);
  notices.since();
  for (let seq = 2; seq <= 11; seq++) notices.hear(seq, `notice ${seq}`, "2026-11-21T12:00:00Z");
  notices.caughtUp(11);

  assert.deepEqual(heard, [10]);
  assert.equal(notices.past.length, 10);
  assert.equal(notices.past[0]?.text, "notice 11");
});

test("a newcomer is told what was said within a day, the newest three", () => {
  const notices = new ServerNotices(storage(), "ada");
  const heard = told(notices);
  const now = Date.parse("2026-11-21T12:00:00Z");
  const at = (/** @type {number} */ hours) => new Date(now - hours * 3_600_000).toISOString();
  assert.equal(notices.caughtUp(5), true);
  notices.list([30, 23, 3, 2, 1].map((hours, i) => ({ seq: i + 1, at: at(hours), text: `${hours} hours ago` })));

  notices.welcome(now);

  assert.deepEqual(heard, ["3 hours ago", "2 hours ago", "1 hours ago"]);
  assert.equal(notices.caughtUp(5), false);
  assert.equal(new ServerNotices(storage(), "ada").caughtUp(0), false);
});

test("a log that began anew is followed from its head", () => {
  const kept = storage();
  new ServerNotices(kept, "ada").caughtUp(90);
  const notices = new ServerNotices(kept, "ada");
  const heard = told(notices);
  notices.since();
  notices.caughtUp(2);
  notices.hear(3, "three", "2026-11-21T12:00:00Z");

  assert.deepEqual(heard, ["three"]);
});

test("a notice leads to pages of this application only, and may be plain text", () => {
  const notices = new ServerNotices(storage(), "ada");
  const links = ["https://example.com/", "//example.com", "javascript:alert(1)", "/\\example.com", "live", "/live"].map((link, i) => {
    notices.hear(i + 1, JSON.stringify({ text: "x", link }), "2026-11-21T12:00:00Z");
    return notices.past[0]?.link;
  });

  assert.deepEqual(links, [null, null, null, null, null, "/live"]);
  for (const body of ["plain", "{", '{"text":1}', "[]", "7"]) {
    notices.hear(20 + body.length, body, "2026-11-21T12:00:00Z");
    assert.ok(notices.past.some(({ text }) => text === body), body);
  }
});
