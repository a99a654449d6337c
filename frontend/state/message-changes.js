/** @import { Message, RoomEvent, Person, Reaction } from "./types.js" */
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
      return {
        ...message,
        reactions: counted(message.reactions ?? [], event.emoji ?? "", event.on === true, event.by.id === me.id),
      };
    default:
      return message;
  }
}

/**
 * @param {readonly Reaction[]} reactions
 * @param {string} emoji
 * @param {boolean} on
 * @param {boolean} mine
 * @returns {Reaction[]}
 */
function counted(reactions, emoji, on, mine) {
  const known = reactions.find((reaction) => reaction.emoji === emoji);
  if (!known) return on ? [...reactions, { emoji, count: 1, mine }] : [...reactions];
  const now = { emoji, count: known.count + (on ? 1 : -1), mine: mine ? on : known.mine };
  return reactions.map((reaction) => (reaction === known ? now : reaction)).filter((reaction) => reaction.count > 0);
}

/**
 * What a message will read like once the server has taken what its reader wants.
 *
 * @param {Message} message
 * @param {Entry} entry
 * @returns {Message}
 */
export function withWish(message, entry) {
  if (entry.state === "refused") return message;
  switch (entry.kind) {
    case "edit":
      return message.deleted ? message : { ...message, text: entry.text ?? message.text };
    case "delete":
      return message.deleted ? message : { ...message, deleted: { by: null, at: new Date(entry.at).toISOString() } };
    case "reaction": {
      const known = message.reactions?.find((reaction) => reaction.emoji === entry.emoji);
      if ((known?.mine ?? false) === entry.on) return message;
      return { ...message, reactions: counted(message.reactions ?? [], entry.emoji ?? "", entry.on === true, true) };
    }
    default:
      return message;
  }
}
