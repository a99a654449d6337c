package dev.switchboard.presence;

import dev.switchboard.UserId;
import dev.switchboard.broker.Publication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is at one destination: those who are shown, and those who wait until there is room, each in the order of coming.
 * Confined to the lane.
 */
final class Place {

    /**
     * What a new subscriber gets.
     *
     * @param madeAt by the lane's clock
     */
    record Snapshot(Publication here, long madeAt) {}

    private final int room;
    private final SequencedMap<UserId, Person> shown = new LinkedHashMap<>();
    private final SequencedMap<UserId, Person> waiting = new LinkedHashMap<>();
    private @Nullable Snapshot snapshot;

    /** Shows at most so many people. */
    Place(int room) {
        this.room = room;
    }

    boolean holds(UserId user) {
        return shown.containsKey(user) || waiting.containsKey(user);
    }

    /** Someone has come. */
    void enter(UserId user, Person person) {
        waiting.put(user, person);
        snapshot = null;
    }

    /** Someone has left; gives who it is, if they were shown. */
    Optional<Person> leave(UserId user) {
        waiting.remove(user);
        snapshot = null;
        return Optional.ofNullable(shown.remove(user));
    }

    /** Shows the next who waits, if there is room. */
    Optional<Person> showNext() {
        if (waiting.isEmpty() || shown.size() >= room) {
            return Optional.empty();
        }
        var next = waiting.pollFirstEntry();
        shown.put(next.getKey(), next.getValue());
        snapshot = null;
        return Optional.of(next.getValue());
    }

    boolean isEmpty() {
        return shown.isEmpty() && waiting.isEmpty();
    }

    /** Those who are shown, the longest here first. */
    List<Person> shown() {
        return List.copyOf(shown.values());
    }

    /** How many are here but not shown. */
    int unshown() {
        return waiting.size();
    }

    /** The last snapshot, unless someone has come or gone since. */
    Optional<Snapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    void keep(Snapshot made) {
        snapshot = made;
    }
}
