package dev.switchboard.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The frames that wait, and how many bytes they and those being written have. Not thread-safe. */
final class FrameQueue {

    /** The most bytes of frames that one write takes; a larger frame goes alone. */
    static final int WRITE_SIZE = 32 * 1024;

    private static final class Waiting {

        private Frame frame;
        private final Object tag;

        Waiting(Frame frame, Object tag) {
            this.frame = frame;
            this.tag = tag;
        }
    }

    private final long capacity;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(4);
    /** Those that a newer one replaces, by their tags. */
    private final Map<Object, Waiting> newest = new HashMap<>(0);

    private final Set<Object> writingTags = new HashSet<>(2);
    private long waitingBytes;
    private long writingBytes;
    private long writes;
    private long doomed;

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
        add(new Waiting(frame, tag));
    }

    private void add(Waiting added) {
        waiting.add(added);
        waitingBytes += added.frame.size();
    }

    /**
     * Adds a frame in the place of the one that was put so with an equal tag and still waits; behind all others if there is
     * none, and then only if there is room.
     *
     * @return whether it was added; if not, none waits with its tag
     */
    boolean putNewest(Frame frame, Object tag) {
        Waiting present = newest.get(tag);
        if (present != null) {
            waitingBytes -= present.frame.size();
            if (fits(frame)) {
                present.frame = frame;
                waitingBytes += frame.size();
                return true;
            }
            waiting.removeFirstOccurrence(present);
            newest.remove(tag);
        }
        if (!hasRoom()) {
            return false;
        }
        Waiting added = new Waiting(frame, tag);
        add(added);
        newest.put(tag, added);
        return true;
    }

    /**
     * Drops what waits with an equal tag, and gives the number of the write that runs if it has such frames: once for each
     * write.
     */
    OptionalLong revoke(Object tag) {
        purge(tag);
        if (!writingTags.contains(tag) || doomed == writes) {
            return OptionalLong.empty();
        }
        doomed = writes;
        return OptionalLong.of(writes);
    }

    /** Drops what waits with an equal tag. */
    void purge(Object tag) {
        waiting.removeIf(next -> isPurged(next, tag));
        newest.remove(tag);
    }

    private boolean isPurged(Waiting next, Object tag) {
        boolean purged = next.tag.equals(tag);
        if (purged) {
            waitingBytes -= next.frame.size();
        }
        return purged;
    }

    /** Takes the next write's frames: they count as being written until {@link #written}. */
    List<Frame> take() {
        List<Frame> next = new ArrayList<>(Math.min(waiting.size(), 64));
        int size = 0;
        while (!waiting.isEmpty()) {
            Frame frame = waiting.element().frame;
            if (size > 0 && size + frame.size() > WRITE_SIZE) {
                break;
            }
            Waiting taken = waiting.remove();
            newest.remove(taken.tag, taken);
            size += frame.size();
            next.add(frame);
            writingTags.add(taken.tag);
        }
        waitingBytes -= size;
        writingBytes = size;
        writes++;
        return next;
    }

    /** What was taken has been written. */
    void written() {
        writingBytes = 0;
        writingTags.clear();
    }

    /** Whether this write runs still. */
    boolean isRunning(long write) {
        return write == writes && !writingTags.isEmpty();
    }

    /** Forgets what waits. */
    void clear() {
        waiting.clear();
        newest.clear();
        waitingBytes = 0;
    }
}
