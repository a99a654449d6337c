package dev.switchboard.presence;

import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.presence.Visits.Visit;
import dev.switchboard.presence.Visits.Visitor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Who has been told to be where. Everything happens in the lane, one thing after the other, so that what a new subscriber
 * gets first and what follows belong together. Thread-safe.
 */
@Component
final class Attendance {

    private static final Logger log = LoggerFactory.getLogger(Attendance.class);
    private static final String BELOW = "/presence";
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    /** How long names in a snapshot may be out of date while nobody comes or goes. */
    private static final Duration SNAPSHOT_AGE = Duration.ofSeconds(1);

    /**
     * That a timer runs for a visitor.
     *
     * @param absent whether they are away
     * @param since since when, by the lane's clock
     */
    private record Absence(boolean absent, long since) {}

    private final Broker broker;
    private final Hints hints;
    private final Lane lane;
    private final PresenceProperties properties;
    private final Visits visits = new Visits(this::look);
    private final Map<Destination, Place> places = new HashMap<>();
    private final Map<Visitor, Absence> absences = new HashMap<>();

    Attendance(Broker broker, Hints hints, Lane lane, PresenceProperties properties) {
        this.broker = broker;
        this.hints = hints;
        this.lane = lane;
        this.properties = properties;
    }

    /** Who listens where; what changes here is told. */
    Visits visits() {
        return visits;
    }

    private void look(Visitor visitor) {
        lane.execute(() -> settle(visitor));
    }

    /** Opens a subscription to who is at a destination. */
    void open(Destination destination, Consumer<List<Publication>> opening) {
        lane.execute(() -> opening.accept(List.of(snapshot(destination))));
    }

    private Publication snapshot(Destination destination) {
        Place place = places.getOrDefault(destination, new Place(0));
        long now = lane.nanoTime();
        return place.snapshot()
                .filter(made -> now - made.madeAt() < SNAPSHOT_AGE.toNanos())
                .orElseGet(() -> {
                    Publication here = hints.here(below(destination), place.shown(), place.unshown());
                    Place.Snapshot made = new Place.Snapshot(here, now);
                    place.keep(made);
                    return made;
                })
                .here();
    }

    private void settle(Visitor visitor) {
        Visit visit = visits.read(visitor);
        if (!visit.over()) {
            absences.computeIfPresent(visitor, (same, before) -> new Absence(false, 0));
            enter(visitor);
        } else if (visit.revoked() || properties.grace().isZero() || !isHere(visitor)) {
            leave(visitor);
        } else {
            Absence before = absences.put(visitor, new Absence(true, lane.nanoTime()));
            if (before == null) {
                lane.execute(() -> checkAbsence(visitor), properties.grace());
            } else if (before.absent()) {
                absences.put(visitor, before);
            }
        }
    }

    /** The grace of someone has ended, counted from the first time they left: there is one timer for each. */
    private void checkAbsence(Visitor visitor) {
        Absence absence = absences.remove(visitor);
        if (absence == null || !absence.absent()) {
            return;
        }
        Duration left = properties.grace().minusNanos(lane.nanoTime() - absence.since());
        if (left.isPositive()) {
            absences.put(visitor, absence);
            lane.execute(() -> checkAbsence(visitor), left);
        } else if (visits.read(visitor).over()) {
            leave(visitor);
        } else {
            enter(visitor);
        }
    }

    private boolean isHere(Visitor visitor) {
        Place place = places.get(visitor.destination());
        return place != null && place.holds(visitor.user());
    }

    private void enter(Visitor visitor) {
        if (isHere(visitor)) {
            return;
        }
        try {
            hints.person(visitor.user()).ifPresent(person -> {
                Destination destination = visitor.destination();
                Place place = places.computeIfAbsent(destination, absent -> new Place(properties.shown()));
                place.enter(visitor.user(), person);
                showNext(destination, place);
            });
        } catch (RuntimeException storeIsAway) {
            log.atDebug().setCause(storeIsAway).log("Who has come will be looked up again");
            lane.execute(() -> settle(visitor), TRY_AGAIN);
        }
    }

    private void leave(Visitor visitor) {
        visits.forget(visitor);
        Destination destination = visitor.destination();
        Place place = places.get(destination);
        if (place == null) {
            return;
        }
        place.leave(visitor.user()).ifPresent(person -> broker.publish(hints.left(below(destination), person)));
        showNext(destination, place);
        if (place.isEmpty()) {
            places.remove(destination);
        }
    }

    private void showNext(Destination destination, Place place) {
        place.showNext().ifPresent(person -> broker.publish(hints.entered(below(destination), person)));
    }

    private static Destination below(Destination destination) {
        return Destination.of(destination.value() + BELOW);
    }
}
