import { counted } from "./reactions.js";

/** @import { Message, RoomEvent, Person } from "./types.js" */
/** @import { Entry } from "./outbox.js" */

/**
 * The message that an event says.
 *
 * @param {RoomEvent} event of type message
 * @returns {Message}
 */
export function messageOf(event) {
  return /** @type {Message} */ (
    // The text of one that was erased since: the event that says who deleted it follows.
    event.text == null ? { ...event, text: null, deleted: { by: event.by, at: event.at } } : { ...event }
  );
}

/**
 * What a message reads like after an event about it.
 *
 * @param {Message} message
 * @param {RoomEvent} event
 * @param {Person} me
 * @returns {Message}
 */
export function changedBy(message, event, me) {
  switch (event.type) {
    case "edited":
      return message.deleted || event.text == null ? message : { ...message, text: event.text, editedAt: event.at };
    case "deleted":
      return { ...message, text: null, deleted: { by: event.by, at: event.at } };
    case "restored": {
      const { deleted: _deleted, ...rest } = message;
      return { ...rest, text: event.text ?? null };
    }
    case "reaction":
      return reacted(message, { emoji: event.emoji ?? "", on: event.on === true, by: event.by, mine: event.by.id === me.id });
    default:
      return message;
  }
}

/**
 * What a message will read like once the server has taken what its reader wants.
 *
 * @param {Message} message
 * @param {Entry} entry
 * @param {Person} me
 * @returns {Message}
 */
export function withWish(message, entry, me) {
  if (entry.state === "refused") return message;
  switch (entry.kind) {
    case "edit":
      return message.deleted ? message : { ...message, text: entry.text ?? message.text };
    case "delete":
      return message.deleted ? message : { ...message, deleted: { by: null, at: new Date(entry.at).toISOString() } };
    case "reaction":
      return reacted(message, { emoji: entry.emoji ?? "", on: entry.on === true, by: me, mine: true });
    default:
      return message;
  }
}

/**
 * @param {Message} message
 * @param {Parameters<typeof counted>[1]} change
 * @returns {Message}
 */
function reacted(message, change) {
  return { ...message, reactions: counted(message.reactions ?? [], change) };
}
