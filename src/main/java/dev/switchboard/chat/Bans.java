package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.log.Transaction;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is kept out of rooms. Asks nobody whether it may. */
@Component
final class Bans {

    private final JdbcClient readers;

    Bans(JdbcClient readers) {
        this.readers = readers;
    }

    /** Somebody who is kept out. */
    record Ban(UserId user, UserId by, Instant at) {}

    /** Everybody who is kept out of a room, the latest first. */
    List<Ban> list(RoomId room) {
        return readers.sql("""
                        select user_id, banned_by, banned_at_ms from bans
                        where room = :room order by banned_at_ms desc, user_id""")
                .param("room", room.value())
                .query((row, number) -> new Ban(
                        new UserId(row.getString("user_id")),
                        new UserId(row.getString("banned_by")),
                        Instant.ofEpochMilli(row.getLong("banned_at_ms"))))
                .list();
    }

    boolean isBanned(Transaction transaction, RoomId room, UserId user) {
        return transaction
                .jdbc()
                .sql("select 1 from bans where room = :room and user_id = :user")
                .param("room", room.value())
                .param("user", user.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Keeps someone out; a second ban changes nothing. */
    void insert(Transaction transaction, RoomId room, UserId user, UserId by) {
        transaction
                .jdbc()
                .sql("""
                        insert into bans (room, user_id, banned_by, banned_at_ms)
                        values (:room, :user, :by, :at)
                        on conflict (room, user_id) do nothing""")
                .param("room", room.value())
                .param("user", user.value())
                .param("by", by.value())
                .param("at", System.currentTimeMillis())
                .update();
    }

    void delete(Transaction transaction, RoomId room, UserId user) {
        transaction
                .jdbc()
                .sql("delete from bans where room = :room and user_id = :user")
                .param("room", room.value())
                .param("user", user.value())
                .update();
    }
}
