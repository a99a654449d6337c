package dev.switchboard.chat;

import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.log.ClientMessage;
import dev.switchboard.log.EventLog;
import dev.switchboard.log.NewEvent;
import dev.switchboard.log.StoredEvent;
import dev.switchboard.log.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happened in rooms: appends to their logs, with the projections and the publication. Thread-safe. */
@Component
final class RoomEvents {

    private final EventLog log;
    private final RoomEventForm form;
    private final MessageTable messages;
    private final MessageNews news;
    private final List<RoomEventObserver> observers;

    RoomEvents(
            EventLog log,
            RoomEventForm form,
            MessageTable messages,
            MessageNews news,
            List<RoomEventObserver> observers) {
        this.log = log;
        this.form = form;
        this.messages = messages;
        this.news = news;
        this.observers = List.copyOf(observers);
    }

    /**
     * Appends an event with the room's next sequence, tells the observers, and publishes it to the room after the commit.
     * Checks nothing: who may do it was asked before, in the same transaction.
     */
    RoomEvent append(Transaction transaction, RoomId room, UserId actor, RoomEvent.Body body) {
        return append(transaction, new Deed(room, actor, body, null));
    }

    /** Appends what a client did, perhaps under an id of its own. */
    RoomEvent append(Transaction transaction, Deed deed) {
        StoredEvent stored = log.append(
                transaction,
                new NewEvent(
                        deed.room().value(),
                        RoomEventForm.type(deed.body()),
                        deed.actor(),
                        RoomEventForm.target(deed.body()),
                        form.payload(deed.body()),
                        deed.clientMessage()));
        RoomEvent event = form.read(stored);
        transaction.publish(() -> form.publication(event));
        news.follow(event, messages.apply(event, transaction), transaction);
        for (RoomEventObserver observer : observers) {
            observer.onAppended(event, transaction);
        }
        return event;
    }

    /**
     * The event that the same sender made earlier under the same id.
     *
     * @throws RefusedException CONFLICT if it said something else
     */
    Optional<RoomEvent> repeated(Transaction transaction, UserId actor, @Nullable ClientMessage said) {
        return said == null
                ? Optional.empty()
                : log.repeated(transaction, actor, said).map(form::read);
    }

    /** The newest sequence of a room; 0 if nothing happened yet. */
    long head(RoomId room) {
        return log.head(room.value());
    }

    /** As {@link #head(RoomId)}, inside a change. */
    long head(Transaction transaction, RoomId room) {
        return log.head(transaction, room.value());
    }

    /** The events after a sequence, in order and without a hole, at most so many. */
    List<RoomEvent> after(RoomId room, long sequence, int limit) {
        return log.after(room.value(), sequence, limit).stream().map(form::read).toList();
    }

    /**
     * The events that gave a message its texts, after a sequence, in order, at most so many; not that of a restoration, which
     * gives no other text.
     */
    List<RoomEvent> versions(RoomId room, long message, long after, int limit) {
        return log.find(room.value(), message)
                .map(said -> Stream.concat(
                                after < said.sequence() ? Stream.of(said) : Stream.empty(),
                                log.about(said, "edited", after, limit).stream())
                        .limit(limit)
                        .map(form::read)
                        .toList())
                .orElse(List.of());
    }

    /** Erases the text of a deleted message for ever: from the log, its earlier versions, the message and the observers'. */
    void eraseText(Transaction transaction, RoomId room, long target) {
        log.rewrite(
                transaction,
                room.value(),
                target,
                event -> form.payload(withoutText(form.read(event).body())));
        messages.erase(transaction, room, target);
        for (RoomEventObserver observer : observers) {
            observer.onErased(room, target, transaction);
        }
    }

    /** Erases all that ever happened in a room that is being deleted. */
    void erase(Transaction transaction, RoomId room) {
        for (RoomEventObserver observer : observers) {
            observer.onRoomDeleted(room, transaction);
        }
        messages.deleteRoom(transaction, room);
        log.delete(transaction, room.value());
    }

    private static RoomEvent.Body withoutText(RoomEvent.Body body) {
        return switch (body) {
            case RoomEvent.Body.Message message -> new RoomEvent.Body.Message(null, message.replyTo());
            case RoomEvent.Body.Edited edited -> new RoomEvent.Body.Edited(edited.target(), null);
            case RoomEvent.Body.Restored restored -> new RoomEvent.Body.Restored(restored.target(), null);
            default -> body;
        };
    }

    /**
     * What somebody does in a room.
     *
     * @param clientMessage what the client said, under an id of its own; null if it gave none
     */
    record Deed(
            RoomId room,
            UserId actor,
            RoomEvent.Body body,
            @Nullable ClientMessage clientMessage) {}
}
