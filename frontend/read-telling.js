/** @import { Connection } from "./net/connection.js" */
/** @import { Conversation } from "./state/conversation.js" */
/** @import { Rooms } from "./state/rooms.js" */

/** The server is told at most this often how far a room is read. */
const READ_EVERY_MS = 250;

/** Tells the server how far rooms are read, of each room one word at a time. */
export class ReadTelling {
  /** @type {Set<Conversation>} */
  #telling = new Set();
  #connection;
  #rooms;

  /**
   * @param {Connection} connection
   * @param {Rooms} rooms
   */
  constructor(connection, rooms) {
    this.#connection = connection;
    this.#rooms = rooms;
  }

  /** @param {Conversation} conversation of which more has been read, perhaps, than the server knows */
  async tell(conversation) {
    if (this.#telling.has(conversation)) return;
    this.#telling.add(conversation);
    const { room, position } = conversation;
    while (this.#rooms.room(room)?.role && position.seq > conversation.readTold && this.#connection.state === "online") {
      const { seq } = position;
      this.#rooms.read(room, seq);
      try {
        await this.#connection.send("/app/chat/read", { room, seq });
        conversation.learnRead(seq);
      } catch {
        // Told again with the next message that is read, or with the next connection.
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    }
    this.#telling.delete(conversation);
  }
}
