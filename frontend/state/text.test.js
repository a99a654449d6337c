import assert from "node:assert/strict";
import { test } from "node:test";
import { hits, pieces } from "./text.js";

/** @param {string} text */
const links = (text) => pieces(text).filter(({ kind }) => kind === "link").map(({ text }) => text);

test("only web addresses become links", () => {
  for (const text of [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "http://",
    "https://",
    "xhttps://example.org",
    "<img src=x onerror=alert(1)>",
  ]) {
    assert.deepEqual(links(text), [], text);
  }
  assert.deepEqual(links('see "https://example.org/a" or <http://b.example>'), ["https://example.org/a", "http://b.example"]);
});

test("an address ends before the punctuation of the sentence", () => {
  assert.deepEqual(links("(https://example.org/a_(b)), https://example.org/x?y=1. https://example.org!"), [
    "https://example.org/a_(b)",
    "https://example.org/x?y=1",
    "https://example.org",
  ]);
});

test("whatever the text, its pieces are the text", () => {
  for (const text of ["", "plain", "@ada @grace.", "mail ada@example.org", "a\nb  c", "https://a.b/@ada x", "🎉 @李雷 上海", "@@@", "https://%%%"]) {
    assert.equal(pieces(text).map((piece) => piece.text).join(""), text);
  }
});

test("mentions are words of their own", () => {
  const mentions = pieces("@ada, (@grace) mail@example.org x@y @lin-us.").filter(({ kind }) => kind === "mention");

  assert.deepEqual(mentions.map(({ text }) => text), ["@ada", "@grace", "@lin-us"]);
});

test("hits are found without case and accents, and inside words", () => {
  /** @param {string} text @param {string} query */
  const found = (text, query) => hits(text, query).filter(({ hit }) => hit).map(({ text }) => text);

  assert.deepEqual(found("Die Größe stimmt", "grosse"), ["Größe"]);
  assert.deepEqual(found("我家在上海东边", "上海"), ["上海"]);
  assert.deepEqual(found("The Deployment", "deplo"), ["Deplo"]);
  assert.equal(hits("abc", "x").map(({ text }) => text).join(""), "abc");
});
