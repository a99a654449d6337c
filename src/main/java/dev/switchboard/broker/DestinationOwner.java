package dev.switchboard.broker;

import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The feature that answers for some destinations: who may listen, and what was said before. Thread-safe. */
public interface DestinationOwner {

    /** Whether a destination is this owner's, by its form alone. Exactly one owner says yes, or none. */
    boolean owns(Destination destination);

    /** What a destination promises its subscribers. */
    DeliveryClass deliveryClass(Destination destination);

    /**
     * Refuses whoever may not listen now. May ask the database.
     *
     * @throws RefusedException NOT_FOUND also for what the user may not know exists; FORBIDDEN for what is known
     */
    void requireListener(Destination destination, UserId user);

    /** Whether there may be a destination here to which those may listen who have not said who they are. */
    default boolean welcomesGuests() {
        return false;
    }

    /** Whether those may listen to a destination who have not said who they are. */
    default boolean welcomesGuests(Destination destination) {
        return false;
    }

    /** Whether what is said on a destination concerns connections of this server only, so that no {@link Relay} carries it. */
    default boolean staysHere(Destination destination) {
        return false;
    }

    /** Whether those who listen to a destination may know who else does. */
    default boolean tellsPresence(Destination destination) {
        return true;
    }

    /**
     * The least time between two values that one subscriber gets of a destination of class {@link DeliveryClass#STATE};
     * zero for as many as it takes.
     */
    default Duration interval(Destination destination) {
        return Duration.ZERO;
    }

    /**
     * What was said on a destination of class {@link DeliveryClass#LOG}.
     *
     * @throws IllegalStateException for other classes
     */
    default DestinationLog log(Destination destination) {
        throw new IllegalStateException(destination.value() + " keeps no log");
    }

    /**
     * Opens an accepted subscription to a destination that keeps no log, with what its subscriber gets before anything
     * else: the current value, who is here. What was published before {@code opening} is called does not reach the
     * subscriber, and what is published after does. So an owner whose first publications and later ones belong together
     * calls it between two publications: under the lock, or in the thread, in which it publishes.
     *
     * @param opening to be called once, now or soon, from any thread; it never blocks
     */
    default void open(Destination destination, UserId user, Consumer<List<Publication>> opening) {
        opening.accept(List.of());
    }
}
