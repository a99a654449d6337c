import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, parseRoute } from "./routes.js";

/** @param {string} path */
const parse = (path) => parseRoute(new URL(path, "http://localhost:8080"));

test("reads every address it writes", () => {
  /** @type {import("./routes.js").Route[]} */
  const routes = [
    { page: "home" },
    { page: "room", room: "lobby" },
    { page: "room", room: "lobby", seq: 17 },
    { page: "search", q: "größe & 上海" },
    { page: "search", q: "x", room: "lobby" },
    { page: "settings", section: "sessions" },
    { page: "live" },
    { page: "setup" },
    { page: "sign-in" },
    { page: "sign-up" },
    { page: "invite", code: "a/b c" },
  ];

  for (const route of routes) assert.deepEqual(parse(addressOf(route)), route);
});

test("settings begin with the profile", () => {
  assert.deepEqual(parse("/settings"), { page: "settings", section: "profile" });
});

test("what is not ours is missing", () => {
  for (const path of ["/r/", "/r/UPPER", "/r/-x", "/r/a/b", "/r/a/m/0", "/r/a/m/1x", "/r/a/m/1/2", "/elsewhere", "/setup/x", "/r/a//1"]) {
    assert.deepEqual(parse(path), { page: "missing" }, path);
  }
});

test("a broken escape is taken as it stands", () => {
  assert.deepEqual(parse("/invite/%E0%A4%A"), { page: "invite", code: "%E0%A4%A" });
});
