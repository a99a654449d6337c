package dev.switchboard.presence;

import dev.switchboard.UserId;
import dev.switchboard.broker.Destination;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Counts who listens where. However often a count changes, it is reported once until it has been read, so that no more
 * reports wait than there are visits. Thread-safe: observers write, the lane reads.
 */
final class Visits {

    /** One user at one destination. */
    record Visitor(Destination destination, UserId user) {}

    /**
     * What is known of a visitor.
     *
     * @param connections open subscriptions; never negative
     * @param revoked whether the last one ended because access has
     * @param reported whether the lane has been told to look
     */
    record Visit(int connections, boolean revoked, boolean reported) {

        boolean over() {
            return connections == 0;
        }
    }

    private final ConcurrentHashMap<Visitor, Visit> visits = new ConcurrentHashMap<>();
    private final Consumer<Visitor> changed;

    /** Reports each change, without a lock held. */
    Visits(Consumer<Visitor> changed) {
        this.changed = changed;
    }

    void add(Visitor visitor) {
        count(visitor, 1, false);
    }

    void remove(Visitor visitor, boolean revoked) {
        count(visitor, -1, revoked);
    }

    private void count(Visitor visitor, int difference, boolean revoked) {
        boolean[] report = {false};
        visits.compute(visitor, (same, before) -> {
            report[0] = before == null || !before.reported();
            int connections = before == null ? difference : before.connections() + difference;
            return new Visit(connections, revoked, true);
        });
        if (report[0]) {
            changed.accept(visitor);
        }
    }

    /** Reads a visit, after which its next change is reported again. */
    Visit read(Visitor visitor) {
        Visit read = visits.computeIfPresent(
                visitor, (same, visit) -> new Visit(visit.connections(), visit.revoked(), false));
        return read == null ? new Visit(0, false, false) : read;
    }

    /** Forgets a visit that is over, unless it has changed since it was read. */
    void forget(Visitor visitor) {
        visits.computeIfPresent(visitor, (same, visit) -> visit.over() && !visit.reported() ? null : visit);
    }

    int size() {
        return visits.size();
    }
}
