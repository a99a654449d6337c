package dev.switchboard.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hundreds of STOMP clients over plain sockets, which one thread reads: each listens to one log and sees to it that no
 * sequence is missing, doubled or out of order. Some never read, once they are subscribed.
 */
public final class Crowd implements AutoCloseable {

    private static final int BUFFER = 128 * 1024;

    /** Hears of each publication, in the crowd's thread. */
    public interface Ear {
        void onSequence(int reader, long sequence);
    }

    private final int port;
    private final String token;
    private final Ear ear;
    private final Selector selector = Selector.open();
    private final List<Reader> readers = new ArrayList<>();
    private final List<SocketChannel> stuck = new ArrayList<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("crowd").unstarted(this::run);

    public Crowd(int port, String token, Ear ear) throws IOException {
        this.port = port;
        this.token = token;
        this.ear = ear;
    }

    /** One more that reads everything; before {@link #start}. */
    public void addReader(String destination, long head) throws IOException {
        Reader reader = new Reader(readers.size(), connect(64 * 1024), head);
        reader.signOn();
        reader.subscribe(destination);
        reader.channel.configureBlocking(false);
        reader.channel.register(selector, SelectionKey.OP_READ, reader);
        readers.add(reader);
    }

    /**
     * One more that subscribes and then never reads again.
     *
     * @param times how often it subscribes: the operating system takes some megabytes before a writer notices
     */
    public void addStuck(String destination, int times) throws IOException {
        SocketChannel channel = connect(4096);
        Reader reader = new Reader(-1, channel, 0);
        reader.signOn();
        for (int i = 0; i < times; i++) {
            reader.subscribe(destination);
        }
        stuck.add(channel);
    }

    public void start() {
        thread.start();
    }

    /** Everything that was not as it must be. */
    public List<String> wrong() {
        return List.copyOf(wrong);
    }

    private SocketChannel connect(int receiveBuffer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String upgrade = "GET /ws HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: v12.stomp\r\n\r\n";
        channel.write(ByteBuffer.wrap(upgrade.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("No answer: " + head);
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(head.toString());
        }
        return channel;
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select();
                if (!selector.isOpen()) {
                    return;
                }
                Set<SelectionKey> ready = selector.selectedKeys();
                for (SelectionKey key : ready) {
                    ((Reader) key.attachment()).readOrEnd(key);
                }
                ready.clear();
            }
        } catch (IOException failed) {
            wrong.add("The crowd cannot read: " + failed);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Reader reader : readers) {
            reader.channel.close();
        }
        for (SocketChannel channel : stuck) {
            channel.close();
        }
    }

    private final class Reader {

        private final int number;
        private final SocketChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private final StringBuilder text = new StringBuilder();
        private long last;
        private int subscriptions;

        Reader(int number, SocketChannel channel, long head) {
            this.number = number;
            this.channel = channel;
            this.last = head;
        }

        void signOn() throws IOException {
            write(1, "CONNECT\naccept-version:1.2\nhost:test\nAuthorization:Bearer " + token + "\n\n\0");
        }

        void subscribe(String destination) throws IOException {
            int wanted = subscriptions + 1;
            write(1, "SUBSCRIBE\nid:" + wanted + "\nreceipt:r\ndestination:" + destination + "\n\n\0");
            while (subscriptions < wanted) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException("Not subscribed: " + text);
                }
                takeFrames();
            }
        }

        void readOrEnd(SelectionKey key) {
            try {
                while (true) {
                    int count = channel.read(buffer);
                    if (count <= 0) {
                        if (count < 0) {
                            throw new EOFException();
                        }
                        return;
                    }
                    takeFrames();
                }
            } catch (IOException | UncheckedIOException ended) {
                wrong.add("Reader " + number + " was closed at " + last + ": " + ended);
                key.cancel();
            }
        }

        private void takeFrames() throws IOException {
            buffer.flip();
            while (takeFrame()) {
                // One after the other.
            }
            buffer.compact();
        }

        private boolean takeFrame() throws IOException {
            int start = buffer.position();
            if (buffer.remaining() < 2) {
                return false;
            }
            int opcode = buffer.get() & 0x0f;
            int length = buffer.get() & 0x7f;
            if (length >= 126) {
                int more = length == 126 ? 2 : 8;
                if (buffer.remaining() < more) {
                    buffer.position(start);
                    return false;
                }
                length = more == 2 ? buffer.getShort() & 0xffff : Math.toIntExact(buffer.getLong());
            }
            if (buffer.remaining() < length) {
                buffer.position(start);
                return false;
            }
            String payload = new String(buffer.array(), buffer.position(), length, StandardCharsets.ISO_8859_1);
            buffer.position(buffer.position() + length);
            switch (opcode) {
                case 0, 1 -> onText(payload);
                case 8 -> throw new EOFException("closed by " + ((payload.charAt(0) << 8) | payload.charAt(1)));
                case 9 -> write(10, payload);
                default -> {}
            }
            return true;
        }

        private void onText(String part) {
            text.append(part);
            int start = 0;
            for (int end = text.indexOf("\0"); end >= 0; end = text.indexOf("\0", start)) {
                onFrame(text.substring(start, Math.min(end, start + 1000)).stripLeading());
                start = end + 1;
            }
            text.delete(0, start);
        }

        private void onFrame(String frame) {
            if (frame.startsWith("RECEIPT")) {
                subscriptions++;
            } else if (frame.startsWith("MESSAGE")) {
                int from = frame.indexOf("\nseq:") + 5;
                long sequence = Long.parseLong(frame.substring(from, frame.indexOf('\n', from)));
                if (number >= 0 && sequence != last + 1) {
                    wrong.add("Reader " + number + " heard " + sequence + " after " + last);
                }
                last = sequence;
                if (number >= 0) {
                    ear.onSequence(number, sequence);
                }
            } else if (frame.startsWith("ERROR")) {
                wrong.add("Reader " + number + " got " + frame);
            }
        }

        private void write(int opcode, String payload) throws IOException {
            byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
            ByteBuffer frame = ByteBuffer.allocate(bytes.length + 8);
            frame.put((byte) (0x80 | opcode));
            if (bytes.length < 126) {
                frame.put((byte) (0x80 | bytes.length));
            } else {
                frame.put((byte) (0x80 | 126)).putShort((short) bytes.length);
            }
            frame.putInt(0).put(bytes).flip();
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
        }
    }
}
