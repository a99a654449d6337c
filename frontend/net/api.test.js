import assert from "node:assert/strict";
import { test } from "node:test";
import { Api, Problem } from "./api.js";

/**
 * An Api that talks to these answers, one a call, and a list of what it asked.
 *
 * @param {...(Response | Error)} answers those for anything but /api/csrf, which is answered with token-1, token-2, …
 */
function talkingTo(...answers) {
  /** @type {{method: string, path: string, headers: Record<string, string>, body?: string}[]} */
  const asked = [];
  let tokens = 0;
  const api = new Api(async (input, init = {}) => {
    if (input === "/api/csrf") return Response.json({ headerName: "X-XSRF-TOKEN", token: `token-${++tokens}` });
    asked.push({
      method: String(init.method),
      path: String(input),
      headers: /** @type {Record<string, string>} */ (init.headers),
      ...(init.body ? { body: String(init.body) } : {}),
    });
    const answer = answers.shift();
    if (answer === undefined) throw new Error("No answer left");
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return { api, asked };
}

/**
 * @param {number} status
 * @param {object} members
 * @param {HeadersInit} [headers]
 */
const refusal = (status, members, headers) => Response.json({ status, ...members }, { status, headers });
const CSRF = "A write with a cookie carries the header X-XSRF-TOKEN, from GET /api/csrf";
const noContent = () => new Response(null, { status: 204 });

test("a read carries no token and gives the JSON", async () => {
  const { api, asked } = talkingTo(Response.json({ items: [1] }));

  assert.deepEqual(await api.get("/api/rooms"), { items: [1] });

  assert.equal(asked[0]?.headers["X-XSRF-TOKEN"], undefined);
});

test("writes carry a token that is asked for once", async () => {
  const { api, asked } = talkingTo(Response.json({ id: "a" }), noContent());

  await api.post("/api/rooms", { name: "A" }, { "Idempotency-Key": "k" });
  assert.equal(await api.delete("/api/rooms/a"), undefined);

  assert.deepEqual(asked.map((call) => call.headers["X-XSRF-TOKEN"]), ["token-1", "token-1"]);
  assert.equal(asked[0]?.body, '{"name":"A"}');
  assert.equal(asked[0]?.headers["Idempotency-Key"], "k");
});

test("signing in makes the next write ask for a new token", async () => {
  const { api, asked } = talkingTo(Response.json({ id: "u1" }), noContent());

  await api.post("/api/session", { username: "ada", password: "x" });
  await api.put("/api/rooms/a/read", { seq: 1 });

  assert.deepEqual(asked.map((call) => call.headers["X-XSRF-TOKEN"]), ["token-1", "token-2"]);
});

test("a kept token that is refused is replaced once", async () => {
  const { api, asked } = talkingTo(noContent(), refusal(403, { code: "forbidden", detail: CSRF }), noContent());

  await api.put("/api/rooms/a/read", { seq: 1 });
  await api.put("/api/rooms/a/read", { seq: 2 });

  assert.deepEqual(asked.map((call) => call.headers["X-XSRF-TOKEN"]), ["token-1", "token-1", "token-2"]);
});

test("a refusal of another kind is not asked again", async () => {
  const { api, asked } = talkingTo(noContent(), refusal(403, { code: "forbidden", detail: "Only moderators may do this" }));

  await api.put("/api/rooms/a/read", { seq: 1 });
  await assert.rejects(api.delete("/api/rooms/a"), { status: 403 });

  assert.equal(asked.length, 2);
});

test("a refusal with a fresh token is a refusal", async () => {
  const { api, asked } = talkingTo(refusal(403, { code: "forbidden", detail: CSRF }));

  await assert.rejects(api.post("/api/rooms/a/messages", { text: "x" }), { status: 403, code: "forbidden", detail: CSRF });

  assert.equal(asked.length, 1);
});

test("a problem has the members of the answer, and the wait of its header", async () => {
  const { api } = talkingTo(
    refusal(429, { code: "too_many", detail: "Slower", retryAfter: 7 }),
    refusal(503, { code: "unavailable", detail: "Busy" }, { "retry-after": "3" }),
    new Response("<h1>Bad gateway</h1>", { status: 502 }),
  );

  await assert.rejects(api.get("/api/me"), { status: 429, code: "too_many", retryAfter: 7 });
  await assert.rejects(api.get("/api/me"), { status: 503, code: "unavailable", retryAfter: 3 });
  await assert.rejects(api.get("/api/me"), { status: 502, code: "unavailable", retryAfter: undefined });
});

test("no answer is a problem too", async () => {
  const { api } = talkingTo(new TypeError("fetch failed"));

  await assert.rejects(api.get("/api/me"), (problem) => problem instanceof Problem && problem.status === 0 && problem.code === "offline");
});

test("tells when the session has ended, but not that a password was wrong", async () => {
  const { api } = talkingTo(refusal(401, { code: "unauthenticated" }), refusal(401, { code: "unauthenticated" }));
  let told = 0;
  api.addEventListener("signed-out", () => told++);

  await assert.rejects(api.post("/api/session", { username: "ada", password: "wrong" }));
  assert.equal(told, 0);
  await assert.rejects(api.get("/api/rooms"));
  assert.equal(told, 1);
});
