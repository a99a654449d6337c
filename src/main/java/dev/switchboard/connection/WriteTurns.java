package dev.switchboard.connection;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where outboxes write. A thread that has little to write does so itself and at once: to wake another would take longer. One
 * that has much leaves the rest to the one thread here, which writes for one outbox after the other; what is queued for
 * an outbox before its turn goes out in the same write. Thread-safe.
 */
final class WriteTurns implements Writes, AutoCloseable {

    /** How many writes a thread does itself in each {@link #SPELL}. */
    static final int AT_ONCE = 8;

    static final Duration SPELL = Duration.ofNanos(250_000);

    private static final Logger log = LoggerFactory.getLogger(WriteTurns.class);

    /** What a thread has written of late. */
    private static final class Spell {

        private long begun = System.nanoTime();
        private int writes;

        boolean takesOneMore() {
            if (writes < AT_ONCE) {
                writes++;
                return true;
            }
            long now = System.nanoTime();
            if (now - begun < SPELL.toNanos()) {
                return false;
            }
            begun = now;
            writes = 1;
            return true;
        }
    }

    private final ThreadLocal<Spell> spells = ThreadLocal.withInitial(Spell::new);
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("connection-writes").unstarted(this::run);
    private final AtomicBoolean parked = new AtomicBoolean();
    private volatile boolean closed;

    /** With its thread running. */
    static WriteTurns started() {
        WriteTurns turns = new WriteTurns();
        turns.thread.start();
        return turns;
    }

    @Override
    public void execute(Runnable write) {
        if (parked.get() && waiting.isEmpty() && spells.get().takesOneMore()) {
            write.run();
        } else {
            add(write);
        }
    }

    @Override
    public boolean giveWay(Runnable rest) {
        if (waiting.isEmpty()) {
            return false;
        }
        add(rest);
        return true;
    }

    private void add(Runnable write) {
        waiting.add(write);
        if (closed) {
            writeAll();
        } else if (parked.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            writeAll();
            parked.set(true);
            if (waiting.isEmpty() && !closed) {
                LockSupport.park(this);
            }
            parked.set(false);
        }
        writeAll();
    }

    private void writeAll() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            write(next);
        }
    }

    private static void write(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException | Error ours) { // without this thread, nobody would be written to any more
            log.atError().setCause(ours).log("A write failed by our mistake");
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
