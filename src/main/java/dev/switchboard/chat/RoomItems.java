package dev.switchboard.chat;

import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import dev.switchboard.log.EventLog;
import dev.switchboard.log.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rooms as people see them in their lists: public rooms and their own. Two queries make a list, however many rooms it has.
 * Thread-safe.
 */
@Component
final class RoomItems {

    private static final String COLUMNS =
            "select r.id, r.name, r.private, r.direct_key, r.archived, m.role, " + EventLog.headOf("r.id")
                    + " as head from rooms r left join members m on m.room = r.id and m.user_id = :user ";

    private static final String LIST = COLUMNS + """
            where r.id in (select id from rooms where private = false
                           union select room from members where user_id = :user)
            order by r.id""";

    private static final String ONE = COLUMNS + "where r.id = :room and (r.private = false or m.role is not null)";

    /** Statements that must not scan, for the test that asks for their plans. */
    static final List<String> STATEMENTS = List.of(LIST, ONE);

    private final JdbcClient readers;
    private final Unread unread;
    private final People people;

    RoomItems(JdbcClient readers, Unread unread, People people) {
        this.readers = readers;
        this.unread = unread;
        this.people = people;
    }

    /** Public rooms and one's own, by id. */
    List<RoomItem> list(UserId user) {
        List<Row> rows = readers.sql(LIST)
                .param("user", user.value())
                .query((row, number) -> Row.read(row))
                .list();
        Map<RoomId, Unread.Counts> counts = unread.of(user);
        Map<UserId, Person> persons = persons(rows);
        return rows.stream()
                .map(row -> row.item(user, counts.getOrDefault(row.room().id(), Unread.Counts.NONE), persons))
                .toList();
    }

    /**
     * One room, as committed.
     *
     * @throws RefusedException NOT_FOUND if there is no such room, or they may not know of it
     */
    RoomItem require(RoomId room, UserId user) {
        Row row = find(readers, room, user).orElseThrow(() -> Rooms.unknown(room));
        Unread.Counts counts = unread.in(room, List.of(user)).getOrDefault(user, Unread.Counts.NONE);
        return row.item(user, counts, persons(List.of(row)));
    }

    /** As {@link #require(RoomId, UserId)}, inside a change. */
    RoomItem require(Transaction transaction, RoomId room, UserId user) {
        return Optional.ofNullable(find(transaction, room, List.of(user)).get(user))
                .orElseThrow(() -> Rooms.unknown(room));
    }

    /** One room as each of these people sees it, without those who may not know of it; inside a change. */
    Map<UserId, RoomItem> find(Transaction transaction, RoomId room, Collection<UserId> users) {
        Map<UserId, Unread.Counts> counts = unread.in(transaction, room, users);
        Map<UserId, RoomItem> items = new HashMap<>();
        for (UserId user : users) {
            find(transaction.jdbc(), room, user)
                    .ifPresent(row -> items.put(
                            user,
                            row.item(user, counts.getOrDefault(user, Unread.Counts.NONE), persons(List.of(row)))));
        }
        return items;
    }

    private static Optional<Row> find(JdbcClient jdbc, RoomId room, UserId user) {
        return jdbc.sql(ONE)
                .param("user", user.value())
                .param("room", room.value())
                .query((row, number) -> Row.read(row))
                .optional();
    }

    private Map<UserId, Person> persons(List<Row> rows) {
        List<UserId> ids = rows.stream().flatMap(row -> row.people().stream()).toList();
        Map<UserId, Account> accounts = people.findAll(ids);
        return ids.stream()
                .distinct()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> Optional.ofNullable(accounts.get(id))
                                .map(Person::of)
                                .orElseGet(() -> Person.unknown(id))));
    }

    /**
     * A row of the query: a room, and how one person stands to it.
     *
     * @param people a direct room's; none for others
     */
    private record Row(Room room, @Nullable Role role, long head, List<UserId> people) {

        static Row read(ResultSet row) throws SQLException {
            String role = row.getString("role");
            String directKey = row.getString("direct_key");
            return new Row(
                    Rooms.room(row),
                    role == null ? null : Role.of(role),
                    row.getLong("head"),
                    directKey == null ? List.of() : DirectRooms.people(directKey));
        }

        RoomItem item(UserId user, Unread.Counts counts, Map<UserId, Person> persons) {
            List<Person> present =
                    people.stream().map(persons::get).filter(Objects::nonNull).toList();
            return new RoomItem(
                    room.id(),
                    room.direct() ? nameOf(present, user) : room.name(),
                    room.isPrivate(),
                    room.direct(),
                    room.archived(),
                    role,
                    head,
                    counts.read(),
                    counts.unread(),
                    counts.mentions(),
                    room.direct() ? present : null);
        }

        /** A direct room is called by its other people. */
        private static String nameOf(List<Person> people, UserId user) {
            return people.stream()
                    .filter(person -> !person.id().equals(user.value()))
                    .map(Person::name)
                    .collect(Collectors.joining(", "));
        }
    }
}
