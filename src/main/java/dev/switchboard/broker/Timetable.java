package dev.switchboard.broker;

/** When subscribers may have their next value. Thread-safe. */
interface Timetable {

    /** Nanoseconds since some moment; never goes back. */
    long nanoTime();

    /** Calls once it is so late, or a few milliseconds after; the task must not block. */
    void at(long nanos, Runnable task);
}
