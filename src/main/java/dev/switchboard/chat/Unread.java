package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.log.Transaction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is new for somebody in a room: unread are other people's undeleted messages behind the read position, mentions
 * those among them that name the reader. Nothing is counted up and down that could drift: messages are numbered as they
 * come, in the room and for their author, so that a count is a difference of numbers less the few that were deleted. Both
 * joining and being invited set the read position, so nobody has to read what was said before. Thread-safe.
 */
@Component
final class Unread {

    private static final String COUNTS = """
            select room, user_id, read,
                coalesce((select nth from messages where room = p.room order by seq desc limit 1), 0)
                - coalesce((select nth from messages where room = p.room and seq <= p.read
                            order by seq desc limit 1), 0)
                - coalesce((select nth_of_author from messages where room = p.room and author = p.user_id
                            order by seq desc limit 1), 0)
                + coalesce((select nth_of_author from messages where room = p.room and author = p.user_id
                            and seq <= p.read order by seq desc limit 1), 0)
                - (select count(*) from messages where room = p.room and seq > p.read and deleted_at_ms is not null
                   and author <> p.user_id) as unread,
                (select count(*) from mentions where user_id = p.user_id and room = p.room and seq > p.read)
                    as mentions
            from (select m.room, m.user_id, coalesce(r.seq, 0) as read
                  from members m left join read_positions r on r.user_id = m.user_id and r.room = m.room
                  where %s) p""";

    private static final String OF_USER = COUNTS.formatted("m.user_id = :user");
    private static final String OF_MEMBERS = COUNTS.formatted("m.room = :room and m.user_id in (:users)");

    /** Every statement, for the test that asks for their plans. */
    static final List<String> STATEMENTS = List.of(OF_USER, OF_MEMBERS);

    private static final int USERS_AT_ONCE = 500;

    private final JdbcClient readers;

    Unread(JdbcClient readers) {
        this.readers = readers;
    }

    /** In every room of which somebody is a member. */
    Map<RoomId, Counts> of(UserId user) {
        Map<RoomId, Counts> counts = new HashMap<>();
        readers.sql(OF_USER).param("user", user.value()).query(row -> {
            counts.put(
                    new RoomId(row.getString("room")),
                    new Counts(row.getLong("read"), row.getLong("unread"), row.getLong("mentions")));
        });
        return counts;
    }

    /** In one room, for those of these people who are members of it. */
    Map<UserId, Counts> in(RoomId room, Collection<UserId> users) {
        return in(readers, room, users);
    }

    /** As {@link #in(RoomId, Collection)}, inside a change. */
    Map<UserId, Counts> in(Transaction transaction, RoomId room, Collection<UserId> users) {
        return in(transaction.jdbc(), room, users);
    }

    private static Map<UserId, Counts> in(JdbcClient jdbc, RoomId room, Collection<UserId> users) {
        Map<UserId, Counts> counts = new HashMap<>();
        List<String> ids = users.stream().map(UserId::value).toList();
        for (int from = 0; from < ids.size(); from += USERS_AT_ONCE) {
            jdbc.sql(OF_MEMBERS)
                    .param("room", room.value())
                    .param("users", ids.subList(from, Math.min(ids.size(), from + USERS_AT_ONCE)))
                    .query(row -> {
                        counts.put(
                                new UserId(row.getString("user_id")),
                                new Counts(row.getLong("read"), row.getLong("unread"), row.getLong("mentions")));
                    });
        }
        return counts;
    }

    /**
     * What is new for one reader of one room.
     *
     * @param read the read position: everything up to this sequence was read; 0 for nothing
     * @param unread other people's undeleted messages behind it
     * @param mentions those among them that name the reader
     */
    record Counts(long read, long unread, long mentions) {

        /** Of those who are not in the room. */
        static final Counts NONE = new Counts(0, 0, 0);
    }
}
