/** @import { Room, Person } from "./types.js" */

/**
 * The rooms that the reader may see: one's own, and the public ones. Fires "change", and "removed" with {room, by, reason} when the
 * reader is not a member any more.
 */
export class Rooms extends EventTarget {
  /** Whether the server has answered. */
  loaded = false;

  /** @type {Map<string, Room>} */
  #byId = new Map();
  /** @type {Map<string, {by: Person | null, reason: string, name: string}>} */
  #removals = new Map();
  /** @type {Intl.Collator} */
  #collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  /**
   * Takes the list as the server gives it. Rooms that one was in and is not any more count as removals, of which nobody said why.
   *
   * @param {readonly Room[]} rooms
   */
  replace(rooms) {
    const before = this.#byId;
    this.#byId = new Map(rooms.map((room) => [room.id, room]));
    this.loaded = true;
    for (const room of rooms) if (room.role) this.#removals.delete(room.id);
    for (const { id, name, role } of before.values()) {
      if (role && !this.#byId.get(id)?.role) this.#removals.set(id, { by: null, reason: "unknown", name });
    }
    this.#changed();
  }

  /**
   * Takes what the inbox says.
   *
   * @param {{type: string, room?: any, [more: string]: any}} message as BRIEF names it: unread, mention, room, removed
   */
  apply(message) {
    switch (message.type) {
      case "unread": {
        const room = this.#byId.get(message.room);
        if (!room) return;
        const { head = room.head, read = room.read, unread = room.unread, mentions = room.mentions } = message;
        this.#byId.set(room.id, {
          ...room,
          head: Math.max(head, room.head),
          read: Math.max(read, room.read),
          ...(read < room.read ? {} : { unread, mentions }),
        });
        break;
      }
      case "room": {
        const known = this.#byId.get(message.room.id);
        this.#byId.set(message.room.id, { ...known, ...message.room });
        if (message.room.role) this.#removals.delete(message.room.id);
        break;
      }
      case "removed": {
        this.#remove(message.room, message.by ?? null, message.reason ?? "removed");
        break;
      }
      default:
        return;
    }
    this.#changed();
  }

  /**
   * The reader has read up to here; the server will say the same soon.
   *
   * @param {string} id
   * @param {number} seq
   */
  read(id, seq) {
    const room = this.#byId.get(id);
    if (!room || seq <= room.read) return;
    this.#byId.set(id, { ...room, read: seq });
    this.#changed();
  }

  /**
   * A member renamed or archived the room that is open.
   *
   * @param {string} id
   * @param {Partial<Room>} change
   */
  amend(id, change) {
    const room = this.#byId.get(id);
    if (!room) return;
    this.#byId.set(id, { ...room, ...change });
    this.#changed();
  }

  /**
   * @param {string} id
   * @returns {Room | undefined}
   */
  room(id) {
    return this.#byId.get(id);
  }

  /** Why the reader is no longer in a room, if that happened while the page was open. @param {string} id */
  removal(id) {
    return this.#removals.get(id);
  }

  /** Rooms one is in, by name. @returns {Room[]} */
  get joined() {
    return this.#sorted((room) => Boolean(room.role) && !room.direct && !room.archived);
  }

  /** Direct rooms, by name. @returns {Room[]} */
  get direct() {
    return this.#sorted((room) => Boolean(room.role) && room.direct && !room.archived);
  }

  /** Archived rooms one is in, by name. @returns {Room[]} */
  get archived() {
    return this.#sorted((room) => Boolean(room.role) && room.archived);
  }

  /** Public rooms that one could join, by name. @returns {Room[]} */
  get open() {
    return this.#sorted((room) => !room.role && !room.direct && !room.archived);
  }

  /** Unread messages in all rooms. @returns {number} */
  get unread() {
    return this.#sum((room) => room.unread);
  }

  /** Messages that name the reader, in all rooms. @returns {number} */
  get mentions() {
    return this.#sum((room) => room.mentions);
  }

  /**
   * The room above or below another in the list, from the last round to the first.
   *
   * @param {string | null} id
   * @param {1 | -1} step
   * @param {boolean} unreadOnly
   * @returns {Room | undefined}
   */
  neighbour(id, step, unreadOnly) {
    const rooms = [...this.joined, ...this.direct];
    const from = rooms.findIndex((room) => room.id === id);
    for (let i = 1; i <= rooms.length; i++) {
      const room = rooms[(((from + step * i) % rooms.length) + rooms.length) % rooms.length];
      if (room.id !== id && (!unreadOnly || room.unread > 0)) return room;
    }
    return undefined;
  }

  /**
   * @param {string} id
   * @param {Person | null} by
   * @param {string} reason
   */
  #remove(id, by, reason) {
    const room = this.#byId.get(id);
    this.#removals.set(id, { by, reason, name: room?.name ?? id });
    if (room && !room.private && reason !== "deleted") {
      this.#byId.set(id, { ...room, role: null, unread: 0, mentions: 0 });
    } else {
      this.#byId.delete(id);
    }
    this.dispatchEvent(new CustomEvent("removed", { detail: { room: id, by, reason } }));
  }

  /** @param {(room: Room) => boolean} wanted */
  #sorted(wanted) {
    return [...this.#byId.values()].filter(wanted).sort((a, b) => this.#collator.compare(a.name, b.name));
  }

  /** @param {(room: Room) => number} count */
  #sum(count) {
    let sum = 0;
    for (const room of this.#byId.values()) if (room.role) sum += count(room) || 0;
    return sum;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * A room's accessible name: everything its row shows, in words.
 *
 * @param {Room} room
 * @param {{draft?: boolean, unsent?: number}} more
 * @returns {string}
 */
export function roomLabel(room, more = {}) {
  const parts = [room.name];
  if (room.unread > 0) parts.push(`${room.unread} unread`);
  if (room.mentions > 0) parts.push(room.mentions === 1 ? "1 mention" : `${room.mentions} mentions`);
  if (more.draft) parts.push("draft");
  if (more.unsent) parts.push(`${more.unsent} unsent`);
  return parts.join(", ");
}
