package dev.switchboard.broker;

import dev.switchboard.UserId;

/** What the interleavings are tried on: the broker, and what is broken on purpose. */
interface Medium {

    Subscription subscribe(Listening listening, Subscriber subscriber);

    void publish(Publication publication);

    void revoke(Destination destination, UserId user);

    /** The broker itself. */
    static Medium of(Broker broker) {
        return new Medium() {
            @Override
            public Subscription subscribe(Listening listening, Subscriber subscriber) {
                return broker.subscribe(listening, subscriber);
            }

            @Override
            public void publish(Publication publication) {
                broker.publish(publication);
            }

            @Override
            public void revoke(Destination destination, UserId user) {
                broker.revoke(destination, user);
            }
        };
    }
}
