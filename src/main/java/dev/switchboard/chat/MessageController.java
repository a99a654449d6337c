package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.RestCall;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages over REST: history, the log, saying something, and the read position. Writes wait in the request's own thread,
 * so that no timeout says no to what is stored a moment later.
 */
@RestController
@RequestMapping("/api/rooms/{room}")
final class MessageController {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final int DEFAULT_SIZE = 50;

    /** Beyond the page's limit one gets that many; beyond this the wish is absurd. */
    private static final int ABSURD = 10_000;

    private final Rooms rooms;
    private final RoomEvents events;
    private final RoomEventForm form;
    private final History history;
    private final Messages messages;
    private final ChatProperties properties;

    MessageController(
            Rooms rooms,
            RoomEvents events,
            RoomEventForm form,
            History history,
            Messages messages,
            ChatProperties properties) {
        this.rooms = rooms;
        this.events = events;
        this.form = form;
        this.history = history;
        this.messages = messages;
        this.properties = properties;
    }

    /** Messages as they read now; without a cursor the newest. */
    @RestCall(
            value = "Messages as they read now",
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @GetMapping("/messages")
    History.Page messages(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @RequestParam(name = "before", required = false) @Nullable Long before,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "around", required = false) @Nullable Long around,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        RoomId id = RoomId.seek(room);
        HistoryPosition position = HistoryPosition.parse(before, after, around);
        int size = size(limit);
        rooms.requireMember(id, speaker.user());
        return history.page(id, speaker.user(), position, size);
    }

    /** The log: everything that happened, in order; from its beginning, or after a sequence. */
    @RestCall(
            value = "The log of a room",
            gives = RoomEventShape.Page.class,
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @GetMapping("/events")
    EventPage events(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit) {
        RoomId id = RoomId.seek(room);
        if (after != null && after < 0) {
            throw new RefusedException(Refusal.INVALID, "Sequences count from 1");
        }
        int size = size(limit);
        rooms.requireMember(id, speaker.user());
        List<RoomEvent> found = events.after(id, after == null ? 0 : after, size);
        long head = events.head(id);
        Long next = found.isEmpty() || found.getLast().sequence() >= head
                ? null
                : (Long) found.getLast().sequence();
        return new EventPage(found.stream().map(form::json).toList(), next, head);
    }

    /** Says something: 201 after the commit; 200 with the first event for a repeat under the same key. */
    @RestCall(
            value = "Says something; a repeat under the same key gives the first event",
            gives = RoomEventShape.class,
            answers = {201, 200},
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND, Refusal.CONFLICT})
    @PostMapping("/messages")
    ResponseEntity<ObjectNode> say(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody NewMessage message) {
        Wish wish = Wish.parse(speaker, RoomId.seek(room).value(), key);
        Said said = Writer.await(messages.say(wish, message.text(), message.replyTo()));
        HttpStatus status = said.repeated() ? HttpStatus.OK : HttpStatus.CREATED;
        return ResponseEntity.status(status).body(form.json(said.event().orElseThrow()));
    }

    /** Moves one's read position forward. */
    @RestCall(
            value = "Moves one's read position forward",
            answers = 204,
            refuses = {Refusal.INVALID, Refusal.FORBIDDEN, Refusal.NOT_FOUND})
    @PutMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(
            @AuthenticationPrincipal Speaker speaker,
            @PathVariable("room") String room,
            @RequestBody ReadPosition position) {
        Writer.await(messages.read(new Wish(speaker, RoomId.seek(room), null), position.seq()));
    }

    private int size(@Nullable Integer limit) {
        if (limit == null) {
            return Math.min(DEFAULT_SIZE, properties.pageLimit());
        }
        if (limit < 1 || limit > ABSURD) {
            throw new RefusedException(Refusal.INVALID, "A page has 1 to " + properties.pageLimit() + " items");
        }
        return Math.min(limit, properties.pageLimit());
    }

    /**
     * A page of the log.
     *
     * @param next to go on, as {@code after}; null if this is the end
     * @param head the room's newest sequence
     */
    record EventPage(
            List<ObjectNode> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long next,

            long head) {}

    /** A message to be said. */
    record NewMessage(@Nullable String text, @Nullable Long replyTo) {}

    /** Up to where somebody has read. */
    record ReadPosition(@Nullable Long seq) {}
}
