package dev.switchboard.connection;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A peer that reads at once, or only when told to. */
final class FakeTransport implements Transport {

    final List<List<String>> writes = new ArrayList<>();
    final List<CloseReason> closed = new ArrayList<>();
    final Deque<Consumer<@Nullable Throwable>> running = new ArrayDeque<>();
    boolean reads = true;
    boolean remembers = true;
    int written;
    int pings;
    int aborts;
    int concurrentWrites;

    @Override
    public synchronized void write(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        concurrentWrites = Math.max(concurrentWrites, running.size() + 1);
        written++;
        if (remembers) {
            writes.add(frames.stream().map(Frame::text).toList());
        }
        if (reads) {
            done.accept(null);
        } else {
            running.add(done);
        }
    }

    /** Ends the write that runs. */
    void readOne() {
        running.remove().accept(null);
    }

    void breakOne() {
        running.remove().accept(new IOException("reset"));
    }

    List<String> frames() {
        return writes.stream().flatMap(List::stream).toList();
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public boolean pings() {
        return true;
    }

    @Override
    public void close(CloseReason reason, Consumer<@Nullable Throwable> done) {
        closed.add(reason);
        if (reads) {
            done.accept(null);
        } else {
            running.add(done);
        }
    }

    @Override
    public void abort() {
        aborts++;
    }
}
