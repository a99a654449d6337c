package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import org.jspecify.annotations.Nullable;

/** Where a page of history starts. */
sealed interface HistoryPosition {

    /** The newest messages. */
    record Latest() implements HistoryPosition {}

    /** Older than, and without, this sequence. */
    record Before(long sequence) implements HistoryPosition {}

    /** Newer than, and without, this sequence: how a client fills a gap. */
    record After(long sequence) implements HistoryPosition {}

    /** Half of the page up to and with this sequence, half behind it. */
    record Around(long sequence) implements HistoryPosition {}

    /**
     * Reads what a client wrote.
     *
     * @throws RefusedException INVALID if more than one is given, or a negative one
     */
    static HistoryPosition parse(@Nullable Long before, @Nullable Long after, @Nullable Long around) {
        int given = (before == null ? 0 : 1) + (after == null ? 0 : 1) + (around == null ? 0 : 1);
        if (given > 1) {
            throw new RefusedException(Refusal.INVALID, "One of before, after and around");
        }
        if (before != null) {
            return new Before(require(before));
        }
        if (after != null) {
            return new After(require(after));
        }
        return around == null ? new Latest() : new Around(require(around));
    }

    private static long require(long sequence) {
        if (sequence < 0) {
            throw new RefusedException(Refusal.INVALID, "Sequences count from 1");
        }
        return sequence;
    }
}
