package dev.switchboard.chat;

import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.log.Transaction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes rooms, renames, archives and deletes them. Called in the writer's thread. */
@Component
final class RoomChanges {

    private static final int SUFFIXES_TRIED = 50;
    private static final int RANDOM_LENGTH = 8;
    private static final String FIXED = "A direct room has no name of its own and stays as it is";

    private final Rooms rooms;
    private final Members members;
    private final RoomEvents events;
    private final RoomInbox inbox;

    RoomChanges(Rooms rooms, Members members, RoomEvents events, RoomInbox inbox) {
        this.rooms = rooms;
        this.members = members;
        this.events = events;
        this.inbox = inbox;
    }

    /**
     * Makes a room, whose owner is who makes it.
     *
     * @param wished its id; null for one made from its name
     * @throws RefusedException CONFLICT if the id is or was another room's
     */
    Room create(Transaction transaction, UserId by, RoomName name, boolean isPrivate, @Nullable RoomId wished) {
        RoomId id = wished == null ? freeId(transaction, name, isPrivate) : wished;
        if (isTaken(transaction, id)) {
            throw new RefusedException(Refusal.CONFLICT, "The id " + id + " is taken");
        }
        Room room = new Room(id, name.value(), isPrivate, false, false);
        found(transaction, room, by, null);
        members.admit(transaction, new Member(room, by, Role.OWNER), by);
        return room;
    }

    /**
     * Notes a room, with the event that begins its log.
     *
     * @param directKey its people; null for rooms that are not direct
     */
    RoomEvent found(Transaction transaction, Room room, UserId by, @Nullable String directKey) {
        transaction
                .jdbc()
                .sql("""
                        insert into rooms (id, name, private, direct_key, created_at_ms)
                        values (:id, :name, :private, :direct, :at)""")
                .param("id", room.id().value())
                .param("name", room.name())
                .param("private", room.isPrivate())
                .param("direct", directKey)
                .param("at", System.currentTimeMillis())
                .update();
        return events.append(transaction, room.id(), by, new RoomEvent.Body.Created(room.name()));
    }

    /**
     * Renames, archives or opens again. What is already so leaves no event.
     *
     * @param name null to leave it
     * @param archived null to leave it
     */
    void change(Transaction transaction, Standing standing, @Nullable RoomName name, @Nullable Boolean archived) {
        standing.requireNotDirect(FIXED);
        standing.require(Role.MODERATOR);
        Room room = standing.room();
        UserId by = standing.speaker().user();
        String called = name == null ? room.name() : name.value();
        boolean closed = archived == null ? room.archived() : archived;
        boolean renames = !called.equals(room.name());
        boolean closes = closed != room.archived();
        if (!renames && !closes) {
            return;
        }
        transaction
                .jdbc()
                .sql("update rooms set name = :name, archived = :archived where id = :room")
                .param("name", called)
                .param("archived", closed)
                .param("room", room.id().value())
                .update();
        if (renames) {
            events.append(transaction, room.id(), by, new RoomEvent.Body.Renamed(called));
        }
        if (closes) {
            events.append(transaction, room.id(), by, new RoomEvent.Body.Archived(called, closed));
        }
        inbox.changed(transaction, room.id(), rooms.members(transaction, room.id()));
    }

    /** Deletes a room with all that was said in it. Its id is never given again. */
    void delete(Transaction transaction, Standing standing) {
        standing.requireNotDirect("A direct room stays as long as its people");
        standing.require(Role.OWNER);
        RoomId room = standing.room().id();
        members.dissolve(transaction, room, standing.speaker().user());
        events.erase(transaction, room);
        transaction
                .jdbc()
                .sql("delete from rooms where id = :room")
                .param("room", room.value())
                .update();
        transaction
                .jdbc()
                .sql("insert into retired_rooms (id) values (:room)")
                .param("room", room.value())
                .update();
    }

    boolean isTaken(Transaction transaction, RoomId id) {
        return transaction
                .jdbc()
                .sql("select 1 from rooms where id = :id union select 1 from retired_rooms where id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** A private room's id has a random end, lest its neighbour's {@code -2} tell that it exists. */
    private RoomId freeId(Transaction transaction, RoomName name, boolean isPrivate) {
        String slug = name.slug().isEmpty() ? "room" : name.slug();
        if (!isPrivate && !name.slug().isEmpty()) {
            for (int number = 1; number <= SUFFIXES_TRIED; number++) {
                RoomId id = new RoomId(number == 1 ? slug : slug + '-' + number);
                if (!isTaken(transaction, id)) {
                    return id;
                }
            }
        }
        return new RoomId(slug + '-' + random());
    }

    private static String random() {
        return RandomId.next().substring(0, RANDOM_LENGTH).toLowerCase(Locale.ROOT);
    }
}
