package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pages of a room's messages as they read now. A page is of one moment: its items hold all that happened up to its head, and
 * nothing after it, so that a subscription since that head goes on exactly there. Thread-safe.
 */
@Component
final class History {

    private static final String OLDER = "select " + MessageRow.COLUMNS
            + " from messages where room = :room and seq < :from order by seq desc limit :limit";
    private static final String NEWER = "select " + MessageRow.COLUMNS
            + " from messages where room = :room and seq > :from order by seq limit :limit";
    private static final String SOME =
            "select " + MessageRow.COLUMNS + " from messages where room = :room and seq in (:sequences) order by seq";

    /** Statements that must not scan, for the test that asks for their plans. */
    static final List<String> STATEMENTS = List.of(OLDER, NEWER, SOME);

    private final JdbcClient readers;
    private final TransactionTemplate snapshot;
    private final RoomEvents events;
    private final Reactions reactions;
    private final Persons persons;

    History(
            JdbcClient readers,
            PlatformTransactionManager transactions,
            RoomEvents events,
            Reactions reactions,
            Persons persons) {
        this.readers = readers;
        this.snapshot = new TransactionTemplate(transactions);
        this.events = events;
        this.reactions = reactions;
        this.persons = persons;
    }

    /** One page, as one person reads it; whether they may was asked before. */
    Page page(RoomId room, UserId reader, HistoryPosition position, int limit) {
        return snapshot.execute(status -> read(room, reader, position, limit));
    }

    /**
     * Some messages of a room, without those that are not there or are deleted; whether the reader may was asked before.
     *
     * @return by sequence
     */
    Map<Long, MessageItem> some(RoomId room, UserId reader, Collection<Long> sequences) {
        List<MessageRow> rows = readers
                .sql(SOME)
                .param("room", room.value())
                .param("sequences", sequences)
                .query(MessageRow::read)
                .list()
                .stream()
                .filter(row -> !row.isDeleted())
                .toList();
        return rows.isEmpty()
                ? Map.of()
                : items(room, reader, rows).stream().collect(Collectors.toMap(MessageItem::seq, item -> item));
    }

    private Page read(RoomId room, UserId reader, HistoryPosition position, int limit) {
        long head = events.head(room);
        List<MessageRow> rows = switch (position) {
            case HistoryPosition.Latest latest -> older(room, Long.MAX_VALUE, limit);
            case HistoryPosition.Before before -> older(room, before.sequence(), limit);
            case HistoryPosition.After after -> newer(room, after.sequence(), limit);
            case HistoryPosition.Around around -> around(room, around.sequence(), limit);
        };
        if (rows.isEmpty()) {
            return empty(room, position, head);
        }
        long first = rows.getFirst().sequence();
        long last = rows.getLast().sequence();
        return new Page(
                items(room, reader, rows),
                older(room, first, 1).isEmpty() ? null : first,
                newer(room, last, 1).isEmpty() ? null : last,
                head);
    }

    private Page empty(RoomId room, HistoryPosition position, long head) {
        Long prev = null;
        Long next = null;
        if (position instanceof HistoryPosition.After after
                && after.sequence() < Long.MAX_VALUE
                && !older(room, after.sequence() + 1, 1).isEmpty()) {
            prev = after.sequence() + 1;
        }
        if (position instanceof HistoryPosition.Before before
                && before.sequence() > 0
                && !newer(room, before.sequence() - 1, 1).isEmpty()) {
            next = before.sequence() - 1;
        }
        return new Page(List.of(), prev, next, head);
    }

    private List<MessageRow> around(RoomId room, long sequence, int limit) {
        long behind = sequence == Long.MAX_VALUE ? sequence : sequence + 1;
        List<MessageRow> rows = new ArrayList<>(older(room, behind, limit - limit / 2));
        rows.addAll(newer(room, sequence, limit / 2));
        return rows;
    }

    private List<MessageRow> older(RoomId room, long from, int limit) {
        List<MessageRow> rows = new ArrayList<>(rows(OLDER, room, from, limit));
        Collections.reverse(rows);
        return rows;
    }

    private List<MessageRow> newer(RoomId room, long from, int limit) {
        return rows(NEWER, room, from, limit);
    }

    private List<MessageRow> rows(String sql, RoomId room, long from, int limit) {
        return readers.sql(sql)
                .param("room", room.value())
                .param("from", from)
                .param("limit", limit)
                .query(MessageRow::read)
                .list();
    }

    private List<MessageItem> items(RoomId room, UserId reader, List<MessageRow> rows) {
        Map<Long, List<MessageItem.Reactions>> reacted = reactions.on(
                room, reader, rows.stream().map(MessageRow::sequence).toList());
        return rows.stream()
                .map(row -> item(row, reacted.getOrDefault(row.sequence(), List.of())))
                .toList();
    }

    private MessageItem item(MessageRow row, List<MessageItem.Reactions> reacted) {
        return new MessageItem(
                "message",
                row.room().value(),
                row.sequence(),
                row.id(),
                RoomEventForm.time(row.at()),
                persons.person(row.author()),
                row.isDeleted() ? null : row.text(),
                row.replyTo(),
                row.clientMessageId(),
                row.editedAt() == null ? null : RoomEventForm.time(row.editedAt()),
                row.deletedAt() == null || row.deletedBy() == null
                        ? null
                        : new MessageItem.Deletion(
                                persons.person(row.deletedBy()), RoomEventForm.time(row.deletedAt())),
                reacted);
    }

    /**
     * Some messages, in rising order.
     *
     * @param prev to go on to older ones, as {@code before}; null if there are none
     * @param next to go on to newer ones, as {@code after}; null if there are none
     * @param head the room's newest sequence at the moment of this page
     */
    record Page(
            List<MessageItem> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long prev,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long next,

            long head) {}
}
