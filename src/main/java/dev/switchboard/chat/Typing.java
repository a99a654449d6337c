package dev.switchboard.chat;

import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.broker.Accepted;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.identity.Scope;
import dev.switchboard.log.Publisher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passes on that somebody is typing, to those who listen to {@code /topic/rooms/{room}/typing}: at most once in
 * {@code switchboard.chat.typing-interval} for each person and room, silently less; nothing in archived rooms. Thread-safe.
 */
@Component
final class Typing {

    /** Hints remembered; what is forgotten sooner than its interval is passed on once more. */
    private static final int REMEMBERED = 10_000;

    private final Rooms rooms;
    private final SendLimit sendLimit;
    private final RoomEventForm form;
    private final JsonMapper json;
    private final Publisher publisher;
    private final long intervalNanos;

    /** When a hint was last passed on, oldest first; guarded by itself. */
    private final Map<Typist, Long> last = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Typist, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    Typing(
            Rooms rooms,
            SendLimit sendLimit,
            RoomEventForm form,
            JsonMapper json,
            Publisher publisher,
            ChatProperties properties) {
        this.rooms = rooms;
        this.sendLimit = sendLimit;
        this.form = form;
        this.json = json;
        this.publisher = publisher;
        this.intervalNanos = properties.typingInterval().toNanos();
    }

    /**
     * Says that the speaker is typing.
     *
     * @throws RefusedException TOO_MANY, FORBIDDEN or NOT_FOUND as for a message
     */
    CompletionStage<Accepted> hint(Wish wish) {
        UserId user = wish.speaker().user();
        if (!wish.speaker().may(Scope.WRITE)) {
            throw new RefusedException(Refusal.FORBIDDEN, "This token may not write");
        }
        sendLimit.require(user);
        Member member = rooms.requireMember(wish.room(), user);
        if (!member.room().archived() && isDue(new Typist(wish.room(), user))) {
            publisher.offer(new Publication(
                    Destination.of(wish.room().destination().value() + "/typing"),
                    DeliveryClass.EPHEMERAL,
                    RandomId.next(),
                    OptionalLong.empty(),
                    RoomEventForm.JSON,
                    json.writeValueAsBytes(new Hint("typing", form.person(user)))));
        }
        return CompletableFuture.completedStage(Accepted.WITHOUT_EVENT);
    }

    private boolean isDue(Typist typist) {
        long now = System.nanoTime();
        synchronized (last) {
            Long before = last.get(typist);
            if (before != null && now - before < intervalNanos) {
                return false;
            }
            last.remove(typist);
            last.put(typist, now);
            return true;
        }
    }

    private record Typist(RoomId room, UserId user) {}

    private record Hint(String type, JsonNode user) {}
}
