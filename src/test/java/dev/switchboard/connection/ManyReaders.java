package dev.switchboard.connection;

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
import java.util.function.BiConsumer;

/** Hundreds of WebSocket clients on one thread, that read whatever comes; messages are text frames of less than 64 KB. */
final class ManyReaders implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final BiConsumer<Integer, String> onMessage;
    private final Thread thread = Thread.ofPlatform().name("readers").unstarted(this::run);

    /** @param onMessage gets a reader's number and a message, in the one thread */
    ManyReaders(BiConsumer<Integer, String> onMessage) throws IOException {
        this.onMessage = onMessage;
    }

    private record Reader(int number, ByteBuffer buffer) {}

    /** Connects one more, numbered from 0; before {@link #start}. */
    void connect(int port, String path) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            if (channel.read(one.clear()) != 1) {
                throw new IOException("No answer: " + head);
            }
            head.append((char) one.get(0));
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Reader(channels.size(), ByteBuffer.allocate(70_000)));
        channels.add(channel);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void read(SelectionKey key) {
        Reader reader = (Reader) key.attachment();
        ByteBuffer buffer = reader.buffer();
        try {
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
            }
        } catch (IOException reset) {
            key.cancel();
        }
        buffer.flip();
        while (takeFrame(reader)) {
            // The next, please.
        }
        buffer.compact();
    }

    private boolean takeFrame(Reader reader) {
        ByteBuffer buffer = reader.buffer();
        if (buffer.remaining() < 4) {
            return false;
        }
        int start = buffer.position();
        int length = buffer.get(start + 1) & 0x7f;
        int head = 2;
        if (length == 126) {
            length = buffer.getShort(start + 2) & 0xffff;
            head = 4;
        }
        if (buffer.remaining() < head + length) {
            return false;
        }
        if ((buffer.get(start) & 0x0f) == 1) {
            onMessage.accept(
                    reader.number(),
                    StandardCharsets.UTF_8
                            .decode(buffer.slice(start + head, length))
                            .toString());
        }
        buffer.position(start + head + length);
        return true;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
