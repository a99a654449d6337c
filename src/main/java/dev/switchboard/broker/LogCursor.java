package dev.switchboard.broker;

/**
 * Where a subscription stands in its log. Live publications are taken while nothing is missing; while something is, only
 * the newest sequence is remembered, and the log is read until the cursor has reached it. First load, reconnect and lost
 * publication are so the same case, and none needs a buffer. Not thread-safe: guarded by its subscription's monitor.
 */
final class LogCursor {

    /** What to do with a live publication. */
    enum Step {
        /** It is the next one: deliver it. */
        DELIVER,
        /** It was delivered already, or the replay that is running will come to it. */
        SKIP,
        /** Some are missing before it, or it is not taken now: start to replay. */
        REPLAY
    }

    private long position;
    private long newest;
    private boolean live;

    /** The newest sequence that was delivered, or from which the subscription started. */
    long position() {
        return position;
    }

    /**
     * Stands before everything after a position.
     *
     * @param head the newest sequence of the log, as read after the subscription was registered
     */
    void startAt(long start, long head) {
        position = start;
        newest = Math.max(newest, head);
    }

    /** Goes over to live publications, if nothing is missing. */
    boolean goLive() {
        live = position >= newest;
        return live;
    }

    /**
     * Takes a live publication's sequence.
     *
     * @param paused whether the subscriber takes none now: it is read from the log later
     */
    Step onPublished(long sequence, boolean paused) {
        newest = Math.max(newest, sequence);
        if (!live || sequence <= position) {
            return Step.SKIP;
        }
        if (paused || sequence > position + 1) {
            live = false;
            return Step.REPLAY;
        }
        position = sequence;
        return Step.DELIVER;
    }

    /**
     * Takes a sequence as read from the log.
     *
     * @return whether it is to be delivered; false if it was already
     * @throws IllegalStateException if the log leaves out some before it
     */
    boolean onRead(long sequence) {
        if (sequence <= position) {
            return false;
        }
        if (sequence > position + 1) {
            throw new IllegalStateException("After " + position + " the log goes on with " + sequence);
        }
        position = sequence;
        return true;
    }
}
