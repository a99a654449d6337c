package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The one thread on which all clients live: whoever calls {@link #until} turns it. One thread, since it then needs no lock
 * to know what everybody has heard, and leaves the other processor to the server.
 */
final class Loop implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;

    private final Selector selector;
    private final List<Link> links = new ArrayList<>();
    private final Deque<Link> unwritten = new ArrayDeque<>();
    private byte[] bytes = new byte[BUFFER];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER);
    private Runnable chore = () -> {};

    Loop() throws IOException {
        selector = Selector.open();
    }

    /** Nanoseconds on the clock of all figures, from an arbitrary zero, never negative. */
    static long now() {
        return System.nanoTime() - ZERO;
    }

    private static final long ZERO = System.nanoTime();

    Selector selector() {
        return selector;
    }

    List<Link> links() {
        return links;
    }

    /** What is done at each turn, such as to publish what is due; it must be quick. */
    void atEachTurn(Runnable newChore) {
        chore = newChore;
    }

    /**
     * Turns until something is so.
     *
     * @return whether it was so within the limit
     */
    boolean until(Duration limit, BooleanSupplier done) throws IOException {
        long end = now() + limit.toNanos();
        while (true) {
            chore.run();
            flush();
            if (done.getAsBoolean()) {
                return true;
            }
            if (now() >= end) {
                return false;
            }
            selector.select(this::onSelected, 1);
        }
    }

    /** Turns for a while. */
    void pass(Duration time) throws IOException {
        boolean unused = until(time, () -> false);
    }

    void add(Link link) {
        links.add(link);
    }

    /** This one has something to write; it is written at the end of the turn, with whatever comes behind it. */
    void wantsToWrite(Link link) {
        unwritten.add(link);
    }

    /** Where reads go: {@code buffer()} wraps it. Its room is at least what was asked for. */
    byte[] bytes(int room) {
        if (bytes.length < room) {
            bytes = new byte[room * 2];
            buffer = ByteBuffer.wrap(bytes);
        }
        return bytes;
    }

    ByteBuffer buffer() {
        return buffer;
    }

    ByteBuffer outgoing() {
        return outgoing;
    }

    /** Cuts all connections, without a word and without leaving their ports waiting. */
    void cutAll() throws IOException {
        for (Link link : links) {
            link.cut();
        }
        links.clear();
        unwritten.clear();
        chore = () -> {};
        selector.selectNow();
    }

    @Override
    public void close() throws IOException {
        cutAll();
        selector.close();
    }

    private void onSelected(SelectionKey key) {
        ((Link) key.attachment()).onSelected();
    }

    private void flush() {
        for (Link link = unwritten.poll(); link != null; link = unwritten.poll()) {
            link.write();
        }
    }
}
