package dev.switchboard.broker;

import java.util.List;

/** What was said on one destination, by sequence from 1, without holes. Reads may block on the database. Thread-safe. */
public interface DestinationLog {

    /** The newest committed sequence; 0 if nothing was said yet. */
    long head();

    /** The oldest sequence that is kept; 1 where everything is. */
    default long oldest() {
        return 1;
    }

    /** The publications after a sequence, in order and without a hole, at most so many. */
    List<Publication> after(long sequence, int limit);

    /** How many publications a subscription may have replayed; more are told as {@link Start.Recovery#TOO_FAR}. */
    int replayLimit();
}
