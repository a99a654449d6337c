package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a room's event reads in JSON, for the description of the REST calls; {@link RoomEventForm} writes it. Which fields are
 * there depends on the type.
 *
 * @param text of a message, an edit and a restoration; null once it is erased
 * @param replyTo the message that a message answers
 * @param target the message that an edit, a deletion, a restoration or a reaction is about
 * @param user who joined, left, was removed or invited
 * @param name of the room, where it was made, renamed or archived
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoomEventShape(
        String type,
        String room,
        long seq,
        String id,
        String at,
        Person by,
        @Nullable String text,
        @Nullable Long replyTo,
        @Nullable String clientMsgId,
        @Nullable Long target,
        @Nullable String emoji,
        @Nullable Boolean on,
        @Nullable Person user,
        @Nullable String name,
        @Nullable Boolean archived) {

    /** A page of them, as {@link MessageController.EventPage} has it. */
    record Page(List<RoomEventShape> items, @Nullable Long next, long head) {}
}
