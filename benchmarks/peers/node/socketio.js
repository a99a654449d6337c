// Socket.IO with its rooms, as in its documentation; over WebSocket only, since that is what is compared.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { transports: ["websocket"] });

io.on("connection", (socket) => {
  socket.on("listen", (room) => socket.join(room));
  socket.on("publish", (room, payload) => io.to(room).emit("m", payload));
});
http.listen({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 4096 });
