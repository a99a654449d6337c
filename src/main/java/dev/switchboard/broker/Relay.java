package dev.switchboard.broker;

import dev.switchboard.RefusedException;

/**
 * A broker elsewhere, between whoever publishes here and whoever listens here: it has the last word on who hears what, and
 * carries publications between servers. Who may listen is still asked here. No method blocks. Thread-safe.
 */
public interface Relay {

    /** What comes from the other broker. Called from any thread; must not block. */
    interface Receiver {

        /** Something was said on a destination that is listened to. */
        void onPublication(Publication publication);

        /** The other broker is away: what was listened to is forgotten, and what is said meanwhile will not come. */
        void onLost();
    }

    /** Begins. Called once, before everything else. */
    void start(Receiver receiver);

    /**
     * Refuses while the other broker is away.
     *
     * @throws RefusedException UNAVAILABLE
     */
    void requireOpen();

    /** Hands a publication on; drops it while the other broker is away. */
    void publish(Publication publication);

    /**
     * Listens to a destination.
     *
     * @param whenInForce called once, from any thread, when what is said from then on will come
     * @return what ends it, to be called once, and of no effect after the other broker was lost
     * @throws RefusedException UNAVAILABLE while the other broker is away
     */
    Runnable listen(Destination destination, DeliveryClass deliveryClass, Runnable whenInForce);
}
