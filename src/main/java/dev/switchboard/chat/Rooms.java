package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks up rooms and who is in them. Those who are not in a private room get the same answer as for one that does not
 * exist. Thread-safe.
 */
@Component
class Rooms {

    private final JdbcClient readers;

    Rooms(JdbcClient readers) {
        this.readers = readers;
    }

    /**
     * Refuses whoever is not in a room, as committed.
     *
     * @throws RefusedException NOT_FOUND if there is no such room or it is private; FORBIDDEN if it is public
     */
    Member requireMember(RoomId room, UserId user) {
        return requireMember(readers, room, user);
    }

    /** As {@link #requireMember(RoomId, UserId)}, inside a change: nobody leaves between this answer and its commit. */
    Member requireMember(Transaction transaction, RoomId room, UserId user) {
        return requireMember(transaction.jdbc(), room, user);
    }

    /** Everybody in a room, by id. */
    List<UserId> members(RoomId room) {
        return members(readers, room);
    }

    /** As {@link #members(RoomId)}, inside a change. */
    List<UserId> members(Transaction transaction, RoomId room) {
        return members(transaction.jdbc(), room);
    }

    /**
     * How a speaker stands to a room that they are about to change.
     *
     * @throws RefusedException NOT_FOUND if there is no such room, or they may not know of it
     */
    Standing requireStanding(Transaction transaction, RoomId room, Speaker speaker) {
        return Standing.of(requireSeen(transaction.jdbc(), room, speaker.user()), speaker);
    }

    /** As {@link #requireStanding(Transaction, RoomId, Speaker)}, as committed. */
    Standing requireStanding(RoomId room, Speaker speaker) {
        return Standing.of(requireSeen(readers, room, speaker.user()), speaker);
    }

    /** What everybody in a room is, as committed. */
    Map<UserId, Role> roles(RoomId room) {
        Map<UserId, Role> roles = new HashMap<>();
        readers.sql("select user_id, role from members where room = :room")
                .param("room", room.value())
                .query(row -> {
                    roles.put(new UserId(row.getString("user_id")), Role.of(row.getString("role")));
                });
        return roles;
    }

    /** The answer for a room that does not exist, or of which nobody may tell. */
    static RefusedException unknown(RoomId room) {
        return new RefusedException(Refusal.NOT_FOUND, "No room " + room.value());
    }

    /** A room, and what role someone has in it; none where they only see it. */
    record Seen(Room room, Optional<Role> role) {}

    private static Member requireMember(JdbcClient jdbc, RoomId room, UserId user) {
        Seen seen = requireSeen(jdbc, room, user);
        return seen.role()
                .map(role -> new Member(seen.room(), user, role))
                .orElseThrow(() -> new RefusedException(Refusal.FORBIDDEN, "Join the room first"));
    }

    private static Seen requireSeen(JdbcClient jdbc, RoomId room, UserId user) {
        return jdbc.sql("""
                        select r.id, r.name, r.private, r.direct_key, r.archived, m.role
                        from rooms r left join members m on m.room = r.id and m.user_id = :user
                        where r.id = :room and (r.private = false or m.role is not null)""")
                .param("room", room.value())
                .param("user", user.value())
                .query((row, number) -> new Seen(
                        room(row), Optional.ofNullable(row.getString("role")).map(Role::of)))
                .optional()
                .orElseThrow(() -> unknown(room));
    }

    private static List<UserId> members(JdbcClient jdbc, RoomId room) {
        return jdbc.sql("select user_id from members where room = :room order by user_id")
                .param("room", room.value())
                .query((row, number) -> new UserId(row.getString("user_id")))
                .list();
    }

    /** Reads the columns of the table {@code rooms}. */
    static Room room(ResultSet row) throws SQLException {
        return new Room(
                new RoomId(row.getString("id")),
                row.getString("name"),
                row.getBoolean("private"),
                row.getString("direct_key") != null,
                row.getBoolean("archived"));
    }
}
