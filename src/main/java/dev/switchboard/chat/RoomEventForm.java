package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Publication;
import dev.switchboard.identity.People;
import dev.switchboard.log.StoredEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The written forms of a room's events: the log's payload, and the JSON that clients read.
 *
 * <p>The log keeps people's ids; names are looked up when an event is published or read, so that a changed name shows
 * everywhere at once.
 */
@Component
final class RoomEventForm {

    static final String JSON = "application/json";

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final JsonMapper json;
    private final People people;

    RoomEventForm(JsonMapper json, People people) {
        this.json = json;
        this.people = people;
    }

    /** ISO 8601 in UTC, always with milliseconds. */
    static String time(Instant at) {
        return MILLISECONDS.format(at);
    }

    /** The protocol's word for what happened. */
    static String type(RoomEvent.Body body) {
        return switch (body) {
            case RoomEvent.Body.Message message -> "message";
            case RoomEvent.Body.Edited edited -> "edited";
            case RoomEvent.Body.Deleted deleted -> "deleted";
            case RoomEvent.Body.Restored restored -> "restored";
            case RoomEvent.Body.Reaction reaction -> "reaction";
            case RoomEvent.Body.Joined joined -> "joined";
            case RoomEvent.Body.Left left -> "left";
            case RoomEvent.Body.Removed removed -> "removed";
            case RoomEvent.Body.Invited invited -> "invited";
            case RoomEvent.Body.Created created -> "created";
            case RoomEvent.Body.Renamed renamed -> "renamed";
            case RoomEvent.Body.Archived archived -> "archived";
        };
    }

    /** The message that it is about; null for none. */
    static @Nullable Long target(RoomEvent.Body body) {
        return switch (body) {
            case RoomEvent.Body.Edited edited -> edited.target();
            case RoomEvent.Body.Deleted deleted -> deleted.target();
            case RoomEvent.Body.Restored restored -> restored.target();
            case RoomEvent.Body.Reaction reaction -> reaction.target();
            default -> null;
        };
    }

    /** What the log keeps of it. */
    String payload(RoomEvent.Body body) {
        return json.writeValueAsString(body);
    }

    /** Reads what the log keeps. */
    RoomEvent read(StoredEvent stored) {
        Class<? extends RoomEvent.Body> kind = switch (stored.type()) {
            case "message" -> RoomEvent.Body.Message.class;
            case "edited" -> RoomEvent.Body.Edited.class;
            case "deleted" -> RoomEvent.Body.Deleted.class;
            case "restored" -> RoomEvent.Body.Restored.class;
            case "reaction" -> RoomEvent.Body.Reaction.class;
            case "joined" -> RoomEvent.Body.Joined.class;
            case "left" -> RoomEvent.Body.Left.class;
            case "removed" -> RoomEvent.Body.Removed.class;
            case "invited" -> RoomEvent.Body.Invited.class;
            case "created" -> RoomEvent.Body.Created.class;
            case "renamed" -> RoomEvent.Body.Renamed.class;
            case "archived" -> RoomEvent.Body.Archived.class;
            default -> throw new IllegalStateException("The log holds an event of type " + stored.type());
        };
        return new RoomEvent(
                new RoomId(stored.stream()),
                stored.sequence(),
                stored.id(),
                stored.at(),
                stored.actor(),
                stored.clientMessage(),
                json.readValue(stored.payload(), kind));
    }

    /** The event as clients read it. */
    ObjectNode json(RoomEvent event) {
        ObjectNode node = json.createObjectNode();
        node.put("type", type(event.body()));
        node.put("room", event.room().value());
        node.put("seq", event.sequence());
        node.put("id", event.id());
        node.put("at", time(event.at()));
        node.set("by", person(event.by()));
        switch (event.body()) {
            case RoomEvent.Body.Message message -> {
                node.put("text", message.text());
                if (message.replyTo() != null) {
                    node.put("replyTo", message.replyTo());
                }
            }
            case RoomEvent.Body.Edited edited ->
                node.put("target", edited.target()).put("text", edited.text());
            case RoomEvent.Body.Deleted deleted -> node.put("target", deleted.target());
            case RoomEvent.Body.Restored restored ->
                node.put("target", restored.target()).put("text", restored.text());
            case RoomEvent.Body.Reaction reaction ->
                node.put("target", reaction.target())
                        .put("emoji", reaction.emoji())
                        .put("on", reaction.on());
            case RoomEvent.Body.Joined joined -> node.set("user", person(joined.user()));
            case RoomEvent.Body.Left left -> node.set("user", person(left.user()));
            case RoomEvent.Body.Removed removed -> node.set("user", person(removed.user()));
            case RoomEvent.Body.Invited invited -> node.set("user", person(invited.user()));
            case RoomEvent.Body.Created created -> node.put("name", created.name());
            case RoomEvent.Body.Renamed renamed -> node.put("name", renamed.name());
            case RoomEvent.Body.Archived archived ->
                node.put("name", archived.name()).put("archived", archived.archived());
        }
        if (event.clientMessage() != null) {
            node.put("clientMsgId", event.clientMessage().value());
        }
        return node;
    }

    /** The event on its way to the room's subscribers. */
    Publication publication(RoomEvent event) {
        return new Publication(
                event.room().destination(),
                DeliveryClass.LOG,
                event.id(),
                OptionalLong.of(event.sequence()),
                JSON,
                json.writeValueAsBytes(json(event)));
    }

    /** A person by the name that they have now. */
    JsonNode person(UserId id) {
        return json.valueToTree(people.find(id).map(Person::of).orElseGet(() -> Person.unknown(id)));
    }
}
