package dev.switchboard.chat;

import dev.switchboard.Limits;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.log.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What members say, and do to messages. Every method refuses what has not its form by throwing, and the rest by its stage,
 * as {@link RoomWrites#store} does; besides with NOT_FOUND where the message is not there, and CONFLICT where it is deleted.
 * Thread-safe.
 */
@Component
final class Messages {

    private final RoomWrites writes;
    private final RoomEvents events;
    private final MessageTable messages;
    private final UnreadNews unread;
    private final Limits limits;
    private final ChatProperties properties;
    private final InstantSource clock;

    Messages(
            RoomWrites writes,
            RoomEvents events,
            MessageTable messages,
            UnreadNews unread,
            Limits limits,
            ChatProperties properties,
            ObjectProvider<InstantSource> clock) {
        this.writes = writes;
        this.events = events;
        this.messages = messages;
        this.unread = unread;
        this.limits = limits;
        this.properties = properties;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    /**
     * Says something.
     *
     * @param replyTo the sequence of the message of this room that it answers; null for none
     */
    CompletionStage<Said> say(Wish wish, @Nullable String text, @Nullable Long replyTo) {
        String checked = MessageText.require(text, limits);
        return writes.store(wish, "message\n" + replyTo + "\n" + checked, (transaction, member) -> {
            if (replyTo != null) {
                requireMessage(transaction, wish.room(), replyTo);
            }
            return Optional.of(new RoomEvent.Body.Message(checked, replyTo));
        });
    }

    /** Makes one's own message read otherwise. The same text changes nothing. */
    CompletionStage<Said> edit(Wish wish, @Nullable Long target, @Nullable String text) {
        long sequence = requireSequence(target);
        String checked = MessageText.require(text, limits);
        return writes.store(wish, "edit\n" + sequence + "\n" + checked, (transaction, member) -> {
            MessageRow message = requireMessage(transaction, wish.room(), sequence);
            requireAuthor(message, member.user(), "Only its author edits a message");
            requireThere(message);
            return checked.equals(message.text())
                    ? Optional.empty()
                    : Optional.of(new RoomEvent.Body.Edited(sequence, checked));
        });
    }

    /** Deletes one's own message, or as a moderator any. A deleted one stays deleted. */
    CompletionStage<Said> delete(Wish wish, @Nullable Long target) {
        long sequence = requireSequence(target);
        return writes.store(wish, "delete\n" + sequence, (transaction, member) -> {
            MessageRow message = requireMessage(transaction, wish.room(), sequence);
            if (!message.author().equals(member.user())) {
                member.require(Role.MODERATOR);
            }
            return message.isDeleted() ? Optional.empty() : Optional.of(new RoomEvent.Body.Deleted(sequence));
        });
    }

    /** Takes back the deletion of one's own message by oneself, while {@code switchboard.chat.undo} lasts. */
    CompletionStage<Said> restore(Wish wish, @Nullable Long target) {
        long sequence = requireSequence(target);
        return writes.store(wish, "restore\n" + sequence, (transaction, member) -> {
            MessageRow message = requireMessage(transaction, wish.room(), sequence);
            requireAuthor(message, member.user(), "Only its author takes a deletion back");
            Instant deletedAt = message.deletedAt();
            if (deletedAt == null) {
                return Optional.empty();
            }
            if (!member.user().equals(message.deletedBy())) {
                throw new RefusedException(Refusal.FORBIDDEN, "A moderator has deleted this message");
            }
            if (message.text() == null || clock.instant().isAfter(deletedAt.plus(properties.undo()))) {
                throw new RefusedException(Refusal.CONFLICT, "It is too late: the message is gone");
            }
            return Optional.of(new RoomEvent.Body.Restored(sequence, message.text()));
        });
    }

    /** Puts one's emoji on a message, or takes it away; nothing if it is so already. */
    CompletionStage<Said> react(Wish wish, @Nullable Long target, @Nullable String emoji, boolean on) {
        long sequence = requireSequence(target);
        RoomEvent.Body.Reaction reaction = new RoomEvent.Body.Reaction(sequence, MessageText.requireEmoji(emoji), on);
        return writes.store(wish, "react\n" + sequence + "\n" + on + "\n" + emoji, (transaction, member) -> {
            requireThere(requireMessage(transaction, wish.room(), sequence));
            if (messages.hasReacted(transaction, wish.room(), reaction, member.user()) == on) {
                return Optional.empty();
            }
            int most = limits.emojiPerMessage();
            if (on && most > 0 && messages.otherEmoji(transaction, wish.room(), reaction) >= most) {
                throw new RefusedException(Refusal.CONFLICT, "A message has at most " + most + " different emoji");
            }
            return Optional.of(reaction);
        });
    }

    /** Moves one's read position forward: never back, and never beyond what there is. Leaves no event. */
    CompletionStage<Said> read(Wish wish, @Nullable Long upTo) {
        if (upTo == null || upTo < 0) {
            throw new RefusedException(Refusal.INVALID, "A read position counts from 0");
        }
        return writes.storeQuietly(wish, (transaction, member) -> {
            long position = Math.min(upTo, events.head(transaction, wish.room()));
            if (messages.read(transaction, wish.room(), member.user(), position)) {
                transaction.afterCommit(() -> unread.ofReader(wish.room(), member.user()));
            }
            return Optional.empty();
        });
    }

    private MessageRow requireMessage(Transaction transaction, RoomId room, long sequence) {
        return messages.find(transaction, room, sequence)
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "No message " + sequence + " in this room"));
    }

    private static long requireSequence(@Nullable Long sequence) {
        if (sequence == null || sequence < 1) {
            throw new RefusedException(Refusal.INVALID, "seq is the number of a message, from 1");
        }
        return Objects.requireNonNull(sequence);
    }

    private static void requireAuthor(MessageRow message, UserId user, String otherwise) {
        if (!message.author().equals(user)) {
            throw new RefusedException(Refusal.FORBIDDEN, otherwise);
        }
    }

    private static void requireThere(MessageRow message) {
        if (message.isDeleted()) {
            throw new RefusedException(Refusal.CONFLICT, "The message is deleted");
        }
    }
}
