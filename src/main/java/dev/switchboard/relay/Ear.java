package dev.switchboard.relay;

import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import java.util.ArrayList;
import java.util.List;

/** One destination that this server listens to, however many of its subscribers do. Guarded by the lock of all. */
final class Ear {

    private final String id;
    private final Destination destination;
    private final DeliveryClass deliveryClass;
    private final long openedAt;
    private final List<Runnable> waiting = new ArrayList<>();
    private int listeners;
    private boolean inForce;

    /** @param id the other broker's name for the subscription */
    Ear(String id, Destination destination, DeliveryClass deliveryClass, long openedAt) {
        this.id = id;
        this.destination = destination;
        this.deliveryClass = deliveryClass;
        this.openedAt = openedAt;
    }

    String id() {
        return id;
    }

    Destination destination() {
        return destination;
    }

    DeliveryClass deliveryClass() {
        return deliveryClass;
    }

    /** One more listens. @return whether the other broker has confirmed already; else this is called once it has */
    boolean enter(Runnable whenInForce) {
        listeners++;
        if (!inForce) {
            waiting.add(whenInForce);
        }
        return inForce;
    }

    /** One less listens. @return whether nobody does any more */
    boolean leave() {
        return --listeners == 0;
    }

    /** The other broker has confirmed. @return who is to be told */
    List<Runnable> confirm() {
        inForce = true;
        List<Runnable> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }

    /** Whether the other broker should have confirmed by a time. */
    boolean isOverdue(long since) {
        return !inForce && openedAt - since < 0;
    }
}
