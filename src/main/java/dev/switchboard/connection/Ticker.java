package dev.switchboard.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that looks at the clock for all connections. Its time stands still while the process does: who was paused
 * for a minute does not take all its clients for dead. Thread-safe.
 */
final class Ticker implements Timer, AutoCloseable {

    /** How fine the time is. */
    static final Duration TICK = Duration.ofMillis(250);

    private static final Logger log = LoggerFactory.getLogger(Ticker.class);
    private static final long MOST_MS = 4 * TICK.toMillis();

    private final ScheduledThreadPoolExecutor thread;
    private final AtomicLong now = new AtomicLong();
    private long lastNanos = System.nanoTime();

    Ticker() {
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("connection-timer").factory());
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Starts the clock, and calls at each tick. */
    void start(Runnable onTick) {
        long tick = TICK.toMillis();
        var unused = thread.scheduleWithFixedDelay(() -> tick(onTick), tick, tick, TimeUnit.MILLISECONDS);
    }

    private void tick(Runnable onTick) {
        long nanos = System.nanoTime();
        advance(Duration.ofNanos(nanos - lastNanos).toMillis());
        lastNanos = nanos;
        try {
            onTick.run();
        } catch (RuntimeException mistake) {
            log.atError().setCause(mistake).log("A look at the connections failed");
        }
    }

    private void advance(long passedMs) {
        now.addAndGet(Math.min(Math.max(passedMs, 0), MOST_MS));
    }

    @Override
    public long now() {
        return now.get();
    }

    @Override
    public Cancellable after(Duration delay, Runnable action) {
        if (thread.isShutdown()) {
            action.run();
            return () -> {};
        }
        ScheduledFuture<?> future = thread.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
