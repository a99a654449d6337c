package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it reads now: the event that said it, with what became of it.
 *
 * @param type {@code message}
 * @param seq its number in the room
 * @param id the event's id
 * @param at when it was said, ISO 8601 in UTC
 * @param text null once it is deleted
 * @param replyTo the sequence of the message that it answers
 * @param clientMsgId the client's id of it
 * @param editedAt when it was last edited
 * @param deleted who deleted it, and when; missing while it is there
 * @param reactions in the order in which each emoji came first; they outlive a deletion, for the undo
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageItem(
        String type,
        String room,
        long seq,
        String id,
        String at,
        Person by,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String text,
        @Nullable Long replyTo,
        @Nullable String clientMsgId,
        @Nullable String editedAt,
        @Nullable Deletion deleted,
        List<Reactions> reactions) {

    MessageItem {
        reactions = List.copyOf(reactions);
    }

    /** The end of a message. */
    record Deletion(Person by, String at) {}

    /**
     * One emoji on a message.
     *
     * @param count of all who put it there
     * @param mine whether the reader is among them
     * @param people the first of them in the order in which they put it there, at most {@link #NAMED}
     */
    record Reactions(String emoji, long count, boolean mine, List<Person> people) {

        /** How many people are named: the others are counted only, so that a page does not grow with a crowd. */
        static final int NAMED = 10;

        Reactions {
            people = List.copyOf(people);
        }
    }
}
