package dev.switchboard.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One client's connection: a WebSocket of its own on the loop's thread. */
final class Link implements WebSocketReader.Sink {

    private static final byte[] NONE = {};
    private static final int TEXT = 0x81;
    private static final int PONG = 0x8a;
    /** Any key will do here, but zero, which would take the work out of unmasking. */
    private static final int MASK = 0x5a3c9671;

    private static final int LEAST_READ = 64 * 1024;
    /** So many connections from one address that its ports never run out. */
    private static final int CONNECTIONS_AN_ADDRESS = 4_000;

    private final Loop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Address address;
    private final Listener listener;
    private final Talk talk;
    private final WebSocketReader webSocket = new WebSocketReader(this);
    private byte[] left = NONE;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private boolean writing;
    private boolean upgraded;
    private boolean ready;
    private boolean open = true;
    private long readAt;

    /**
     * Where a server listens.
     *
     * @param path of the WebSocket
     * @param subprotocol empty for none
     */
    record Address(int port, String path, String subprotocol) {}

    /** What is told of a connection. */
    interface Listener {

        /** The server knows us. */
        default void onReady(Link link) {}

        /** A payload has come; the bytes are good during the call only. */
        default void onPayload(Link link, byte[] bytes, int from, int to) {}

        default void onReceipt(Link link, String receipt) {}

        /** It is over, and nobody here asked for it. */
        void onEnd(Link link, String why);
    }

    private Link(Loop loop, SocketChannel channel, Address address, Listener listener, Talk.Kind kind)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.address = address;
        this.listener = listener;
        this.talk = kind.with(this);
        this.key = channel.register(loop.selector(), SelectionKey.OP_CONNECT, this);
    }

    /** Starts to connect. */
    static Link connect(Loop loop, Address address, Talk.Kind kind, Listener listener) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        int group = loop.links().size() / CONNECTIONS_AN_ADDRESS;
        channel.bind(new InetSocketAddress("127.0.0." + (group + 1), 0));
        Link link = new Link(loop, channel, address, listener, kind);
        loop.add(link);
        boolean atOnce = channel.connect(new InetSocketAddress("127.0.0.1", address.port()));
        if (atOnce) {
            link.onConnected();
        }
        return link;
    }

    Talk talk() {
        return talk;
    }

    boolean isReady() {
        return ready;
    }

    boolean isOpen() {
        return open;
    }

    /** When the bytes that are being taken were read, on {@link Loop#now()}'s clock. */
    long readAt() {
        return readAt;
    }

    /** Stops to read, as a frozen browser does. */
    void stopReading() {
        key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    void readAgain() {
        if (open) {
            key.interestOpsOr(SelectionKey.OP_READ);
        }
    }

    /** Sends a masked text message of these parts, together with whatever else is sent during this turn. */
    void sendText(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        startFrame(TEXT, length);
        int at = 0;
        for (byte[] part : parts) {
            at = putMasked(part, 0, part.length, at);
        }
        wantsToWrite();
    }

    void cut() throws IOException {
        open = false;
        channel.close();
    }

    void onReady() {
        ready = true;
        listener.onReady(this);
    }

    void onPayload(byte[] bytes, int from, int to) {
        listener.onPayload(this, bytes, from, to);
    }

    void onReceipt(String receipt) {
        listener.onReceipt(this, receipt);
    }

    /** The server says that something is wrong. */
    void onFault(String what) {
        end(what.strip());
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
        talk.take(bytes, from, to);
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
        startFrame(PONG, to - from);
        int unused = putMasked(bytes, from, to, 0);
        wantsToWrite();
    }

    @Override
    public void close(int code) {
        end("closed with " + code);
    }

    void onSelected() {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                onConnected();
            } else if (key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable()) {
                write();
            }
        } catch (IOException cut) {
            end("cut: " + cut.getMessage());
        }
    }

    /** Writes what waits; the rest, if the socket takes no more, when it does. */
    void write() {
        writing = false;
        if (!open) {
            return;
        }
        try {
            out.flip();
            while (out.hasRemaining()) {
                ByteBuffer direct = loop.outgoing().clear();
                int part = Math.min(direct.remaining(), out.remaining());
                direct.put(out.slice(out.position(), part)).flip();
                int written = channel.write(direct);
                out.position(out.position() + written);
                if (written < part) {
                    break;
                }
            }
            boolean rest = out.hasRemaining();
            out.compact();
            key.interestOps(
                    rest ? key.interestOps() | SelectionKey.OP_WRITE : key.interestOps() & ~SelectionKey.OP_WRITE);
        } catch (IOException cut) {
            end("cut: " + cut.getMessage());
        }
    }

    private void onConnected() {
        key.interestOps(SelectionKey.OP_READ);
        String protocol =
                address.subprotocol().isEmpty() ? "" : "Sec-WebSocket-Protocol: " + address.subprotocol() + "\r\n";
        byte[] request = ("GET " + address.path() + " HTTP/1.1\r\nHost: localhost:" + address.port()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + protocol + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ensureRoom(request.length);
        out.put(request);
        wantsToWrite();
    }

    private void read() throws IOException {
        byte[] bytes = loop.bytes(left.length + LEAST_READ);
        System.arraycopy(left, 0, bytes, 0, left.length);
        ByteBuffer buffer = loop.buffer().clear().position(left.length);
        int count = channel.read(buffer);
        if (count < 0) {
            end("cut");
            return;
        }
        readAt = Loop.now();
        int size = left.length + count;
        int from = upgraded ? 0 : answer(bytes, size);
        int done = upgraded ? webSocket.take(bytes, from, size) : 0;
        left = done == size ? NONE : Arrays.copyOfRange(bytes, done, size);
    }

    /** Reads the answer to the handshake, once it is there as a whole. */
    private int answer(byte[] bytes, int size) {
        String text = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (!text.startsWith("HTTP/1.1 101")) {
            end("refused: " + text.lines().findFirst().orElse(""));
            return 0;
        }
        upgraded = true;
        talk.open();
        return end + 4;
    }

    private void end(String why) {
        if (open) {
            open = false;
            key.cancel();
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                // It is what was wanted.
            }
            listener.onEnd(this, why);
        }
    }

    private void wantsToWrite() {
        if (!writing) {
            writing = true;
            loop.wantsToWrite(this);
        }
    }

    private void startFrame(int first, int length) {
        ensureRoom(length + 14);
        out.put((byte) first);
        if (length < 126) {
            out.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            out.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            out.put((byte) (0x80 | 127)).putLong(length);
        }
        out.putInt(MASK);
    }

    private int putMasked(byte[] bytes, int from, int to, int place) {
        int at = place;
        for (int index = from; index < to; index++, at++) {
            out.put((byte) (bytes[index] ^ MASK >>> (3 - (at & 3)) * 8));
        }
        return at;
    }

    private void ensureRoom(int more) {
        if (out.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(256, (out.position() + more) * 2));
            out = larger.put(out.flip());
        }
    }
}
