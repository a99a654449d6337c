import assert from "node:assert/strict";
import { test } from "node:test";
import { RemoteList, Tasks } from "./settings.js";

const problem = { status: 403, code: "forbidden", detail: "No" };

test("a list that was read stays on the page while it is read again", () => {
  const list = new RemoteList();
  list.loaded([{ id: "a" }]);

  list.loading();

  assert.equal(list.phase, "ready");
  assert.deepEqual(list.items, [{ id: "a" }]);
});

test("a new item stands first, a known one in its place", () => {
  /** @type {RemoteList<{id: string, n: number}>} */
  const list = new RemoteList();
  list.loaded([{ id: "a", n: 1 }, { id: "b", n: 2 }]);

  list.put({ id: "c", n: 3 });
  list.put({ id: "b", n: 4 });

  assert.deepEqual(list.items, [{ id: "c", n: 3 }, { id: "a", n: 1 }, { id: "b", n: 4 }]);
});

test("a refused task keeps its problem until it is tried again", async () => {
  const tasks = new Tasks();

  await tasks.run("x", () => Promise.reject(problem));
  assert.deepEqual(tasks.of("x"), { busy: false, problem });

  assert.equal(await tasks.run("x", () => Promise.resolve(7)), 7);
  assert.deepEqual(tasks.of("x"), { busy: false, result: 7 });
});

test("a task that is under way is not started twice", async () => {
  const tasks = new Tasks();
  let started = 0;
  /** @type {(value: number) => void} */
  let finish = () => {};
  const first = tasks.run("x", () => {
    started++;
    return new Promise((resolve) => (finish = resolve));
  });

  assert.equal(await tasks.run("x", () => Promise.resolve(++started)), undefined);
  finish(1);

  assert.equal(await first, 1);
  assert.equal(started, 1);
});
