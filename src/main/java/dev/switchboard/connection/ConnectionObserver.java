package dev.switchboard.connection;

/** Hears of connections as they open, get to know their user, and end. Must not block or throw. */
public interface ConnectionObserver {

    /** A connection is open; nobody knows yet whose it is. */
    default void onOpened(Connection connection) {}

    /** A connection has its user. */
    default void onIdentified(Connection connection) {}

    /** A connection has ended; called once for each that was opened. */
    default void onClosed(Connection connection) {}
}
