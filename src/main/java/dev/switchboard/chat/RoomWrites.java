package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Scope;
import dev.switchboard.log.ClientMessage;
import dev.switchboard.log.ClientMessageId;
import dev.switchboard.log.Transaction;
import dev.switchboard.log.Writer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The way of every wish into a room's log: counted, recognised if it is a repeat, decided and stored in one transaction of
 * the writer, so that nobody is removed and nothing deleted between the decision and the commit. Thread-safe.
 */
@Component
final class RoomWrites {

    private final Writer writer;
    private final Rooms rooms;
    private final RoomEvents events;
    private final SendLimit sendLimit;

    RoomWrites(Writer writer, Rooms rooms, RoomEvents events, SendLimit sendLimit) {
        this.writer = writer;
        this.rooms = rooms;
        this.events = events;
        this.sendLimit = sendLimit;
    }

    /**
     * Decides a wish and stores what comes of it.
     *
     * @param content all that the client said, the room left out: a repeat says the same
     * @param decision gives what happens, or nothing if the wish changes nothing, or refuses; in the writer's thread
     * @return fails with {@link RefusedException}: TOO_MANY; FORBIDDEN without the scope {@code write} or in a public room
     *     that one is not in; NOT_FOUND; CONFLICT for a client's id used before for something else, and in an archived
     *     room; or what the decision throws
     */
    CompletionStage<Said> store(Wish wish, String content, Decision decision) {
        return counted(wish, transaction -> {
            UserId user = wish.speaker().user();
            ClientMessage said = said(wish, content);
            Optional<RoomEvent> first = events.repeated(transaction, user, said);
            if (first.isPresent()) {
                return Said.before(first.get());
            }
            Member member = rooms.requireMember(transaction, wish.room(), user).requireOpen();
            return decision.decide(transaction, member)
                    .map(body ->
                            Said.now(events.append(transaction, new RoomEvents.Deed(wish.room(), user, body, said))))
                    .orElse(Said.WITHOUT_EVENT);
        });
    }

    /** Stores what leaves no event; in archived rooms too. */
    CompletionStage<Said> storeQuietly(Wish wish, Decision decision) {
        return counted(wish, transaction -> {
            Member member =
                    rooms.requireMember(transaction, wish.room(), wish.speaker().user());
            decision.decide(transaction, member);
            return Said.WITHOUT_EVENT;
        });
    }

    private CompletionStage<Said> counted(Wish wish, Function<Transaction, Said> change) {
        try {
            if (!wish.speaker().may(Scope.WRITE)) {
                throw new RefusedException(Refusal.FORBIDDEN, "This token may not write");
            }
            sendLimit.require(wish.speaker().user());
        } catch (RefusedException refused) {
            return CompletableFuture.failedStage(refused);
        }
        return writer.write(change);
    }

    private static @Nullable ClientMessage said(Wish wish, String content) {
        ClientMessageId id = wish.clientMessageId();
        return id == null ? null : new ClientMessage(id, wish.room() + "\n" + content);
    }

    /** What becomes of a wish. */
    interface Decision {

        Optional<RoomEvent.Body> decide(Transaction transaction, Member member);
    }
}
