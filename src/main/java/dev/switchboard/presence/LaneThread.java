package dev.switchboard.presence;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The lane of a running server. Its queue needs no bound of its own: a visit has at most one task and one timer in it, and
 * an opening subscription one.
 */
@Component
final class LaneThread implements Lane, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LaneThread.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("switchboard-presence").factory());

    LaneThread() {
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler((task, stopping) -> {});
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> runLogged(task));
    }

    @Override
    public void execute(Runnable task, Duration delay) {
        var unused = executor.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException mistake) {
            log.atError().setCause(mistake).log("Presence could not be told");
        }
    }
}
