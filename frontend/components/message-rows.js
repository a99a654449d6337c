import { dayKey, timeOf } from "./times.js";

/** @import { Row } from "../state/timeline.js" */

/** Messages of one author within this time stand together. */
const GROUP_MS = 5 * 60_000;

/**
 * @typedef {{kind: "day", key: string, day: string, at: string}
 *   | {kind: "new", key: string}
 *   | {kind: "message", key: string, row: Row, grouped: boolean}} Piece
 */

/**
 * What is drawn for some of the rows: messages, grouped by what stands before them even where that is not drawn, and between them the
 * days and the "New" divider.
 *
 * @param {readonly Row[]} rows
 * @param {number} start
 * @param {number} end
 * @param {number | null} dividerAfter a seq
 * @param {string} me
 * @returns {Piece[]}
 */
export function withNeighbours(rows, start, end, dividerAfter, me) {
  /** @type {Piece[]} */
  const pieces = [];
  let divided = dividerAfter === null;
  for (let i = divided ? start : 0; i < end; i++) {
    const row = rows[i];
    const { message } = row;
    let isNew = false;
    if (!divided && message.seq > /** @type {number} */ (dividerAfter) && message.by.id !== me && !message.deleted) {
      isNew = true;
      divided = true;
    }
    if (i < start) continue;
    const before = rows[i - 1]?.message;
    const { day, ms } = placeInTime(message);
    const newDay = !before || placeInTime(before).day !== day;
    if (newDay) pieces.push({ kind: "day", key: `day:${day}`, day, at: message.at });
    if (isNew) pieces.push({ kind: "new", key: "new" });
    const close = before && ms - placeInTime(before).ms <= GROUP_MS;
    const grouped = Boolean(close && !newDay && !isNew && before.by.id === message.by.id && !message.replyTo);
    pieces.push({ kind: "message", key: row.key, row, grouped });
  }
  return unique(pieces);
}

/**
 * A clock that was wrong can bring the same day twice; keys stay unique all the same.
 *
 * @param {Piece[]} pieces
 */
function unique(pieces) {
  const seen = new Set();
  for (const piece of pieces) {
    if (piece.kind !== "day") continue;
    while (seen.has(piece.key)) piece.key += "'";
    seen.add(piece.key);
  }
  return pieces;
}

/** @type {WeakMap<object, {day: string, ms: number}>} what is asked of every message at every drawing */
const places = new WeakMap();

/** @param {import("../state/types.js").Message} message */
function placeInTime(message) {
  let place = places.get(message);
  if (!place) {
    place = { day: dayKey(message.at), ms: Date.parse(message.at) };
    places.set(message, place);
  }
  return place;
}

/** @type {WeakMap<Row, string>} */
const labels = new WeakMap();

/**
 * A message's accessible name.
 *
 * @param {Row} row
 * @returns {string}
 */
export function messageLabel(row) {
  let label = labels.get(row);
  if (label === undefined) {
    label = labelOf(row);
    labels.set(row, label);
  }
  return label;
}

/** @param {Row} row */
function labelOf(row) {
  const { message, entry } = row;
  const parts = [message.by.name, timeOf(message.at)];
  if (message.editedAt) parts.push("edited");
  if (message.replyTo) parts.push("a reply");
  const reactions = message.reactions?.reduce((sum, reaction) => sum + reaction.count, 0) ?? 0;
  if (reactions > 0) parts.push(reactions === 1 ? "1 reaction" : `${reactions} reactions`);
  if (entry?.state === "refused") parts.push("not sent");
  else if (entry?.state === "queued") parts.push("queued");
  else if (entry?.state === "sending") parts.push("sending");
  const text = message.deleted ? "deleted" : (message.text ?? "");
  return `${parts.join(", ")}: ${text.length > 300 ? `${text.slice(0, 300)}…` : text}`;
}
