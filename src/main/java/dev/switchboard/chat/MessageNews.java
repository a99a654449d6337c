package dev.switchboard.chat;

import dev.switchboard.RandomId;
import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.log.Transaction;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells people on their inbox of unread messages and of mentions, after the commit. Thread-safe. */
@Component
final class MessageNews {

    private final Rooms rooms;
    private final UnreadNews unread;
    private final RoomEventForm form;
    private final JsonMapper json;

    MessageNews(Rooms rooms, UnreadNews unread, RoomEventForm form, JsonMapper json) {
        this.rooms = rooms;
        this.unread = unread;
        this.form = form;
        this.json = json;
    }

    /**
     * Follows an event, inside its transaction.
     *
     * @param named whom a message mentions by it, and did not before
     */
    void follow(RoomEvent event, Set<UserId> named, Transaction transaction) {
        switch (event.body()) {
            case RoomEvent.Body.Message message -> {
                transaction.afterCommit(() -> unread.ofRoom(event.room()));
                tell(event, event.sequence(), named, transaction);
            }
            case RoomEvent.Body.Edited edited -> {
                transaction.afterCommit(() -> unread.ofRoom(event.room()));
                tell(event, edited.target(), named, transaction);
            }
            case RoomEvent.Body.Deleted deleted -> transaction.afterCommit(() -> unread.ofRoom(event.room()));
            case RoomEvent.Body.Restored restored -> transaction.afterCommit(() -> unread.ofRoom(event.room()));
            default -> {}
        }
    }

    /** Those of the named who are in the room. */
    private void tell(RoomEvent event, long message, Set<UserId> named, Transaction transaction) {
        if (named.isEmpty()) {
            return;
        }
        Set<UserId> present = new HashSet<>(named);
        present.retainAll(Set.copyOf(rooms.members(transaction, event.room())));
        for (UserId user : present) {
            transaction.publish(() -> publication(event, message, user));
        }
    }

    private Publication publication(RoomEvent event, long message, UserId user) {
        ObjectNode body = json.createObjectNode();
        ObjectNode said = form.json(event);
        body.put("type", "mention");
        body.put("room", event.room().value());
        body.put("seq", message);
        body.set("by", said.get("by"));
        body.set("text", said.get("text"));
        return new Publication(
                Destination.of(user, InboxDestination.NAME),
                DeliveryClass.EPHEMERAL,
                RandomId.next(),
                OptionalLong.empty(),
                RoomEventForm.JSON,
                json.writeValueAsBytes(body));
    }
}
