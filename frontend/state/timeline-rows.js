import { withWish } from "./message-changes.js";

/** @import { Entry } from "./outbox.js" */
/** @import { Item, Stretch } from "./stretch.js" */
/** @import { Message, Person } from "./types.js" */

/**
 * One row of the timeline.
 *
 * @typedef {object} Row
 * @property {string} key stays the same from "Sending" to the end of the session
 * @property {Message} message what to show; of one that has no seq yet, `seq` is 0
 * @property {Entry | null} entry the outbox's entry, while the message or a change of it is not known to be stored
 * @property {boolean} own whether the reader wrote it in this session
 */

/**
 * What to draw of a room: stored messages by seq, with what the reader wants changed, and behind them those that are not stored yet.
 *
 * @param {object} timeline
 * @param {Stretch} timeline.stored
 * @param {readonly Entry[]} timeline.entries what the server has not answered yet
 * @param {Person} timeline.me
 * @param {boolean} timeline.atEnd whether what is not stored yet has its place here
 * @returns {Row[]} oldest first
 */
export function rowsOf({ stored, entries, me, atEnd }) {
  /** @type {Map<number, Entry[]>} */
  const changes = new Map();
  /** @type {Entry[]} */
  const unsent = [];
  const seen = new Set();
  for (const entry of entries) {
    if (entry.kind === "message") unsent.push(entry);
    else if (entry.target !== undefined) changes.set(entry.target, [...(changes.get(entry.target) ?? []), entry]);
  }
  /** @type {Row[]} */
  const rows = [];
  for (const item of stored.from()) {
    seen.add(item.message.clientMsgId);
    const wanted = changes.get(item.message.seq);
    rows.push(wanted ? changedRow(item, wanted, me) : rowOf(item));
  }
  if (atEnd) {
    for (const entry of unsent) {
      const known = seen.has(entry.id) || (entry.seq !== undefined && stored.has(entry.seq));
      if (!known) rows.push(unsentRow(entry, me));
    }
  }
  return rows;
}

/** @type {WeakMap<object, Row>} so that an unchanged message is drawn by an unchanged row */
const rowsOfItems = new WeakMap();

/**
 * @param {Item} item
 * @returns {Row}
 */
function rowOf(item) {
  let row = rowsOfItems.get(item);
  if (!row) {
    row = { key: item.key, message: item.message, entry: null, own: item.own };
    rowsOfItems.set(item, row);
  }
  return row;
}

/**
 * @param {Item} item
 * @param {Entry[]} wanted
 * @param {Person} me
 * @returns {Row}
 */
function changedRow(item, wanted, me) {
  const visible = wanted.filter((entry) => entry.kind !== "reaction");
  return {
    key: item.key,
    message: wanted.reduce((message, entry) => withWish(message, entry, me), item.message),
    entry: visible[visible.length - 1] ?? null,
    own: item.own,
  };
}

/**
 * @param {Entry} entry
 * @param {Person} me
 * @returns {Row}
 */
function unsentRow(entry, me) {
  return {
    key: `c:${entry.id}`,
    message: {
      type: "message",
      room: entry.room,
      seq: 0,
      id: "",
      at: new Date(entry.at).toISOString(),
      by: me,
      text: entry.text ?? "",
      replyTo: entry.replyTo ?? null,
      clientMsgId: entry.id,
    },
    entry,
    own: true,
  };
}
