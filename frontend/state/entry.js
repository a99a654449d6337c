/**
 * Something the reader wants and the server has not confirmed.
 *
 * @typedef {object} Entry
 * @property {string} id the client-msg-id: the same for every attempt, so that it takes effect once
 * @property {"message" | "edit" | "delete" | "restore" | "reaction"} kind
 * @property {string} room
 * @property {number} order rises with time; entries of one room are sent in this order
 * @property {number} at when it was made, milliseconds since 1970
 * @property {"queued" | "sending" | "sent" | "refused"} state
 * @property {number} attempts how often it was sent without an answer
 * @property {string} [text] of a message or an edit
 * @property {number} [replyTo] of a message
 * @property {number} [target] the seq of the message to change
 * @property {string} [emoji] of a reaction
 * @property {boolean} [on] of a reaction: the last intent
 * @property {number} [seq] once stored
 * @property {string} [reason] why it was refused, for the reader
 */

/**
 * Where entries survive a reload. Every promise may reject: then the entry lives in memory only.
 *
 * @typedef {object} EntryStore
 * @property {() => Promise<Entry[]>} all
 * @property {(entry: Entry) => Promise<void>} put
 * @property {(id: string) => Promise<void>} delete
 */

/**
 * Whether an entry waits for an answer.
 *
 * @param {Entry} entry
 */
export function isOpen(entry) {
  return entry.state === "queued" || entry.state === "sending";
}

/**
 * Whether an entry can still be given up.
 *
 * @param {Entry} entry
 */
export function canDiscard(entry) {
  return entry.state === "refused" || (entry.state === "queued" && entry.attempts === 0);
}
