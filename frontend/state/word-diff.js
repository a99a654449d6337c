/**
 * A stretch of text that two versions share, or that one of them lacks.
 *
 * @typedef {{kind: "same" | "removed" | "added", text: string}} Piece
 */

/** Versions that differ in more words than this are shown as one removed and one added: no reader would follow so many changes. */
const MOST_CHANGES = 1500;

/**
 * What became of a text, word by word. Removed and same pieces together are the old text, same and added pieces the new one. Two
 * texts of 10,000 characters take a few hundredths of a second at most.
 *
 * @param {string} before
 * @param {string} after
 * @returns {Piece[]}
 */
export function wordDiff(before, after) {
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let oldEnd = old.length;
  let nowEnd = now.length;
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  const kept = common(old.slice(start, oldEnd), now.slice(start, nowEnd));
  /** @type {Piece[]} */
  const pieces = [];
  add(pieces, "same", old.slice(0, start));
  let [i, j] = [start, start];
  for (const [x, y] of kept) {
    add(pieces, "removed", old.slice(i, start + x));
    add(pieces, "added", now.slice(j, start + y));
    add(pieces, "same", [old[start + x]]);
    [i, j] = [start + x + 1, start + y + 1];
  }
  add(pieces, "removed", old.slice(i, oldEnd));
  add(pieces, "added", now.slice(j, nowEnd));
  add(pieces, "same", old.slice(oldEnd));
  return joined(pieces);
}

/** Scripts without spaces, taken by the character. */
const CHARACTER = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\p{M}*`;
const PICTURE = String.raw`\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}]*`;
const SIGN = String.raw`${PICTURE}(?:\u200d${PICTURE})*|\p{Regional_Indicator}{2}|\P{M}\p{M}*`;
const WORD = new RegExp(String.raw`${CHARACTER}|(?:(?!${CHARACTER})[\p{L}\p{N}\p{M}_])+|\s+|${SIGN}`, "gsu");

/**
 * Words, and what stands between them: spaces, and each sign by itself.
 *
 * @param {string} text
 * @returns {string[]}
 */
function words(text) {
  return text.match(WORD) ?? [];
}

/**
 * The longest common subsequence (Myers, "An O(ND) Difference Algorithm").
 *
 * @param {readonly string[]} old
 * @param {readonly string[]} now
 * @returns {[number, number][]} rising pairs of indices; empty where the texts differ too much
 */
function common(old, now) {
  const most = Math.min(old.length + now.length, MOST_CHANGES);
  const middle = most + 1;
  const reach = new Int32Array(2 * most + 3);
  /** @type {Int32Array[]} */
  const steps = [];
  for (let changes = 0; changes <= most; changes++) {
    steps.push(reach.slice(middle - changes - 1, middle + changes + 2));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = nextX(reach, middle + diagonal, diagonal, changes);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      reach[middle + diagonal] = x;
      if (x >= old.length && x - diagonal >= now.length) return traced(steps, old.length, now.length);
    }
  }
  return [];
}

/**
 * @param {Int32Array} reach how far each diagonal was followed
 * @param {number} at where this diagonal stands in it
 * @param {number} diagonal
 * @param {number} changes
 * @returns {number} where it is entered
 */
function nextX(reach, at, diagonal, changes) {
  const down = diagonal === -changes || (diagonal !== changes && reach[at - 1] < reach[at + 1]);
  return down ? reach[at + 1] : reach[at - 1] + 1;
}

/**
 * @param {readonly Int32Array[]} steps the reach before each number of changes; its middle is diagonal 0
 * @param {number} x
 * @param {number} y
 * @returns {[number, number][]}
 */
function traced(steps, x, y) {
  /** @type {[number, number][]} */
  const pairs = [];
  for (let changes = steps.length - 1; changes >= 0; changes--) {
    const reach = steps[changes];
    const diagonal = x - y;
    const entered = changes === 0 ? 0 : nextX(reach, changes + 1 + diagonal, diagonal, changes);
    while (x > entered) pairs.push([--x, --y]);
    if (changes === 0) break;
    const at = changes + 1 + diagonal;
    const down = diagonal === -changes || (diagonal !== changes && reach[at - 1] < reach[at + 1]);
    if (down) y--;
    else x--;
  }
  return pairs.reverse();
}

/**
 * @param {Piece[]} pieces
 * @param {Piece["kind"]} kind
 * @param {readonly string[]} more
 */
function add(pieces, kind, more) {
  if (more.length === 0) return;
  const last = pieces[pieces.length - 1];
  if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + more.join("") };
  else pieces.push({ kind, text: more.join("") });
}

/**
 * Takes changes together that only spaces part, so that a new sentence reads as one.
 *
 * @param {readonly Piece[]} pieces
 * @returns {Piece[]}
 */
function joined(pieces) {
  /** @type {Piece[]} */
  const all = [];
  let removed = "";
  let added = "";
  const flush = () => {
    add(all, "removed", removed ? [removed] : []);
    add(all, "added", added ? [added] : []);
    [removed, added] = ["", ""];
  };
  pieces.forEach((piece, index) => {
    const inside = removed !== "" && added !== "" && index < pieces.length - 1;
    if (piece.kind === "removed") removed += piece.text;
    else if (piece.kind === "added") added += piece.text;
    else if (inside && /^[^\S\n]+$/.test(piece.text) && pieces[index + 1].kind === "removed" && pieces[index + 2]?.kind === "added") {
      removed += piece.text;
      added += piece.text;
    } else {
      flush();
      add(all, "same", [piece.text]);
    }
  });
  flush();
  return all;
}
