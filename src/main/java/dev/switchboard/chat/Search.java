package dev.switchboard.chat;

import dev.switchboard.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds messages in the rooms of which somebody is a member now. Thread-safe. */
@Component
final class Search {

    /** One page of hits. */
    static final int PAGE = 50;

    /** For the test of the query's plan. */
    static final String HITS = """
            select s.id, s.room, s.sequence
            from searchable_texts t
            cross join searchable_messages s on s.id = t.rowid
            where t.searchable_texts match :match and t.rowid < :before
              and (:room is null or s.room = :room)
              and exists (select 1 from members m where m.room = s.room and m.user_id = :user)
            order by t.rowid desc
            limit :limit""";

    private final JdbcClient readers;

    Search(JdbcClient readers) {
        this.readers = readers;
    }

    /**
     * A message that was found.
     *
     * @param id its number over all rooms, by which pages go
     */
    record Hit(long id, RoomId room, long sequence) {}

    /**
     * Hits, the newest first.
     *
     * @param next where the next page goes on; null where there is none
     */
    record Page(List<Hit> hits, @Nullable Long next) {}

    /**
     * Looks in one room, or in all of somebody's.
     *
     * @param room null for all
     * @param before where the page before ended; {@link Long#MAX_VALUE} for the newest
     */
    Page find(UserId user, SearchQuery query, @Nullable RoomId room, long before) {
        List<Hit> hits = readers.sql(HITS)
                .param("match", query.match())
                .param("before", before)
                .param("room", room == null ? null : room.value())
                .param("user", user.value())
                .param("limit", PAGE + 1)
                .query((row, number) ->
                        new Hit(row.getLong("id"), new RoomId(row.getString("room")), row.getLong("sequence")))
                .list();
        if (hits.size() <= PAGE) {
            return new Page(hits, null);
        }
        List<Hit> page = hits.subList(0, PAGE);
        return new Page(page, page.getLast().id());
    }
}
