package dev.switchboard.broker;

import dev.switchboard.UserId;

/**
 * Hears of subscriptions as they open and close: how presence knows who is here. Must not block or throw, and must not
 * take a lock under which it publishes, as subscriptions close in the middle of publications too.
 */
public interface SubscriptionObserver {

    void onOpened(Destination destination, UserId user);

    void onClosed(Destination destination, UserId user);

    /** In place of {@link #onClosed}, where the subscription ended because access has. */
    default void onRevoked(Destination destination, UserId user) {
        onClosed(destination, user);
    }
}
