package dev.switchboard.broker;

/** One subscriber at one destination. Thread-safe. */
public interface Subscription extends AutoCloseable {

    Destination destination();

    DeliveryClass deliveryClass();

    /** Ends it: nothing is delivered after this has returned. Twice is as good as once. */
    @Override
    void close();
}
