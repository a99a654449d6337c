package dev.switchboard.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ceiling: what a server costs that does nothing but fan out. One thread, plain NIO, no protocol, no permission, no
 * bound; a payload's frame is made once, and what waits for a connection at the end of a turn goes out in one write.
 */
public final class Ceiling {

    private static final int BUFFER = 256 * 1024;

    private final Selector selector;
    private final ServerSocketChannel door;
    private final Map<String, List<CeilingClient>> rooms = new HashMap<>();
    private final Deque<CeilingClient> unwritten = new ArrayDeque<>();
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer incoming = ByteBuffer.wrap(bytes);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER);

    Ceiling(int port) throws IOException {
        selector = Selector.open();
        door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress("127.0.0.1", port), 4096);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Serves for ever; the port is the one argument. */
    public static void main(String[] arguments) throws IOException {
        new Ceiling(Integer.parseInt(arguments[0])).serve();
    }

    void serve() throws IOException {
        while (selector.isOpen()) {
            selector.select(this::onSelected);
            for (CeilingClient client = unwritten.poll(); client != null; client = unwritten.poll()) {
                client.write(outgoing);
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    ByteBuffer incoming() {
        return incoming;
    }

    void listen(CeilingClient client, String room) {
        rooms.computeIfAbsent(room, name -> new ArrayList<>()).add(client);
    }

    void leave(CeilingClient client) {
        rooms.values().forEach(room -> room.remove(client));
    }

    void publish(String room, byte[] frame) {
        List<CeilingClient> clients = rooms.getOrDefault(room, List.of());
        for (int index = 0; index < clients.size(); index++) {
            CeilingClient client = clients.get(index);
            if (client.queue(frame)) {
                unwritten.add(client);
            }
        }
    }

    void wantsToWrite(CeilingClient client) {
        unwritten.add(client);
    }

    private void onSelected(SelectionKey key) {
        if (key.attachment() instanceof CeilingClient client) {
            client.onSelected(outgoing);
            return;
        }
        try {
            for (SocketChannel channel = door.accept(); channel != null; channel = door.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey own = channel.register(selector, SelectionKey.OP_READ);
                own.attach(new CeilingClient(this, channel, own));
            }
        } catch (IOException failed) {
            throw new IllegalStateException("Cannot accept", failed);
        }
    }
}
