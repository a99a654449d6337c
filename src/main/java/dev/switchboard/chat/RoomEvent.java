package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.log.ClientMessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a room, as the log keeps it.
 *
 * @param sequence its number in the room, from 1, without holes
 * @param id the {@code message-id}
 * @param at in whole milliseconds
 * @param by who did it
 * @param clientMessage the client's id of it, if it gave one
 */
record RoomEvent(
        RoomId room,
        long sequence,
        String id,
        Instant at,
        UserId by,
        @Nullable ClientMessageId clientMessage,
        Body body) {

    /** What happened. Texts are null once they are erased. */
    sealed interface Body {

        /**
         * Somebody said something.
         *
         * @param replyTo the sequence of the message that it answers; null for none
         */
        record Message(@Nullable String text, @Nullable Long replyTo) implements Body {}

        /** The message {@code target} reads otherwise now. */
        record Edited(long target, @Nullable String text) implements Body {}

        /** The message {@code target} is gone; who did it is {@link RoomEvent#by}. */
        record Deleted(long target) implements Body {}

        /** The message {@code target} is back, and this is its text. */
        record Restored(long target, @Nullable String text) implements Body {}

        /** Somebody put an emoji on the message {@code target}, or took it away. */
        record Reaction(long target, String emoji, boolean on) implements Body {}

        /** A person became a member by themselves. */
        record Joined(UserId user) implements Body {}

        /** A member left. */
        record Left(UserId user) implements Body {}

        /** A member was removed, or banned. */
        record Removed(UserId user) implements Body {}

        /** A person was made a member by another. */
        record Invited(UserId user) implements Body {}

        /** The room came to be. */
        record Created(String name) implements Body {}

        /** The room has another name. */
        record Renamed(String name) implements Body {}

        /** The room takes no more messages, or takes them again. */
        record Archived(String name, boolean archived) implements Body {}
    }
}
