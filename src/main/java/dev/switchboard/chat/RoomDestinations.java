package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationLog;
import dev.switchboard.broker.DestinationOwner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Answers for {@code /topic/rooms/{room}}, its log, and {@code …/typing}, its hints: for those who are in the room. */
@Component
final class RoomDestinations implements DestinationOwner {

    private static final Pattern FORM = Pattern.compile("/topic/rooms/([a-z0-9][a-z0-9-]{0,62})(/typing)?");

    private final Rooms rooms;
    private final RoomLogs logs;

    RoomDestinations(Rooms rooms, RoomLogs logs) {
        this.rooms = rooms;
        this.logs = logs;
    }

    @Override
    public boolean owns(Destination destination) {
        return FORM.matcher(destination.value()).matches();
    }

    @Override
    public DeliveryClass deliveryClass(Destination destination) {
        return match(destination).group(2) == null ? DeliveryClass.LOG : DeliveryClass.EPHEMERAL;
    }

    @Override
    public void requireListener(Destination destination, UserId user) {
        rooms.requireMember(room(destination), user);
    }

    @Override
    public DestinationLog log(Destination destination) {
        if (deliveryClass(destination) != DeliveryClass.LOG) {
            throw new IllegalStateException(destination.value() + " keeps no log");
        }
        return logs.log(room(destination));
    }

    private static RoomId room(Destination destination) {
        return new RoomId(match(destination).group(1));
    }

    private static Matcher match(Destination destination) {
        Matcher matcher = FORM.matcher(destination.value());
        if (!matcher.matches()) {
            throw new IllegalStateException("Chat does not answer for " + destination.value());
        }
        return matcher;
    }
}
