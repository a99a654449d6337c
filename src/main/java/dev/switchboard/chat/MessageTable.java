package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.log.ClientMessageId;
import dev.switchboard.log.Transaction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * Messages as they read now, their reactions, whom they mention, and how far everybody has read: what the events of a
 * room amount to, kept in the same transaction. Thread-safe.
 */
@Component
final class MessageTable {

    private static final String INSERT = """
            insert into messages (room, seq, id, author, at_ms, text, reply_to, client_msg_id, nth, nth_of_author)
            values (:room, :sequence, :id, :author, :at, :text, :replyTo, :client,
                1 + coalesce((select nth from messages where room = :room order by seq desc limit 1), 0),
                1 + coalesce((select nth_of_author from messages where room = :room and author = :author
                              order by seq desc limit 1), 0))""";

    private static final String FIND =
            "select " + MessageRow.COLUMNS + " from messages where room = :room and seq = :sequence";
    private static final String EDIT =
            "update messages set text = :text, edited_at_ms = :at where room = :room and seq = :sequence";
    private static final String DELETE =
            "update messages set deleted_at_ms = :at, deleted_by = :by where room = :room and seq = :sequence";
    private static final String RESTORE =
            "update messages set deleted_at_ms = null, deleted_by = null where room = :room and seq = :sequence";
    private static final String ERASE = "update messages set text = null where room = :room and seq = :sequence";
    private static final String REACT = """
            insert into reactions (room, seq, emoji, user_id, put, since)
            values (:room, :sequence, :emoji, :user, :put, coalesce(
                (select min(since) from reactions where room = :room and seq = :sequence and emoji = :emoji), :put))
            on conflict (room, seq, emoji, user_id) do nothing""";
    private static final String UNREACT =
            "delete from reactions where room = :room and seq = :sequence and emoji = :emoji and user_id = :user";
    private static final String REACTED = """
            select count(*) from reactions
            where room = :room and seq = :sequence and emoji = :emoji and user_id = :user""";
    private static final String OTHER_EMOJI = """
            select count(distinct emoji) from reactions where room = :room and seq = :sequence and emoji <> :emoji""";
    private static final String MENTION = """
            insert into mentions (user_id, room, seq) values (:user, :room, :sequence)
            on conflict (user_id, room, seq) do nothing""";
    private static final String MENTIONED = "select user_id from mentions where room = :room and seq = :sequence";
    private static final String UNMENTION = "delete from mentions where room = :room and seq = :sequence";
    private static final String READ = """
            insert into read_positions (user_id, room, seq) values (:user, :room, :sequence)
            on conflict (user_id, room) do update set seq = excluded.seq where excluded.seq > read_positions.seq""";
    static final List<String> DELETE_ROOM = List.of(
            "delete from messages where room = :room",
            "delete from reactions where room = :room",
            "delete from mentions where room = :room",
            "delete from read_positions where room = :room");

    /** Statements that must not scan, for the test that asks for their plans. */
    static final List<String> STATEMENTS = List.of(
            INSERT,
            FIND,
            EDIT,
            DELETE,
            RESTORE,
            ERASE,
            REACT,
            UNREACT,
            REACTED,
            OTHER_EMOJI,
            MENTION,
            MENTIONED,
            UNMENTION,
            READ);

    private final Mentions mentions;

    MessageTable(Mentions mentions) {
        this.mentions = mentions;
    }

    /**
     * Follows an event.
     *
     * @return whom a message mentions by it, and did not before
     */
    Set<UserId> apply(RoomEvent event, Transaction transaction) {
        RoomId room = event.room();
        switch (event.body()) {
            case RoomEvent.Body.Message message -> {
                return insert(event, message, transaction);
            }
            case RoomEvent.Body.Edited edited -> {
                return edit(event, edited, transaction);
            }
            case RoomEvent.Body.Deleted deleted -> {
                statement(transaction, DELETE, room, deleted.target())
                        .param("at", event.at().toEpochMilli())
                        .param("by", event.by().value())
                        .update();
                statement(transaction, UNMENTION, room, deleted.target()).update();
            }
            case RoomEvent.Body.Restored restored -> {
                statement(transaction, RESTORE, room, restored.target()).update();
                mention(event, restored.target(), restored.text(), transaction);
            }
            case RoomEvent.Body.Reaction reaction -> react(event, reaction, transaction);
            case RoomEvent.Body.Joined joined -> read(transaction, room, joined.user(), event.sequence());
            case RoomEvent.Body.Invited invited -> read(transaction, room, invited.user(), event.sequence());
            case RoomEvent.Body.Left left -> {}
            case RoomEvent.Body.Removed removed -> {}
            case RoomEvent.Body.Created created -> {}
            case RoomEvent.Body.Renamed renamed -> {}
            case RoomEvent.Body.Archived archived -> {}
        }
        return Set.of();
    }

    Optional<MessageRow> find(Transaction transaction, RoomId room, long sequence) {
        return statement(transaction, FIND, room, sequence)
                .query(MessageRow::read)
                .optional();
    }

    boolean hasReacted(Transaction transaction, RoomId room, RoomEvent.Body.Reaction reaction, UserId user) {
        return statement(transaction, REACTED, room, reaction.target())
                        .param("emoji", reaction.emoji())
                        .param("user", user.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** How many different emoji a message has, but for this one. */
    long otherEmoji(Transaction transaction, RoomId room, RoomEvent.Body.Reaction reaction) {
        return statement(transaction, OTHER_EMOJI, room, reaction.target())
                .param("emoji", reaction.emoji())
                .query(Long.class)
                .single();
    }

    /**
     * Moves a read position forward, never back.
     *
     * @return whether it moved
     */
    boolean read(Transaction transaction, RoomId room, UserId user, long sequence) {
        return statement(transaction, READ, room, sequence)
                        .param("user", user.value())
                        .update()
                > 0;
    }

    /** Forgets a deleted message's text. */
    void erase(Transaction transaction, RoomId room, long sequence) {
        statement(transaction, ERASE, room, sequence).update();
    }

    /** Forgets all messages of a room. */
    void deleteRoom(Transaction transaction, RoomId room) {
        for (String statement : DELETE_ROOM) {
            transaction.jdbc().sql(statement).param("room", room.value()).update();
        }
    }

    private Set<UserId> insert(RoomEvent event, RoomEvent.Body.Message message, Transaction transaction) {
        ClientMessageId client = event.clientMessage();
        statement(transaction, INSERT, event.room(), event.sequence())
                .param("id", event.id())
                .param("author", event.by().value())
                .param("at", event.at().toEpochMilli())
                .param("text", message.text())
                .param("replyTo", message.replyTo())
                .param("client", client == null ? null : client.value())
                .update();
        return mention(event, event.sequence(), message.text(), transaction);
    }

    private Set<UserId> edit(RoomEvent event, RoomEvent.Body.Edited edited, Transaction transaction) {
        statement(transaction, EDIT, event.room(), edited.target())
                .param("text", edited.text())
                .param("at", event.at().toEpochMilli())
                .update();
        Set<UserId> before = Set.copyOf(statement(transaction, MENTIONED, event.room(), edited.target())
                .query((row, number) -> new UserId(row.getString("user_id")))
                .list());
        statement(transaction, UNMENTION, event.room(), edited.target()).update();
        Set<UserId> named = mention(event, edited.target(), edited.text(), transaction);
        named.removeAll(before);
        return named;
    }

    private void react(RoomEvent event, RoomEvent.Body.Reaction reaction, Transaction transaction) {
        StatementSpec change = statement(transaction, reaction.on() ? REACT : UNREACT, event.room(), reaction.target())
                .param("emoji", reaction.emoji())
                .param("user", event.by().value());
        (reaction.on() ? change.param("put", event.sequence()) : change).update();
    }

    /** Notes whom a text mentions. Only its author edits and restores, so the event's actor is the author. */
    private Set<UserId> mention(RoomEvent event, long sequence, @Nullable String text, Transaction transaction) {
        Set<UserId> named = text == null ? new LinkedHashSet<>() : mentions.in(text);
        named.remove(event.by());
        for (UserId user : named) {
            statement(transaction, MENTION, event.room(), sequence)
                    .param("user", user.value())
                    .update();
        }
        return named;
    }

    private static StatementSpec statement(Transaction transaction, String sql, RoomId room, long sequence) {
        return transaction.jdbc().sql(sql).param("room", room.value()).param("sequence", sequence);
    }
}
