package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;

/** One client of the {@link Ceiling}. */
final class CeilingClient {

    private static final byte[] NONE = {};
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Ceiling server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<byte[]> waiting = new ArrayDeque<>(2);
    /** Of the first that waits, how much is gone already. */
    private int gone;

    private boolean stuck;
    private boolean upgraded;
    private byte[] left = NONE;

    CeilingClient(Ceiling server, SocketChannel channel, SelectionKey key) {
        this.server = server;
        this.channel = channel;
        this.key = key;
    }

    /** Whether it is the first that waits, and the socket takes more. */
    boolean queue(byte[] frame) {
        boolean first = waiting.isEmpty();
        waiting.add(frame);
        return first && !stuck;
    }

    void onSelected(ByteBuffer outgoing) {
        try {
            if (key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable()) {
                write(outgoing);
            }
        } catch (IOException gone) {
            leave();
        }
    }

    /** Writes what waits: as much as fits into the buffer in one write, and so on until the socket takes no more. */
    void write(ByteBuffer outgoing) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            stuck = false;
            while (!waiting.isEmpty() && !stuck) {
                fill(outgoing.clear());
                int size = outgoing.flip().remaining();
                int written = channel.write(outgoing);
                drop(written);
                stuck = written < size;
            }
            int ops = stuck ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
            if (key.interestOps() != ops) {
                key.interestOps(ops);
            }
        } catch (IOException gone) {
            leave();
        }
    }

    private void fill(ByteBuffer outgoing) {
        int from = gone;
        for (byte[] frame : waiting) {
            int part = Math.min(frame.length - from, outgoing.remaining());
            outgoing.put(frame, from, part);
            from = 0;
            if (!outgoing.hasRemaining()) {
                return;
            }
        }
    }

    private void drop(int written) {
        int rest = written + gone;
        while (!waiting.isEmpty() && rest >= waiting.peek().length) {
            rest -= waiting.remove().length;
        }
        gone = rest;
    }

    private void read() throws IOException {
        byte[] bytes = server.bytes();
        System.arraycopy(left, 0, bytes, 0, left.length);
        int count = channel.read(server.incoming().clear().position(left.length));
        if (count < 0) {
            leave();
            return;
        }
        int size = left.length + count;
        int done = upgraded ? frames(bytes, size) : upgrade(bytes, size);
        left = done == size ? NONE : Arrays.copyOfRange(bytes, done, size);
    }

    private int upgrade(byte[] bytes, int size) {
        String request = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
        int end = request.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        int at = request.indexOf("Sec-WebSocket-Key: ") + 19;
        String accept = accept(request.substring(at, request.indexOf('\r', at)));
        upgraded = true;
        byte[] answer = ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        if (queue(answer)) {
            server.wantsToWrite(this);
        }
        return end + 4;
    }

    /** Takes whole, unfragmented, masked frames. */
    private int frames(byte[] bytes, int size) {
        int at = 0;
        while (size - at >= 2) {
            int second = bytes[at + 1] & 127;
            int head = second < 126 ? 6 : second == 126 ? 8 : 14;
            if (size - at < head) {
                break;
            }
            int length =
                    second < 126 ? second : ByteBuffer.wrap(bytes).getInt(at + head - 8) & (head == 8 ? 0xffff : -1);
            if (size - at - head < length) {
                break;
            }
            unmask(bytes, at + head, length);
            if ((bytes[at] & 15) == 1) {
                message(bytes, at + head, at + head + length);
            }
            at += head + length;
        }
        return at;
    }

    private static void unmask(byte[] bytes, int from, int length) {
        for (int index = 0; index < length; index++) {
            bytes[from + index] ^= bytes[from - 4 + (index & 3)];
        }
    }

    private void message(byte[] bytes, int from, int to) {
        int space = from;
        while (space < to && bytes[space] != ' ') {
            space++;
        }
        String room = new String(bytes, from + 1, space - from - 1, StandardCharsets.US_ASCII);
        if (bytes[from] == 'S') {
            server.listen(this, room);
        } else {
            server.publish(room, frame(bytes, space + 1, to));
        }
    }

    private static byte[] frame(byte[] bytes, int from, int to) {
        int size = to - from;
        int head = size < 126 ? 2 : 4;
        byte[] frame = new byte[head + size];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (size < 126 ? size : 126);
        if (head == 4) {
            frame[2] = (byte) (size >>> 8);
            frame[3] = (byte) size;
        }
        System.arraycopy(bytes, from, frame, head, size);
        return frame;
    }

    private void leave() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // It is what was wanted.
        }
        waiting.clear();
        server.leave(this);
    }

    private static String accept(String clientKey) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((clientKey + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
