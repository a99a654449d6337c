package dev.switchboard.chat;

import dev.switchboard.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it reads now.
 *
 * @param text kept for the undo after a deletion; null once it is erased
 * @param replyTo the sequence of the message that it answers; null for none
 * @param clientMessageId the client's id of it; null if it gave none
 * @param editedAt when it was last edited; null for never
 * @param deletedAt when it was deleted; null while it is there
 * @param deletedBy who deleted it; null while it is there
 */
record MessageRow(
        RoomId room,
        long sequence,
        String id,
        UserId author,
        Instant at,
        @Nullable String text,
        @Nullable Long replyTo,
        @Nullable String clientMessageId,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable UserId deletedBy) {

    /** The columns that {@link #read} reads. */
    static final String COLUMNS =
            "room, seq, id, author, at_ms, text, reply_to, client_msg_id, edited_at_ms, deleted_at_ms, deleted_by";

    boolean isDeleted() {
        return deletedAt != null;
    }

    static MessageRow read(ResultSet row, int number) throws SQLException {
        Long replyTo = number(row, "reply_to");
        Long edited = number(row, "edited_at_ms");
        Long deleted = number(row, "deleted_at_ms");
        String deletedBy = row.getString("deleted_by");
        return new MessageRow(
                new RoomId(row.getString("room")),
                row.getLong("seq"),
                row.getString("id"),
                new UserId(row.getString("author")),
                Instant.ofEpochMilli(row.getLong("at_ms")),
                row.getString("text"),
                replyTo,
                row.getString("client_msg_id"),
                edited == null ? null : Instant.ofEpochMilli(edited),
                deleted == null ? null : Instant.ofEpochMilli(deleted),
                deletedBy == null ? null : new UserId(deletedBy));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
