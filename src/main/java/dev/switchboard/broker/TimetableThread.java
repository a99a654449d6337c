package dev.switchboard.broker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timetable of a running server: one thread, which sleeps while nothing is due. What is due in the same tick shares one
 * timer, so that a thousand subscribers of one value cost no more than one. Its queues need no bound of their own: a
 * subscription has at most one task here. Thread-safe.
 */
final class TimetableThread implements Timetable, AutoCloseable {

    /** How fine the times are. */
    static final Duration TICK = Duration.ofMillis(5);

    private static final Logger log = LoggerFactory.getLogger(TimetableThread.class);

    private final long start = System.nanoTime();
    private final ConcurrentMap<Long, Queue<Runnable>> ticks = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("switchboard-values").factory());

    TimetableThread() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRejectedExecutionHandler((task, stopping) -> {});
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - start;
    }

    @Override
    public void at(long nanos, Runnable task) {
        ticks.compute(Math.ceilDiv(nanos, TICK.toNanos()), (tick, present) -> {
            Queue<Runnable> tasks = present;
            if (tasks == null) {
                tasks = new ArrayDeque<>();
                var unused = thread.schedule(() -> run(tick), tick * TICK.toNanos() - nanoTime(), TimeUnit.NANOSECONDS);
            }
            tasks.add(task);
            return tasks;
        });
    }

    private void run(Long tick) {
        Queue<Runnable> due = ticks.remove(tick);
        if (due == null) {
            return;
        }
        for (Runnable task : due) {
            try {
                task.run();
            } catch (RuntimeException mistake) {
                log.atError().setCause(mistake).log("A value could not be delivered");
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
