/**
 * What the server says, as protocol.md names it, for the type checker. Nothing here runs.
 *
 * @typedef {{id: string, username: string, name: string}} Person
 *
 * @typedef {{emoji: string, count: number, mine: boolean, people: Person[]}} Reaction `people`: the first of them, in the order they came
 *
 * @typedef {object} Message one message as history gives it, that is, as it reads now
 * @property {"message"} type
 * @property {string} room
 * @property {number} seq
 * @property {string} id
 * @property {string} at ISO 8601, UTC
 * @property {Person} by
 * @property {string | null} [text] null or missing once deleted
 * @property {number | null} [replyTo] the seq of the message that this one answers
 * @property {string | null} [clientMsgId]
 * @property {string | null} [editedAt] ISO 8601, UTC
 * @property {{by: Person | null, at: string} | null} [deleted] who deleted it, and when; `by` is null until the server has answered
 * @property {Reaction[]} [reactions]
 *
 * @typedef {object} RoomEvent one event of a room's log; which of the optional fields there are depends on the type
 * @property {string} type
 * @property {string} room
 * @property {number} seq
 * @property {string} id
 * @property {string} at
 * @property {Person} by
 * @property {string | null} [text]
 * @property {number | null} [replyTo]
 * @property {string | null} [clientMsgId]
 * @property {number} [target]
 * @property {string} [emoji]
 * @property {boolean} [on]
 * @property {Person} [user]
 * @property {string} [name]
 * @property {boolean} [archived]
 *
 * @typedef {{seq: number, text: string, at: string, by: Person}} Version what a message said for a while
 *
 * @typedef {{items: Version[], next?: number | null}} VersionPage
 *
 * @typedef {{items: Message[], prev?: number | null, next?: number | null, head: number}} HistoryPage
 *
 * @typedef {{items: RoomEvent[], next?: number | null, head: number}} EventPage
 *
 * @typedef {object} Room
 * @property {string} id
 * @property {string} name
 * @property {boolean} private
 * @property {boolean} direct
 * @property {boolean} archived
 * @property {"owner" | "moderator" | "member" | null} [role] null or missing for a public room that one has not joined
 * @property {number} head
 * @property {number} read
 * @property {number} unread
 * @property {number} mentions
 *
 * @typedef {Person & {role: "owner" | "moderator" | "member"}} Member
 *
 * @typedef {{user: Person, by: Person, at: string}} Ban
 *
 * @typedef {{status: number, code: string, detail: string, retryAfter?: number}} ProblemLike what a refusal says,
 *   whether it came by REST or STOMP
 *
 * @typedef {Message & {highlight?: {text: string, hit: boolean}[] | null}} SearchResult
 */

export {};
