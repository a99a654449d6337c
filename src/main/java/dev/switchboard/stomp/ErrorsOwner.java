package dev.switchboard.stomp;

import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationOwner;
import dev.switchboard.identity.Speaker;
import org.springframework.stereotype.Component;

/** Answers for {@code /user/queue/errors}, where each connection hears which of its own frames were refused. */
@Component
final class ErrorsOwner implements DestinationOwner {

    private static final String ERRORS = "/user/queue/errors";

    /** Where the speaker of a session hears of refusals. */
    static Destination destination(StompSession session) {
        Speaker speaker = session.speaker().orElseThrow();
        return Destination.of(speaker.user(), ERRORS);
    }

    static boolean isErrors(Destination destination) {
        return destination.value().equals(ERRORS);
    }

    @Override
    public boolean owns(Destination destination) {
        return isErrors(destination);
    }

    @Override
    public DeliveryClass deliveryClass(Destination destination) {
        return DeliveryClass.EPHEMERAL;
    }

    @Override
    public boolean staysHere(Destination destination) {
        return true;
    }

    @Override
    public boolean welcomesGuests(Destination destination) {
        return true;
    }

    @Override
    public void requireListener(Destination destination, UserId user) {
        // The destination is the user's own by its form.
    }
}
