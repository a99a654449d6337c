package dev.switchboard.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one connection: bounded in bytes, in order, one write at a time. What waits while a write runs
 * goes out together in the next. Nothing here ever waits for the reader. Thread-safe.
 *
 * <p>When it is full, a frame that must arrive ends the connection ({@link CloseReason#TOO_SLOW}), and one that need not is
 * dropped. Full is more than the capacity, counting the write that runs; a single frame that is larger is taken when
 * nothing else waits, for else it could never be sent.
 */
public final class Outbox {

    /** The tag of frames that belong to no subscription. */
    public static final Object PROTOCOL = new Object();

    /** How long a goodbye may take to be written before the connection is cut. */
    static final Duration GOODBYE = Duration.ofSeconds(1);

    /** How long the peer may take to answer a goodbye that was written. */
    static final Duration ANSWER = Duration.ofSeconds(3);

    /**
     * How long a write that runs may go on with frames that its reader may not have any more: less than the second in which a
     * right has to end.
     */
    static final Duration REVOKED = Duration.ofMillis(750);

    /** How many writes one outbox may make while others wait for theirs. */
    private static final int WRITES_A_TURN = 4;

    private final Transport transport;
    private final Timer timer;
    private final Executor callbacks;
    private final Writes writes;
    private final Runnable pump = this::pump;

    // All of the following is guarded by this object's monitor, in which neither the transport nor a callback is
    // called.
    private final FrameQueue queue;
    private final List<Runnable> forRoom = new ArrayList<>(0);
    private boolean writing;
    private long since;
    private @Nullable CloseReason closing;
    private boolean ended;
    private Timer.@Nullable Cancellable deadline;

    /**
     * @param capacity bytes that may wait
     * @param callbacks where {@code whenRoom} runs
     * @param writes when writes begin: at once, or soon, with what was queued meanwhile
     */
    Outbox(Transport transport, long capacity, Timer timer, Executor callbacks, Writes writes) {
        this.transport = transport;
        this.queue = new FrameQueue(capacity);
        this.timer = timer;
        this.callbacks = callbacks;
        this.writes = writes;
        this.since = timer.now();
    }

    /**
     * Queues a frame that must arrive, or the connection ends. Never blocks.
     *
     * @param tag the subscription that the frame is for, or {@link #PROTOCOL}
     * @return false if it was not taken, because the connection is closing: from before, or because this did not fit
     */
    public boolean offer(Frame frame, Object tag) {
        if (add(frame, tag, true)) {
            return true;
        }
        hangUp(CloseReason.TOO_SLOW);
        return false;
    }

    /**
     * Queues a frame that need not arrive: it is dropped where frames wait that would fill half of the outbox with it. Never
     * blocks.
     *
     * @return whether it was taken
     */
    public boolean offerOrDrop(Frame frame, Object tag) {
        return add(frame, tag, false);
    }

    /**
     * Queues a frame in the place of the one that was offered so with an equal tag and still waits: of these only the newest
     * is of use. It is taken where less than half of the capacity is. Never blocks.
     *
     * @return false if there is no room for it, and then none waits with its tag: {@code whenRoom} is called as in
     *     {@link #hasRoom}; true if it was taken, or if the connection is ending
     */
    public boolean offerNewest(Frame frame, Object tag, Runnable whenRoom) {
        synchronized (this) {
            if (closing != null || ended) {
                return true;
            }
            if (!queue.putNewest(frame, tag)) {
                forRoom.add(whenRoom);
                return false;
            }
            if (writing) {
                return true;
            }
            beginWriting();
        }
        writes.execute(pump);
        return true;
    }

    private boolean add(Frame frame, Object tag, boolean mustArrive) {
        synchronized (this) {
            boolean fits = mustArrive ? queue.fits(frame) : queue.fitsHalf(frame);
            if (closing != null || ended || !fits) {
                return false;
            }
            queue.add(frame, tag);
            if (writing) {
                return true;
            }
            beginWriting();
        }
        writes.execute(pump);
        return true;
    }

    /** Drops what waits with a tag that equals this one. What is being written is on its way. */
    public void purge(Object tag) {
        synchronized (this) {
            queue.purge(tag);
        }
        tellOfRoom();
    }

    /**
     * Drops what waits with a tag that equals this one, because its reader may not have it any more. If such frames are being
     * written and have not been within {@link #REVOKED}, the connection is cut, so that what is left of them stays here.
     */
    public void revoke(Object tag) {
        OptionalLong running;
        synchronized (this) {
            running = queue.revoke(tag);
        }
        running.ifPresent(write -> timer.after(REVOKED, () -> cutIfRuns(write)));
        tellOfRoom();
    }

    private void cutIfRuns(long write) {
        synchronized (this) {
            if (ended || !queue.isRunning(write)) {
                return;
            }
        }
        cut();
    }

    /** Bytes not yet written: those that wait, and those of the write that runs. */
    public synchronized long queuedBytes() {
        return queue.bytes();
    }

    /**
     * Whether less than half of the capacity is taken. If not, {@code whenRoom} is called once it is, on a thread where it may
     * block; never, if the connection ends before.
     */
    public synchronized boolean hasRoom(Runnable whenRoom) {
        if (hasRoom()) {
            return true;
        }
        if (!ended) {
            forRoom.add(whenRoom);
        }
        return false;
    }

    /**
     * Ends the connection behind what waits; nothing more is taken. If the goodbye is not written within {@link #GOODBYE}, the
     * connection is cut. The first reason counts.
     */
    public void close(CloseReason reason) {
        finish(reason, false);
    }

    /** Ends the connection like {@link #close}, but forgets what waits. */
    public void hangUp(CloseReason reason) {
        finish(reason, true);
    }

    private void finish(CloseReason reason, boolean forget) {
        boolean idle;
        synchronized (this) {
            if (closing != null || ended) {
                return;
            }
            closing = reason;
            if (forget) {
                queue.clear();
            }
            deadline = timer.after(GOODBYE, this::cut);
            idle = !writing;
            if (idle) {
                beginWriting();
            }
        }
        if (idle) {
            writes.execute(pump);
        }
    }

    private void beginWriting() {
        writing = true;
        since = timer.now();
    }

    /** Milliseconds that the present write has taken; 0 when none runs. */
    synchronized long writingFor(long now) {
        return writing ? now - since : 0;
    }

    /** Milliseconds in which nothing was written; 0 while something is. */
    synchronized long idleFor(long now) {
        return writing ? 0 : now - since;
    }

    /** Why the connection is ending, if we end it. */
    synchronized @Nullable CloseReason closing() {
        return closing;
    }

    /** The connection is gone: forgets everything. */
    synchronized void end() {
        ended = true;
        queue.clear();
        forRoom.clear();
        if (deadline != null) {
            deadline.cancel();
        }
    }

    /** Cuts the connection: nothing of what waits will arrive. */
    void cut() {
        end();
        transport.abort();
    }

    private boolean hasRoom() {
        return closing == null && !ended && queue.hasRoom();
    }

    /**
     * Writes until nothing waits or a write takes its time; then that write's end comes back here. Gives others their turn now
     * and then. Runs once for each time that {@link #writing} was set, so there is one at a time.
     */
    private void pump() {
        for (int written = 0; written < WRITES_A_TURN || !writes.giveWay(pump); written++) {
            List<Frame> next = take();
            if (next.isEmpty()) {
                return;
            }
            Turn turn = new Turn(this::onWritten, pump);
            transport.write(next, turn);
            if (!turn.doneBeforeReturn()) {
                return;
            }
        }
    }

    /** The next write's frames; none if there is nothing to write, and then nobody is writing. */
    private List<Frame> take() {
        CloseReason goodbye;
        synchronized (this) {
            since = timer.now();
            if (ended) {
                return List.of();
            }
            if (!queue.isEmpty()) {
                return queue.take();
            }
            goodbye = closing;
            if (goodbye == null) {
                writing = false;
                return List.of();
            }
        }
        transport.close(goodbye, this::onGoodbye);
        return List.of();
    }

    /** @return whether to go on */
    private boolean onWritten(@Nullable Throwable failure) {
        if (failure != null) {
            cut();
            return false;
        }
        synchronized (this) {
            queue.written();
            if (ended) {
                return false;
            }
        }
        tellOfRoom();
        return true;
    }

    private void onGoodbye(@Nullable Throwable failure) {
        if (failure != null) {
            cut();
            return;
        }
        synchronized (this) {
            if (ended) {
                return;
            }
            if (deadline != null) {
                deadline.cancel();
            }
            deadline = timer.after(ANSWER, this::cut);
        }
    }

    private void tellOfRoom() {
        List<Runnable> told;
        synchronized (this) {
            if (forRoom.isEmpty() || !hasRoom()) {
                return;
            }
            told = List.copyOf(forRoom);
            forRoom.clear();
        }
        told.forEach(callbacks::execute);
    }
}
