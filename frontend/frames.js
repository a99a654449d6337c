/** @import { Entry } from "./state/outbox.js" */

/**
 * How something in the outbox is said to the server.
 *
 * @param {Entry} entry
 * @returns {[string, Record<string, unknown>]} destination and body
 */
export function frameOf(entry) {
  const { room, target: seq, text } = entry;
  switch (entry.kind) {
    case "message":
      return ["/app/chat", entry.replyTo === undefined ? { room, text } : { room, text, replyTo: entry.replyTo }];
    case "edit":
      return ["/app/chat/edit", { room, seq, text }];
    case "delete":
      return ["/app/chat/delete", { room, seq }];
    case "restore":
      return ["/app/chat/restore", { room, seq }];
    default:
      return ["/app/chat/react", { room, seq, emoji: entry.emoji, on: entry.on }];
  }
}
