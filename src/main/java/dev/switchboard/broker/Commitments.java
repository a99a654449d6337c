package dev.switchboard.broker;

/**
 * Makes several changes one: what protocols use where a client wants all of what it says stored, or nothing. Thread-safe.
 */
public interface Commitments {

    /**
     * From now on what this thread wants stored is held back, until the result is committed or closed, in the same thread.
     * Meanwhile nothing that is held back completes, so this thread must not wait for it.
     *
     * @throws IllegalStateException if this thread holds back already
     */
    Commitment open();

    /** What one thread wants stored together. Confined to its thread. */
    interface Commitment extends AutoCloseable {

        /**
         * Stores all of it in one commit, in its order, with nothing of others in between; or none of it, if one part is
         * refused or the parts say things on more than one destination. Every part completes as if it were alone, after
         * the commit and in order; or fails, with the reason why none was stored.
         */
        void commit();

        /** Ends it: nothing is held back from now on, and what was not committed is forgotten. */
        @Override
        void close();
    }
}
