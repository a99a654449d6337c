package dev.switchboard.connection;

/** When outboxes write. Thread-safe. */
interface Writes {

    /** Runs a write, now in this thread or soon in another. Never blocks for longer than the write. */
    void execute(Runnable write);

    /**
     * Asked by one that has written for a while, and could go on.
     *
     * @param rest runs after those that wait, if there are any
     * @return whether it will; if not, nobody waits
     */
    boolean giveWay(Runnable rest);
}
