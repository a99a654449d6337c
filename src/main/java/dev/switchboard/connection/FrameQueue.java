package dev.switchboard.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The frames that wait, and how many bytes they and those being written have. Not thread-safe. */
final class FrameQueue {

    /** The most bytes of frames that one write takes; a larger frame goes alone. */
    static final int WRITE_SIZE = 32 * 1024;

    private record Waiting(Frame frame, Object tag) {}

    private final long capacity;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(4);
    private long waitingBytes;
    private long writingBytes;

    FrameQueue(long capacity) {
        this.capacity = capacity;
    }

    /** Whether a frame that must arrive may be added. */
    boolean fits(Frame frame) {
        return fits(frame, capacity);
    }

    /** Whether a frame that need not arrive may be added. */
    boolean fitsHalf(Frame frame) {
        return fits(frame, capacity / 2);
    }

    private boolean fits(Frame frame, long bound) {
        return bytes() == 0 || bytes() + frame.size() <= bound;
    }

    boolean hasRoom() {
        return bytes() <= capacity / 2;
    }

    long bytes() {
        return waitingBytes + writingBytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(Frame frame, Object tag) {
        waiting.add(new Waiting(frame, tag));
        waitingBytes += frame.size();
    }

    /** Drops what waits with an equal tag. */
    void purge(Object tag) {
        waiting.removeIf(next -> isPurged(next, tag));
    }

    private boolean isPurged(Waiting next, Object tag) {
        boolean purged = next.tag().equals(tag);
        if (purged) {
            waitingBytes -= next.frame().size();
        }
        return purged;
    }

    /** Takes the next write's frames: they count as being written until {@link #written}. */
    List<Frame> take() {
        List<Frame> next = new ArrayList<>(Math.min(waiting.size(), 64));
        int size = 0;
        while (!waiting.isEmpty()) {
            Frame frame = waiting.element().frame();
            if (size > 0 && size + frame.size() > WRITE_SIZE) {
                break;
            }
            waiting.remove();
            size += frame.size();
            next.add(frame);
        }
        waitingBytes -= size;
        writingBytes = size;
        return next;
    }

    /** What was taken has been written. */
    void written() {
        writingBytes = 0;
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
        waitingBytes = 0;
    }
}
