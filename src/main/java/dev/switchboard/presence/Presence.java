package dev.switchboard.presence;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationOwner;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.SubscriptionObserver;
import dev.switchboard.presence.Visits.Visitor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Answers for {@code …/presence} below every public destination that another feature owns: tells those who may listen to
 * it who else does. A user is here while any of their subscriptions to it is open, and for a grace after. Thread-safe.
 */
@Component
final class Presence implements DestinationOwner, SubscriptionObserver {

    private static final String SUFFIX = "/presence";

    private final Broker broker;
    private final Attendance attendance;

    Presence(Broker broker, Attendance attendance, MeterRegistry meters) {
        this.broker = broker;
        this.attendance = attendance;
        Gauge.builder("switchboard.presence.visits", attendance.visits(), Visits::size)
                .register(meters);
        broker.observe(this);
    }

    @Override
    public boolean owns(Destination destination) {
        return parent(destination).filter(this::isTold).isPresent();
    }

    @Override
    public DeliveryClass deliveryClass(Destination destination) {
        return DeliveryClass.EPHEMERAL;
    }

    /** Whoever may listen to a destination may know who else does. */
    @Override
    public void requireListener(Destination destination, UserId user) {
        broker.requireListener(requireParent(destination), user);
    }

    @Override
    public void open(Destination destination, UserId user, Consumer<List<Publication>> opening) {
        attendance.open(requireParent(destination), opening);
    }

    @Override
    public void onOpened(Destination destination, UserId user) {
        if (isPlace(destination)) {
            attendance.visits().add(new Visitor(destination, user));
        }
    }

    @Override
    public void onClosed(Destination destination, UserId user) {
        if (isPlace(destination)) {
            attendance.visits().remove(new Visitor(destination, user), false);
        }
    }

    @Override
    public void onRevoked(Destination destination, UserId user) {
        if (isPlace(destination)) {
            attendance.visits().remove(new Visitor(destination, user), true);
        }
    }

    private boolean isPlace(Destination destination) {
        return destination.user() == null
                && destination.value().length() + SUFFIX.length() <= Destination.MAX_LENGTH
                && isTold(destination);
    }

    /** Whether the presence of a destination is told: it is another feature's, which wants that. */
    private boolean isTold(Destination destination) {
        return broker.owner(destination)
                .filter(owner -> owner != this && owner.tellsPresence(destination))
                .isPresent();
    }

    private static Destination requireParent(Destination destination) {
        return parent(destination)
                .orElseThrow(
                        () -> new RefusedException(Refusal.NOT_FOUND, "Nothing is said on " + destination.value()));
    }

    /** What a destination tells the presence of, by its form. */
    private static Optional<Destination> parent(Destination destination) {
        String value = destination.value();
        return destination.user() == null && value.endsWith(SUFFIX) && value.length() > SUFFIX.length()
                ? Optional.of(Destination.of(value.substring(0, value.length() - SUFFIX.length())))
                : Optional.empty();
    }
}
