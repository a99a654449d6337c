import assert from "node:assert/strict";
import { test } from "node:test";
import { Announcements } from "./announcements.js";
import { Drafts } from "./drafts.js";
import { Link } from "./link.js";
import { Presence } from "./presence.js";
import { ReadPosition } from "./read-position.js";
import { Rooms, roomLabel } from "./rooms.js";
import { Search } from "./search.js";
import { Typing, TypingNotices } from "./typing.js";

/** @import { Message, Room } from "./types.js" */

const ada = { id: "1", username: "ada", name: "Ada" };
const ann = { id: "2", username: "ann", name: "Ann" };

/** A clock that is moved by hand, and what waits for it. */
class Clock {
  ms = 1_000_000;
  /** @type {{at: number, work: () => void}[]} */
  #waiting = [];
  now = () => this.ms;
  /** @param {() => void} work @param {number} ms */
  later = (work, ms) => void this.#waiting.push({ at: this.ms + ms, work });

  /** @param {number} ms */
  pass(ms) {
    const end = this.ms + ms;
    for (;;) {
      const due = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#waiting.splice(this.#waiting.indexOf(due), 1);
      this.ms = Math.max(this.ms, due.at);
      due.work();
    }
    this.ms = end;
  }
}

/** @param {Partial<Room>} room @returns {Room} */
const roomOf = (room) => ({
  id: "lobby",
  name: "Lobby",
  private: false,
  direct: false,
  archived: false,
  role: "member",
  head: 0,
  read: 0,
  unread: 0,
  mentions: 0,
  ...room,
});

test("a message is read after half a second of being visible in a focused window, and never unread again", () => {
  const clock = new Clock();
  const position = new ReadPosition(3, clock.now, clock.later);
  position.focus(true);
  position.shown(5);
  clock.pass(499);
  assert.equal(position.seq, 3);
  clock.pass(1);
  assert.equal(position.seq, 5);

  position.shown(4);
  clock.pass(1000);
  assert.equal(position.seq, 5);
});

test("nothing is read while the window is not focused, nor what was passed quickly", () => {
  const clock = new Clock();
  const position = new ReadPosition(0, clock.now, clock.later);
  position.shown(5);
  clock.pass(5000);
  assert.equal(position.seq, 0);

  position.focus(true);
  position.shown(9);
  clock.pass(300);
  position.hidden(9);
  clock.pass(300);
  assert.equal(position.seq, 5);

  position.shown(11);
  clock.pass(300);
  position.focus(false);
  clock.pass(5000);
  assert.equal(position.seq, 5);
});

test("the list counts what the inbox says, and an old word does not undo a newer one", () => {
  const rooms = new Rooms();
  rooms.replace([roomOf({}), roomOf({ id: "ops", name: "Ops", unread: 2 })]);

  rooms.apply({ type: "unread", room: "lobby", head: 9, read: 4, unread: 5, mentions: 1 });
  assert.equal(rooms.unread, 7);
  rooms.read("lobby", 9);
  rooms.apply({ type: "unread", room: "lobby", head: 9, read: 4, unread: 5, mentions: 1 });
  rooms.apply({ type: "unread", room: "lobby", head: 9, read: 9, unread: 0, mentions: 0 });

  assert.equal(rooms.room("lobby")?.unread, 0);
  assert.equal(rooms.mentions, 0);
});

test("who is removed sees why, and the room only where it is public", () => {
  const rooms = new Rooms();
  rooms.replace([roomOf({}), roomOf({ id: "secret", name: "Secret", private: true })]);

  rooms.apply({ type: "removed", room: "lobby", by: ann, reason: "removed" });
  rooms.apply({ type: "removed", room: "secret", by: ann, reason: "banned" });

  assert.equal(rooms.room("lobby")?.role, null);
  assert.equal(rooms.room("secret"), undefined);
  assert.deepEqual(rooms.removal("secret"), { by: ann, reason: "banned", name: "Secret" });
});

test("a room that is missing when the list comes again was lost meanwhile", () => {
  const rooms = new Rooms();
  rooms.replace([roomOf({}), roomOf({ id: "secret", name: "Secret", private: true })]);

  rooms.replace([roomOf({ role: null })]);
  assert.deepEqual(rooms.removal("lobby"), { by: null, reason: "unknown", name: "Lobby" });
  assert.deepEqual(rooms.removal("secret"), { by: null, reason: "unknown", name: "Secret" });

  rooms.replace([roomOf({})]);
  assert.equal(rooms.removal("lobby"), undefined);
});

test("going through the rooms wraps, and can skip what is read", () => {
  const rooms = new Rooms();
  rooms.replace([roomOf({ id: "a", name: "A" }), roomOf({ id: "b", name: "B", unread: 1 }), roomOf({ id: "c", name: "C" })]);

  assert.equal(rooms.neighbour("c", 1, false)?.id, "a");
  assert.equal(rooms.neighbour("a", -1, false)?.id, "c");
  assert.equal(rooms.neighbour("c", 1, true)?.id, "b");
  assert.equal(rooms.neighbour("b", 1, true), undefined);
});

test("a room's name says everything its row shows", () => {
  const label = roomLabel(roomOf({ unread: 3, mentions: 1 }), { draft: true, unsent: 1 });

  assert.equal(label, "Lobby, 3 unread, 1 mention, draft, 1 unsent");
});

test("typing goes five seconds after the last word of it, or with the message", () => {
  const clock = new Clock();
  const typing = new Typing(ada, clock.now, clock.later);
  typing.typed(ann);
  typing.typed(ada);
  clock.pass(3000);
  typing.typed(ann);
  clock.pass(4900);
  assert.equal(typing.text, "Ann is typing…");
  clock.pass(200);
  assert.equal(typing.text, "");

  typing.typed(ann);
  typing.stopped(ann.id);
  assert.equal(typing.text, "");
});

test("two of one name are both listed, and many are several people", () => {
  const typing = new Typing(ada, () => 0, () => {});
  typing.typed(ann);
  typing.typed({ ...ann, id: "3" });
  assert.equal(typing.text, "Ann and Ann are typing…");

  typing.typed({ ...ann, id: "4" });
  typing.typed({ ...ann, id: "5" });
  assert.equal(typing.text, "Several people are typing…");
});

test("keys are told at most once in three seconds, with room for one that is late, and before typing goes", () => {
  const clock = new Clock();
  /** @type {number[]} */
  const told = [];
  const notices = new TypingNotices(() => told.push(clock.now()), clock.now);
  for (let i = 0; i < 120; i++) {
    notices.pressed("lobby");
    clock.pass(100);
  }

  const gaps = told.slice(1).map((at, i) => at - told[i]);
  assert.ok(gaps.length >= 2 && gaps.every((gap) => gap >= 3200 && gap <= 4000), String(gaps));
});

test("a draft survives the page, and a storage that is full", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
  new Drafts(storage, "1").keep("lobby", "hel", 7);
  const again = new Drafts(storage, "1");
  assert.deepEqual(again.of("lobby"), { text: "hel", replyTo: 7 });
  assert.equal(new Drafts(storage, "2").has("lobby"), false);
  again.drop("lobby");
  assert.equal(kept.size, 0);

  const full = new Drafts({ ...storage, setItem: () => assert.fail("full") }, "1");
  full.keep("lobby", "still here");
  assert.equal(full.of("lobby").text, "still here");
});

test("the banner comes after five seconds, and says what came once it is over", () => {
  const clock = new Clock();
  const link = new Link(clock.now, clock.later);
  link.heard({ state: "online" });
  link.queue(3);
  link.heard({ state: "offline", nextAttemptAt: clock.ms + 6500 });
  clock.pass(4999);
  assert.equal(link.banner, false);
  assert.equal(link.text, "Offline – 3 queued");
  clock.pass(1);
  assert.equal(link.banner, true);
  assert.equal(link.countdown, 2);

  link.heard({ state: "connecting" });
  assert.equal(link.banner, true);
  link.heard({ state: "online" });
  link.caught(12);
  assert.equal(link.banner, false);
  assert.equal(link.caughtUp, 12);
  clock.pass(10_000);
  assert.equal(link.caughtUp, null);
});

test("a short interruption shows no banner and no news", () => {
  const clock = new Clock();
  const link = new Link(clock.now, clock.later);
  link.heard({ state: "online" });
  link.heard({ state: "offline" });
  clock.pass(2000);
  link.heard({ state: "online" });
  link.caught(3);

  assert.equal(link.caughtUp, null);
});

test("messages are read out one by one, and counted when they come in a burst", () => {
  const clock = new Clock();
  const announcements = new Announcements({ now: clock.now, later: clock.later });
  /** @type {string[]} */
  const said = [];
  announcements.addEventListener("announce", (event) => said.push(/** @type {CustomEvent} */ (event).detail.text));
  const message = /** @type {Message} */ (/** @type {unknown} */ ({ by: ann, text: "hello" }));

  announcements.arrived(message);
  clock.pass(3000);
  assert.deepEqual(said.splice(0), ["Ann: hello"]);

  for (let i = 0; i < 5; i++) {
    announcements.arrived(message);
    clock.pass(50);
  }
  clock.pass(3000);
  assert.deepEqual(said.splice(0), ["5 new messages"]);

  for (let i = 0; i < 6; i++) {
    announcements.arrived(message);
    clock.pass(350);
  }
  clock.pass(3000);
  assert.deepEqual(said.splice(0), ["Ann: hello", "Ann: hello", "Ann: hello", "3 new messages"]);
});

test("what is read out is the reader's choice, and kept", () => {
  const clock = new Clock();
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: kept.set.bind(kept) };
  /** @type {string[]} */
  const said = [];
  const hear = () => {
    const announcements = new Announcements({ username: "Ada", storage, now: clock.now, later: clock.later });
    announcements.addEventListener("announce", (event) => said.push(/** @type {CustomEvent} */ (event).detail.text));
    return announcements;
  };
  /** @param {Announcements} announcements */
  const write = (announcements) => {
    for (const text of ["hello all", "hello @ada!", "hello @adam"]) {
      announcements.arrived(/** @type {Message} */ (/** @type {unknown} */ ({ by: ann, text })));
    }
    clock.pass(3000);
    return said.splice(0);
  };

  assert.deepEqual(write(hear()), ["Ann: hello all", "Ann: hello @ada!", "Ann: hello @adam"]);
  hear().choose("mentions");
  assert.deepEqual(write(hear()), ["Ann: hello @ada!"]);
  hear().choose("off");
  assert.deepEqual(write(hear()), []);
});

test("who is here is known only while we are connected", () => {
  const presence = new Presence();
  presence.apply({ type: "here", users: [ann, ada] });
  presence.apply({ type: "left", user: ann });
  assert.deepEqual(presence.here, [ada]);
  presence.lost();

  assert.equal(presence.known, false);
});

test("of several searches the last one counts", async () => {
  /** @type {((page: any) => void)[]} */
  const answers = [];
  const search = new Search(() => new Promise((resolve) => answers.push(resolve)));
  const first = search.find("a");
  const second = search.find("ab");
  answers[1]({ items: [{ seq: 2 }], next: null });
  await second;
  answers[0]({ items: [{ seq: 1 }], next: null });
  await first;

  assert.deepEqual(search.results.map((result) => result.seq), [2]);
});
