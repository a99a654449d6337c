package dev.switchboard.chat;

import dev.switchboard.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which emoji are on messages, how many people put each there, and who the first of them are. Thread-safe. */
@Component
final class Reactions {

    private static final String COUNTS = """
            select seq, emoji, count(*) as count, sum(case when user_id = :user then 1 else 0 end) as mine
            from reactions where room = :room and seq in (:sequences)
            group by seq, emoji order by seq, min(since)""";

    private static final String PEOPLE = """
            select seq, emoji, user_id from (
                select seq, emoji, user_id, row_number() over (partition by seq, emoji order by put, user_id) as place
                from reactions where room = :room and seq in (:sequences)) as placed
            where place <= :named order by seq, emoji, place""";

    /** Statements that must not scan, for the test that asks for their plans. */
    static final List<String> STATEMENTS = List.of(COUNTS, PEOPLE);

    private final JdbcClient readers;
    private final Persons persons;

    Reactions(JdbcClient readers, Persons persons) {
        this.readers = readers;
        this.persons = persons;
    }

    /**
     * What is on some messages of a room, as one person sees it, inside the caller's snapshot.
     *
     * @return by sequence, without the messages that have none; the emoji in the order in which each came first
     */
    Map<Long, List<MessageItem.Reactions>> on(RoomId room, UserId reader, List<Long> sequences) {
        Map<Key, List<Person>> people = people(room, sequences);
        Map<Long, List<MessageItem.Reactions>> found = new HashMap<>();
        if (people.isEmpty()) {
            return found;
        }
        readers.sql(COUNTS)
                .param("room", room.value())
                .param("user", reader.value())
                .param("sequences", sequences)
                .query(row -> {
                    Key key = Key.read(row);
                    found.computeIfAbsent(key.sequence(), first -> new ArrayList<>())
                            .add(new MessageItem.Reactions(
                                    key.emoji(),
                                    row.getLong("count"),
                                    row.getLong("mine") > 0,
                                    people.getOrDefault(key, List.of())));
                });
        return found;
    }

    private Map<Key, List<Person>> people(RoomId room, List<Long> sequences) {
        Map<Key, List<UserId>> ids = new LinkedHashMap<>();
        readers.sql(PEOPLE)
                .param("room", room.value())
                .param("sequences", sequences)
                .param("named", MessageItem.Reactions.NAMED)
                .query(row -> {
                    ids.computeIfAbsent(Key.read(row), first -> new ArrayList<>())
                            .add(new UserId(row.getString("user_id")));
                });
        Map<UserId, Person> named =
                persons.persons(ids.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        return ids.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        reaction -> reaction.getValue().stream()
                                .flatMap(id -> Stream.ofNullable(named.get(id)))
                                .toList()));
    }

    /** One emoji on one message. */
    private record Key(long sequence, String emoji) {

        static Key read(ResultSet row) throws SQLException {
            return new Key(row.getLong("seq"), row.getString("emoji"));
        }
    }
}
