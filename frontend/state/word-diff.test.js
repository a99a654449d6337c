import assert from "node:assert/strict";
import { test } from "node:test";
import { wordDiff } from "./word-diff.js";

/** @param {string} before @param {string} after a diff as people write one: [-removed-]{+added+} */
const written = (before, after) =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === "removed" ? `[-${text}-]` : kind === "added" ? `{+${text}+}` : text))
    .join("");

test("says what was removed and what was added, word by word", () => {
  assert.equal(written("we meet at noon", "we meet at one"), "we meet at [-noon-]{+one+}");
  assert.equal(written("we meet", "we all meet"), "we {+all +}meet");
  assert.equal(written("not today, sorry", "today, sorry"), "[-not -]today, sorry");
  assert.equal(written("hello", "hello!"), "hello{+!+}");
  assert.equal(written("same", "same"), "same");
  assert.equal(written("", "new"), "{+new+}");
  assert.equal(written("gone", ""), "[-gone-]");
});

test("changes that only a space parts are one change", () => {
  assert.equal(written("see the quick fox run", "see a slow fox run"), "see [-the quick-]{+a slow+} fox run");
});

test("takes scripts without spaces by the character, and keeps signs whole", () => {
  assert.equal(written("我家在上海东边", "我家在北京东边"), "我家在[-上海-]{+北京+}东边");
  assert.equal(written("cafe\u0301 ☕", "cafe\u0301 🍵"), "cafe\u0301 [-☕-]{+🍵+}");
  assert.equal(written("👩‍👩‍👧 🇩🇪 👍", "👩‍👩‍👦 🇩🇰 👍🏽"), "[-👩‍👩‍👧 🇩🇪 👍-]{+👩‍👩‍👦 🇩🇰 👍🏽+}");
});

test("whatever the texts, both can be read off the pieces, and the same words are kept", () => {
  let seed = 1;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  const vocabulary = ["a", "b", "c", " ", " ", "\n", "ä", "e\u0301", "上", ",", "🎉"];
  const text = () => Array.from({ length: random(14) }, () => vocabulary[random(vocabulary.length)]).join("");
  for (let round = 0; round < 3000; round++) {
    const [before, after] = [text(), text()];
    const pieces = wordDiff(before, after);
    const without = (/** @type {string} */ kind) =>
      pieces
        .filter((piece) => piece.kind !== kind)
        .map((piece) => piece.text)
        .join("");
    assert.equal(without("added"), before);
    assert.equal(without("removed"), after);
    for (const [index, piece] of pieces.entries()) {
      assert.notEqual(piece.text, "");
      assert.notEqual(piece.kind, pieces[index + 1]?.kind);
    }
  }
});

test("two texts of ten thousand characters take no time, alike or not", () => {
  const letters = (/** @type {number} */ shift) => Array.from({ length: 5000 }, (_, i) => String.fromCharCode(97 + ((i * i + shift * i) % 26))).join(" ");
  const started = performance.now();
  const cases = [
    [letters(1), letters(7)],
    ["上".repeat(10_000), "下".repeat(10_000)],
    [letters(3), letters(3).replaceAll("q", "k")],
    ["a ".repeat(5000), "b ".repeat(5000)],
  ];
  for (const [before, after] of cases) {
    const pieces = wordDiff(before, after);
    assert.equal(
      pieces
        .filter((piece) => piece.kind !== "removed")
        .map((piece) => piece.text)
        .join(""),
      after,
    );
  }
  assert.ok(performance.now() - started < 5000, "bounded, also on a machine that is busy");
});
