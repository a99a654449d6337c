// ws as lean as it can be: the frame is made once and written to each socket. `S<room>` listens, `P<room> <payload>` publishes.
import { Sender, WebSocketServer } from "ws";

/** @type {Map<string, Set<import("ws").WebSocket>>} */
const rooms = new Map();
const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 4096, perMessageDeflate: false });

server.on("connection", (client) => {
  const own = [];
  client.on("error", () => {});
  client.on("close", () => own.forEach((room) => rooms.get(room).delete(client)));
  client.on("message", (data) => {
    const space = data.indexOf(32);
    const room = data.toString("latin1", 1, space < 0 ? data.length : space);
    if (data[0] === 83) {
      if (!rooms.has(room)) rooms.set(room, new Set());
      rooms.get(room).add(client);
      own.push(room);
      return;
    }
    const frame = Buffer.concat(
      Sender.frame(data.subarray(space + 1), { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true }),
    );
    for (const other of rooms.get(room) ?? []) other._socket.write(frame);
  });
});
