package dev.switchboard.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all replays share: threads, the size of a page, and what is said when the log cannot be read. Thread-safe. */
final class Replays {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    private final Executor executor;
    private final int pageSize;
    private final Counter started;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** The executor rejects what is too much; each subscription has at most one turn waiting in it. */
    Replays(Executor executor, int pageSize, MeterRegistry meters) {
        this.executor = executor;
        this.pageSize = pageSize;
        this.started = meters.counter("switchboard.broker.replays");
    }

    Replay of(ActiveSubscription subscription, DestinationLog destinationLog) {
        return new Replay(subscription, destinationLog, this);
    }

    int pageSize() {
        return pageSize;
    }

    /** Runs a turn, which may read from a log; false if too many wait already. */
    boolean execute(Runnable turn) {
        try {
            executor.execute(turn);
            return true;
        } catch (RejectedExecutionException tooMany) {
            log.atWarn().log("Too many replays are waiting, or the server is stopping");
            return false;
        }
    }

    void onStarted() {
        started.increment();
    }

    void onRead() {
        if (failing.get()) {
            failing.set(false);
        }
    }

    /** Says once an outage that the log cannot be read. */
    void onFailed(RuntimeException why) {
        if (failing.compareAndSet(false, true)) {
            log.atWarn().setCause(why).log("Missed publications cannot be read, subscriptions are ended");
        }
    }
}
