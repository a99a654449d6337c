package dev.switchboard.stomp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket over a bare socket, that answers no ping and keeps no rule it is not told to. One thread at a time. */
final class RawWebSocket implements AutoCloseable {

    static final int TEXT = 1;
    static final int CONTINUATION = 0;
    static final int CLOSE = 8;
    static final int PING = 9;

    private final Socket socket;
    private final DataInputStream in;

    /** One WebSocket frame from the server. */
    record Received(int opcode, ByteBuffer payload) {

        String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        /** The code of a close frame. */
        int code() {
            return payload.getShort(0) & 0xffff;
        }
    }

    RawWebSocket(int port) throws IOException {
        this(port, 64 * 1024);
    }

    RawWebSocket(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        in = new DataInputStream(socket.getInputStream());
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        if (!head.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IOException("No upgrade: " + head);
        }
    }

    void text(String text) throws IOException {
        write(frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** A masked frame, with a mask of zeros. */
    static byte[] frame(boolean fin, int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write((fin ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    /** The next frame; fails at the end of the stream. */
    Received read() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Received(opcode, ByteBuffer.wrap(in.readNBytes((int) length)));
    }

    /** The next text frame that holds something, skipping all others. */
    String readText(String part) throws IOException {
        while (true) {
            Received received = read();
            if (received.opcode() == TEXT && received.text().contains(part)) {
                return received.text();
            }
            if (received.opcode() == CLOSE) {
                throw new IOException("Closed with " + received.code());
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
