package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.broker.Broker;
import dev.switchboard.log.Transaction;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts people into rooms and takes them out, each time with the event and with what follows it. Asks nobody whether it
 * may. Called in the writer's thread.
 */
@Component
final class Members {

    private final RoomEvents events;
    private final RoomInbox inbox;
    private final Broker broker;

    Members(RoomEvents events, RoomInbox inbox, Broker broker) {
        this.events = events;
        this.inbox = inbox;
        this.broker = broker;
    }

    /** What someone is in a room, if anything. */
    Optional<Role> role(Transaction transaction, RoomId room, UserId user) {
        return transaction
                .jdbc()
                .sql("select role from members where room = :room and user_id = :user")
                .param("room", room.value())
                .param("user", user.value())
                .query((row, number) -> Role.of(row.getString("role")))
                .optional();
    }

    /** Takes someone into a room: an event {@code joined} if they came by themselves, else {@code invited}. */
    void admit(Transaction transaction, Member member, UserId by) {
        RoomId room = member.room().id();
        UserId user = member.user();
        RoomEvent event = events.append(
                transaction,
                room,
                by,
                user.equals(by) ? new RoomEvent.Body.Joined(user) : new RoomEvent.Body.Invited(user));
        insert(transaction, member, event);
        inbox.changed(transaction, room, List.of(user));
    }

    /** Notes a member whose coming another event tells. */
    void insert(Transaction transaction, Member member, RoomEvent event) {
        transaction
                .jdbc()
                .sql("""
                        insert into members (room, user_id, role, joined_at_ms, joined_sequence)
                        values (:room, :user, :role, :at, :sequence)""")
                .param("room", member.room().id().value())
                .param("user", member.user().value())
                .param("role", member.role().word())
                .param("at", event.at().toEpochMilli())
                .param("sequence", event.sequence())
                .update();
    }

    /** Gives a member another role. No event tells it; they hear of it themselves. */
    void change(Transaction transaction, Member member) {
        transaction
                .jdbc()
                .sql("update members set role = :role where room = :room and user_id = :user")
                .param("role", member.role().word())
                .param("room", member.room().id().value())
                .param("user", member.user().value())
                .update();
        inbox.changed(transaction, member.room().id(), List.of(member.user()));
    }

    /**
     * Takes someone out of a room: an event {@code left} if they went by themselves, else {@code removed}. They hear
     * nothing more of the room from when the change is answered.
     */
    void dismiss(Transaction transaction, Member member, Dismissal dismissal) {
        RoomId room = member.room().id();
        UserId user = member.user();
        transaction
                .jdbc()
                .sql("delete from members where room = :room and user_id = :user")
                .param("room", room.value())
                .param("user", user.value())
                .update();
        events.append(
                transaction,
                room,
                dismissal.by(),
                dismissal.reason() == Dismissal.Reason.LEFT
                        ? new RoomEvent.Body.Left(user)
                        : new RoomEvent.Body.Removed(user));
        inbox.removed(transaction, room, List.of(user), dismissal);
        transaction.afterCommit(() -> broker.revoke(room.destination(), user));
    }

    /** Takes everybody out of a room that is being deleted. */
    void dissolve(Transaction transaction, RoomId room, UserId by) {
        List<UserId> users = transaction
                .jdbc()
                .sql("delete from members where room = :room returning user_id")
                .param("room", room.value())
                .query((row, number) -> new UserId(row.getString("user_id")))
                .list();
        inbox.removed(transaction, room, users, new Dismissal(by, Dismissal.Reason.DELETED));
        transaction.afterCommit(() -> broker.revokeAll(room.destination()));
    }

    /** Whether a room would have no owner without this one. */
    boolean isLastOwner(Transaction transaction, Member member) {
        return member.role() == Role.OWNER
                && transaction
                                .jdbc()
                                .sql("select count(*) from members where room = :room and role = 'owner'")
                                .param("room", member.room().id().value())
                                .query(Long.class)
                                .single()
                        == 1;
    }
}
