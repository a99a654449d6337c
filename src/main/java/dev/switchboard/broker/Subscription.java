package dev.switchboard.broker;

/** One subscriber at one destination. Thread-safe. */
public interface Subscription extends AutoCloseable {

    Destination destination();

    DeliveryClass deliveryClass();

    /**
     * Gives a publication to the subscriber once more, between two others, as {@link Subscriber#deliverAgain}; nothing once
     * the subscription has ended.
     */
    void again(Publication publication);

    /** Ends it: nothing is delivered after this has returned. Twice is as good as once. */
    @Override
    void close();
}
