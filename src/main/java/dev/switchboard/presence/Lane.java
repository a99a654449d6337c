package dev.switchboard.presence;

import java.time.Duration;

/** One thread, in which everything about presence happens in order. Thread-safe. */
interface Lane {

    /** Runs something soon, after what was given before. */
    void execute(Runnable task);

    /** Runs something later. */
    void execute(Runnable task, Duration delay);

    /** Nanoseconds since some moment; never goes back. */
    long nanoTime();
}
