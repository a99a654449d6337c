import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "./session.js";

const ada = { id: "u1", username: "ada", name: "Ada", role: /** @type {const} */ ("user") };

test("a refusal before anybody signed in asks for sign-in", () => {
  const session = new Session();

  session.refused();

  assert.equal(session.phase, "signed-out");
});

test("a session that ends keeps its owner, however often it is refused", () => {
  const session = new Session();
  session.signedIn(ada);

  session.refused();
  session.refused();

  assert.equal(session.phase, "expired");
  assert.equal(session.me, ada);
});

test("signing out forgets who it was", () => {
  const session = new Session();
  session.signedIn(ada);

  session.signedOut();

  assert.equal(session.phase, "signed-out");
  assert.equal(session.me, undefined);
});

test("every turn is told once", () => {
  const session = new Session();
  let told = 0;
  session.addEventListener("change", () => told++);

  session.signedIn(ada);
  session.refused();
  session.refused();

  assert.equal(told, 2);
});
