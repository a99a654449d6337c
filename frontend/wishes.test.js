import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "./state/timeline.js";
import { wishes } from "./wishes.js";

const ada = { id: "1", username: "ada", name: "Ada" };
const grace = { id: "2", username: "grace", name: "Grace" };

test("each press of a reaction wants the opposite of the one before, drawn or answered or not", () => {
  const timeline = new Timeline("lobby", ada);
  const reactions = [{ emoji: "👍", count: 1, mine: false, people: [grace] }];
  /** @type {any} */
  const message = { type: "message", room: "lobby", seq: 1, id: "e1", at: "2026-03-01T10:00:00.000Z", by: grace, text: "one", reactions };
  timeline.start({ items: [message], prev: null, next: null, head: 1 });
  /** @type {boolean[]} */
  const wanted = [];
  /** @type {any} */
  const chat = {
    current: { room: "lobby", timeline },
    outbox: {
      react(/** @type {string} */ room, /** @type {number} */ target, /** @type {string} */ emoji, /** @type {boolean} */ on) {
        wanted.push(on);
        timeline.pending([{ id: "w", room, kind: "reaction", target, emoji, on, order: 1, at: 0, state: "sending", attempts: 0 }]);
      },
    },
  };

  for (let press = 0; press < 3; press++) wishes["react"](chat, { seq: 1, emoji: "👍" });

  assert.deepEqual(wanted, [true, false, true]);
  assert.equal(timeline.hasMine(1, "👍"), true);
  assert.equal(timeline.hasMine(1, "🎉"), false);
});
