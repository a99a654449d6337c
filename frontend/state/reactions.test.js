import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, reactionLabel } from "./reactions.js";

/** @import { Person, Reaction } from "./types.js" */

const ada = { id: "1", username: "ada", name: "Ada" };
const grace = { id: "2", username: "grace", name: "Grace" };
const linus = { id: "3", username: "linus", name: "Linus" };

/** @param {number} number @returns {Person} */
const somebody = (number) => ({ id: `p${number}`, username: `p${number}`, name: `P${number}` });

/**
 * @param {readonly Reaction[]} reactions
 * @param {Person} by
 * @param {boolean} on
 */
const thumb = (reactions, by, on) => counted(reactions, { emoji: "👍", on, by, mine: by.id === ada.id });

test("whatever the order of toggles, the count is that of the people, and they stand in the order they came", () => {
  const people = [ada, grace, linus];
  for (let seed = 1; seed <= 200; seed++) {
    /** @type {Reaction[]} */
    let reactions = [];
    /** @type {Person[]} */
    let expected = [];
    for (let step = 0; step < 30; step++) {
      const chance = (seed * 7919 + step * 104729 + seed * step * 31) % 6;
      const by = people[chance % 3];
      const on = chance < 3;
      reactions = thumb(reactions, by, on);
      if (!on) expected = expected.filter((person) => person !== by);
      else if (!expected.includes(by)) expected.push(by);
      const known = reactions[0];
      assert.equal(known?.count ?? 0, expected.length);
      assert.equal(known?.mine ?? false, expected.includes(ada));
      assert.deepEqual(known?.people ?? [], expected);
    }
  }
});

test("of a crowd the first are named, and everybody is counted", () => {
  /** @type {Reaction[]} */
  let reactions = [];
  for (let number = 1; number <= 12; number++) reactions = thumb(reactions, somebody(number), true);
  assert.equal(reactions[0].count, 12);
  assert.equal(reactions[0].people.length, 10);
  assert.equal(reactionLabel(reactions[0], ada), "👍 12: P1, P2, P3, P4, P5, P6, P7, P8, P9, P10 and 2 others");

  reactions = thumb(reactions, somebody(12), false);
  assert.equal(reactions[0].count, 11);
  reactions = thumb(reactions, somebody(3), false);
  assert.equal(reactions[0].count, 10);
  assert.equal(reactionLabel(reactions[0], ada), "👍 10: P1, P2, P4, P5, P6, P7, P8, P9, P10 and 1 other");
  reactions = thumb(reactions, ada, true);
  reactions = thumb(reactions, ada, true);
  assert.equal(reactions[0].count, 11);
  assert.match(reactionLabel(reactions[0], ada), /P10, Ada and 1 other$/);
  reactions = thumb(reactions, ada, false);
  reactions = thumb(reactions, ada, false);
  assert.equal(reactions[0].count, 10);
});

test("the name of a reaction lists who", () => {
  assert.equal(reactionLabel({ emoji: "👍", count: 2, mine: true, people: [ada, grace] }, ada), "👍 2: Ada, Grace");
  assert.equal(reactionLabel({ emoji: "🎉", count: 1, mine: false, people: [grace] }, ada), "🎉 1: Grace");
});
