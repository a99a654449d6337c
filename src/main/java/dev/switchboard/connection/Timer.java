package dev.switchboard.connection;

import java.time.Duration;

/** Time as connections see it, and a way to be called later. Thread-safe. */
interface Timer {

    /** Milliseconds that passed while this process ran; never goes back, and does not count a pause of the process. */
    long now();

    /** Calls once, after a delay; the action must not block. */
    Cancellable after(Duration delay, Runnable action);

    /** Something that need not happen any more. */
    interface Cancellable {

        void cancel();
    }
}
