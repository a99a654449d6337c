package dev.switchboard.broker;

import dev.switchboard.Refusal;

/**
 * What receives the publications of one subscription. The broker calls one method at a time, in order, from any thread.
 * No method may block or throw: enqueue, or hang up.
 */
public interface Subscriber {

    /** Takes the next publication. */
    void deliver(Publication publication);

    /** Takes a publication once more, which was asked for by {@link Subscription#again}. */
    default void deliverAgain(Publication publication) {
        deliver(publication);
    }

    /**
     * Takes the newest value of a destination of class {@link DeliveryClass#STATE}, in place of an earlier one that has not
     * left yet.
     *
     * @param whenRoom to be called once, from any thread, when there is room again, after false was answered
     * @return false if there is no room for it now: the newest value is offered again then
     */
    default boolean deliverNewest(Publication value, Runnable whenRoom) {
        if (!hasRoom(whenRoom)) {
            return false;
        }
        deliver(value);
        return true;
    }

    /**
     * The subscription is in force: what was asked for by {@code since} has been delivered, and live publications follow.
     * Called once, unless the subscription ends before.
     */
    void onStarted(Start start);

    /**
     * The subscription has ended, because access has, or with UNAVAILABLE because what was missed cannot be read: forget
     * what waits of it. Nothing more is delivered.
     */
    void onRevoked(Refusal why);

    /**
     * Whether the next publication of a replay fits into what the reader may still take; asked before each of them. If
     * not, {@code whenRoom} is called once it does. This is how replay is paced by its reader.
     *
     * @param whenRoom to be called once, from any thread, after false was answered
     */
    default boolean hasRoom(Runnable whenRoom) {
        return true;
    }

    /**
     * Whether the subscriber takes no more of a log for now; asked before each live publication. What is published then is
     * replayed, once {@link #hasRoom} says so.
     */
    default boolean pauses() {
        return false;
    }
}
