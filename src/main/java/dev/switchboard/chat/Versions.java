package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How a message read before it was edited. A deleted message has no versions from that moment on, also while it may still be
 * restored. Thread-safe.
 */
@Component
final class Versions {

    /** Whether a message is there and not deleted. */
    static final String THERE =
            "select count(*) from messages where room = :room and seq = :sequence and deleted_at_ms is null";

    private final JdbcClient readers;
    private final TransactionTemplate snapshot;
    private final RoomEvents events;
    private final Persons persons;

    Versions(JdbcClient readers, PlatformTransactionManager transactions, RoomEvents events, Persons persons) {
        this.readers = readers;
        this.snapshot = new TransactionTemplate(transactions);
        this.events = events;
        this.persons = persons;
    }

    /**
     * What a message said, the first version first; whether the reader may was asked before.
     *
     * @param after the event of the version to go on behind; 0 for the beginning
     * @throws RefusedException NOT_FOUND if there is no such message, or it is deleted
     */
    Page page(RoomId room, long message, long after, int limit) {
        return snapshot.execute(status -> {
            boolean there = readers.sql(THERE)
                            .param("room", room.value())
                            .param("sequence", message)
                            .query(Long.class)
                            .single()
                    > 0;
            if (!there) {
                throw new RefusedException(Refusal.NOT_FOUND, "No message " + message + " in this room");
            }
            List<RoomEvent> found = events.versions(room, message, after, limit + 1);
            List<Version> items = found.stream().limit(limit).map(this::version).toList();
            return new Page(items, found.size() > limit ? items.getLast().seq() : null);
        });
    }

    private Version version(RoomEvent event) {
        String text = switch (event.body()) {
            case RoomEvent.Body.Message message -> message.text();
            case RoomEvent.Body.Edited edited -> edited.text();
            default -> throw new IllegalStateException("Not a version: event " + event.sequence());
        };
        return new Version(
                event.sequence(), text == null ? "" : text, RoomEventForm.time(event.at()), persons.person(event.by()));
    }

    /**
     * What a message said for a while.
     *
     * @param seq of the event that said so
     * @param at from when on, ISO 8601 in UTC
     * @param by who wrote it
     */
    record Version(long seq, String text, String at, Person by) {}

    /**
     * Some versions, in rising order.
     *
     * @param next to go on, as {@code after}; null if these are the last
     */
    record Page(
            List<Version> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long next) {}
}
