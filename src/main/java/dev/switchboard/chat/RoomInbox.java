package dev.switchboard.chat;

import dev.switchboard.RandomId;
import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.identity.People;
import dev.switchboard.log.Transaction;
import java.util.Collection;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells people on {@code /user/queue/inbox} how their list of rooms has changed. Called in the writer's thread. */
@Component
final class RoomInbox {

    private final RoomItems items;
    private final People people;
    private final JsonMapper json;

    RoomInbox(RoomItems items, People people, JsonMapper json) {
        this.items = items;
        this.people = people;
        this.json = json;
    }

    /** A room came into their lists, or reads otherwise there. */
    void changed(Transaction transaction, RoomId room, Collection<UserId> users) {
        items.find(transaction, room, users)
                .forEach((user, item) -> publish(transaction, user, new Changed("room", item)));
    }

    /** They are no longer in a room. */
    void removed(Transaction transaction, RoomId room, Collection<UserId> users, Dismissal dismissal) {
        UserId by = dismissal.by();
        Person person = people.find(by).map(Person::of).orElseGet(() -> Person.unknown(by));
        for (UserId user : users) {
            publish(transaction, user, new Removed("removed", room, person, dismissal.reason()));
        }
    }

    private void publish(Transaction transaction, UserId user, Object body) {
        transaction.publish(new Publication(
                Destination.of(user, InboxDestination.NAME),
                DeliveryClass.EPHEMERAL,
                RandomId.next(),
                OptionalLong.empty(),
                RoomEventForm.JSON,
                json.writeValueAsBytes(body)));
    }

    private record Changed(String type, RoomItem room) {}

    private record Removed(String type, RoomId room, Person by, Dismissal.Reason reason) {}
}
