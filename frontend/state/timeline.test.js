import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "./timeline.js";

/** @import { Message, RoomEvent, HistoryPage, Person } from "./types.js" */
/** @import { Entry } from "./outbox.js" */

const ada = { id: "1", username: "ada", name: "Ada" };
const grace = { id: "2", username: "grace", name: "Grace" };

/** A room as the server keeps it. */
class Room {
  /** @type {RoomEvent[]} */
  log = [];
  /** @type {Map<number, Message>} */
  messages = new Map();

  /**
   * @param {string} type
   * @param {Person} by
   * @param {Record<string, any>} [more]
   * @returns {RoomEvent}
   */
  append(type, by, more = {}) {
    const seq = this.log.length + 1;
    const event = { type, room: "lobby", seq, id: `e${seq}`, at: new Date(seq * 1000).toISOString(), by, ...more };
    this.log.push(event);
    const target = this.messages.get(more["target"]);
    if (type === "message") this.messages.set(seq, /** @type {any} */ ({ ...event, reactions: [] }));
    if (type === "edited" && target) this.messages.set(target.seq, { ...target, text: more["text"], editedAt: event.at });
    if (type === "deleted" && target) this.messages.set(target.seq, { ...target, text: null, deleted: { by, at: event.at } });
    if (type === "restored" && target) {
      const { deleted: _deleted, ...rest } = target;
      this.messages.set(target.seq, { ...rest, text: more["text"] });
    }
    if (type === "reaction" && target) this.#react(target, by, more);
    return event;
  }

  /** Somebody does something that makes sense now. @param {() => number} random */
  act(random) {
    const by = random() < 0.5 ? ada : grace;
    const standing = [...this.messages.values()].filter((message) => !message.deleted);
    const target = standing[Math.floor(random() * standing.length)];
    const chance = random();
    if (!target || chance < 0.5) return this.append("message", by, { text: `t${random()}` });
    if (chance < 0.6) return this.append("edited", target.by, { target: target.seq, text: `e${random()}` });
    if (chance < 0.65) return this.append("deleted", by, { target: target.seq });
    if (chance < 0.68) {
      const gone = [...this.messages.values()].find((message) => message.deleted);
      if (gone) return this.append("restored", gone.by, { target: gone.seq, text: "back" });
    }
    if (chance < 0.9) {
      const emoji = random() < 0.5 ? "👍" : "🎉";
      const on = !this.#reacted.has(`${target.seq}/${emoji}/${by.id}`);
      return this.append("reaction", by, { target: target.seq, emoji, on });
    }
    return this.append(random() < 0.5 ? "joined" : "left", by, { user: by });
  }

  /**
   * @param {"latest" | "before" | "after" | "around"} where
   * @param {number} seq
   * @param {number} limit
   * @returns {HistoryPage}
   */
  page(where, seq = 0, limit = 10) {
    const all = [...this.messages.values()];
    const older = all.filter((message) => (where === "before" ? message.seq < seq : where === "around" ? message.seq <= seq : true));
    const newer = all.filter((message) => message.seq > seq);
    let items = older.slice(-limit);
    if (where === "after") items = newer.slice(0, limit);
    if (where === "around") items = [...older.slice(-limit / 2), ...newer.slice(0, limit / 2)];
    const [first, last] = [items[0], items[items.length - 1]];
    return structuredClone({
      items,
      prev: first && all[0] !== first ? first.seq : null,
      next: last && all[all.length - 1] !== last ? last.seq : null,
      head: this.log.length,
    });
  }

  /** @type {Set<string>} */
  #reacted = new Set();

  /**
   * @param {Message} target
   * @param {Person} by
   * @param {Record<string, any>} more
   */
  #react(target, by, { emoji, on }) {
    const key = `${target.seq}/${emoji}/${by.id}`;
    if (on) this.#reacted.add(key);
    else this.#reacted.delete(key);
    const reactions = structuredClone(target.reactions ?? []);
    const known = reactions.find((reaction) => reaction.emoji === emoji);
    if (!known) reactions.push({ emoji, count: 1, mine: by.id === ada.id, people: [by] });
    else {
      known.count += on ? 1 : -1;
      known.people = on ? [...known.people, by] : known.people.filter((person) => person.id !== by.id);
      if (by.id === ada.id) known.mine = on;
    }
    this.messages.set(target.seq, { ...target, reactions: reactions.filter((reaction) => reaction.count > 0) });
  }
}

/** @param {Timeline} timeline */
const shown = (timeline) =>
  timeline.rows.map(({ message }) => ({
    seq: message.seq,
    text: message.text ?? null,
    editedAt: message.editedAt ?? null,
    deleted: message.deleted?.by?.id ?? null,
    reactions: message.reactions ?? [],
  }));

/** @param {Timeline} timeline */
const texts = (timeline) => timeline.rows.map(({ message }) => message.text);

/**
 * @param {Partial<Entry>} entry
 * @returns {Entry}
 */
const entryOf = (entry) => ({ id: "x", kind: "message", room: "lobby", order: 1, at: 1, state: "sending", attempts: 0, ...entry });

test("applying events gives what fetching afresh gives, whatever the order of pages and events", () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed);
    const room = new Room();
    for (let i = 0; i < 60; i++) room.act(random);
    const timeline = new Timeline("lobby", ada);
    timeline.addEventListener("gap", (event) => {
      const { after } = /** @type {CustomEvent} */ (event).detail;
      repairs.push(() => timeline.apply(...room.log.slice(after)));
    });
    /** @type {(() => void)[]} */
    const repairs = [];
    timeline.start(random() < 0.6 ? room.page("latest") : room.page("around", 1 + Math.floor(random() * 60)));
    /** @type {{page: HistoryPage, before: number}[]} */
    const late = [];

    for (let i = 0; i < 80; i++) {
      const chance = random();
      if (chance < 0.5) {
        const event = room.act(random);
        if (random() < 0.9) timeline.apply(event);
        if (random() < 0.1) timeline.apply(event, room.log[0]);
      } else if (chance < 0.6 && timeline.first !== null) late.push({ page: room.page("before", timeline.first), before: timeline.first });
      else if (chance < 0.7) {
        const answer = late.pop();
        if (answer?.before === timeline.first) timeline.prepend(answer.page);
      }
      else if (chance < 0.75 && timeline.last !== null) timeline.append(room.page("after", timeline.last));
      else repairs.splice(0).forEach((repair) => repair());
    }
    timeline.apply(...room.log);
    for (let i = 0; i < 30 && !timeline.atEnd; i++) timeline.append(room.page("after", timeline.last ?? 0));
    for (let i = 0; i < 30 && !timeline.atStart; i++) timeline.prepend(room.page("before", timeline.first ?? 0));

    const fresh = new Timeline("lobby", ada);
    fresh.start(room.page("latest", 0, 1000));
    assert.deepEqual(shown(timeline), shown(fresh), `seed ${seed}`);
    assert.equal(timeline.head, room.log.length, `seed ${seed}`);
  }
});

test("an event behind a gap waits, and the gap is told once", () => {
  const room = new Room();
  room.append("message", grace, { text: "one" });
  const timeline = new Timeline("lobby", ada);
  timeline.start(room.page("latest"));
  /** @type {number[]} */
  const gaps = [];
  timeline.addEventListener("gap", (event) => gaps.push(/** @type {CustomEvent} */ (event).detail.after));
  const two = room.append("message", grace, { text: "two" });
  const three = room.append("message", grace, { text: "three" });
  const four = room.append("message", grace, { text: "four" });

  timeline.apply(three);
  timeline.apply(four);

  assert.deepEqual(gaps, [1]);
  assert.deepEqual(texts(timeline), ["one"]);
  timeline.apply(two);
  assert.deepEqual(texts(timeline), ["one", "two", "three", "four"]);
});

test("a message keeps its key from sending to stored, and takes the log's place", () => {
  const room = new Room();
  const timeline = new Timeline("lobby", ada);
  timeline.start(room.page("latest"));
  timeline.pending([entryOf({ id: "mine", text: "hello" })]);
  const before = timeline.rows[0].key;

  timeline.apply(room.append("message", grace, { text: "first" }));
  assert.deepEqual(texts(timeline), ["first", "hello"]);
  timeline.apply(room.append("message", ada, { text: "hello", clientMsgId: "mine" }));

  assert.deepEqual(texts(timeline), ["first", "hello"]);
  assert.equal(timeline.rows[1].key, before);
  timeline.pending([]);
  assert.equal(timeline.rows[1].key, before);
});

test("a stored message is never shown twice, whether the receipt or the event comes first", () => {
  const room = new Room();
  const timeline = new Timeline("lobby", ada);
  timeline.start(room.page("latest"));
  const event = room.append("message", ada, { text: "hello", clientMsgId: "mine" });

  timeline.pending([entryOf({ id: "mine", text: "hello", state: "sent", seq: 1 })]);
  assert.equal(timeline.rows.length, 1);
  timeline.apply(event);

  assert.equal(timeline.rows.length, 1);
});

test("a wished reaction counts once, before and after its event", () => {
  const room = new Room();
  room.append("message", grace, { text: "one" });
  room.append("reaction", grace, { target: 1, emoji: "👍", on: true });
  const timeline = new Timeline("lobby", ada);
  timeline.start(room.page("latest"));

  timeline.pending([entryOf({ kind: "reaction", target: 1, emoji: "👍", on: true })]);
  assert.deepEqual(timeline.rows[0].message.reactions, [{ emoji: "👍", count: 2, mine: true, people: [grace, ada] }]);
  timeline.apply(room.append("reaction", ada, { target: 1, emoji: "👍", on: true }));

  assert.deepEqual(timeline.rows[0].message.reactions, [{ emoji: "👍", count: 2, mine: true, people: [grace, ada] }]);
});

test("away from the end, arriving messages are counted, not shown", () => {
  const room = new Room();
  for (let i = 0; i < 40; i++) room.append("message", grace, { text: `m${i}` });
  const timeline = new Timeline("lobby", ada);
  timeline.start(room.page("around", 10));

  timeline.apply(room.append("message", grace, { text: "new" }));

  assert.equal(timeline.beyond, 1);
  assert.ok(!texts(timeline).includes("new"));
  while (!timeline.atEnd) timeline.append(room.page("after", timeline.last ?? 0));
  assert.equal(texts(timeline).at(-1), "new");
  assert.equal(timeline.beyond, 0);
});

test("an unchanged message is drawn by the same row", () => {
  const room = new Room();
  room.append("message", grace, { text: "one" });
  const timeline = new Timeline("lobby", ada);
  timeline.start(room.page("latest"));
  const row = timeline.rows[0];

  timeline.apply(room.append("message", grace, { text: "two" }));

  assert.equal(timeline.rows[0], row);
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
