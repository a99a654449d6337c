package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationOwner;
import org.springframework.stereotype.Component;

/** Answers for {@code /user/queue/inbox}, where everybody hears what concerns them. */
@Component
final class InboxDestination implements DestinationOwner {

    static final String NAME = "/user/queue/inbox";

    @Override
    public boolean owns(Destination destination) {
        return destination.value().equals(NAME);
    }

    @Override
    public DeliveryClass deliveryClass(Destination destination) {
        return DeliveryClass.EPHEMERAL;
    }

    /** A user's own destination is nobody else's by its making. */
    @Override
    public void requireListener(Destination destination, UserId user) {
        if (!user.equals(destination.user())) {
            throw new IllegalStateException("An inbox is listened to by its own user only");
        }
    }
}
