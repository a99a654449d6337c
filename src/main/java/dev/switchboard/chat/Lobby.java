package dev.switchboard.chat;

import dev.switchboard.identity.Account;
import dev.switchboard.identity.AccountObserver;
import dev.switchboard.log.Transaction;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The room where everybody meets: made with the first account, whose it is, and joined by every account as it is made.
 * Where it was deleted or archived since, new accounts come without it.
 */
@Component
final class Lobby implements AccountObserver {

    static final RoomId ID = new RoomId("lobby");

    private final RoomChanges changes;
    private final Members members;

    Lobby(RoomChanges changes, Members members) {
        this.changes = changes;
        this.members = members;
    }

    @Override
    public void onCreated(Account account, boolean first, Transaction transaction) {
        if (first) {
            changes.create(transaction, account.id(), new RoomName("Lobby"), false, ID);
            return;
        }
        open(transaction)
                .ifPresent(
                        room -> members.admit(transaction, new Member(room, account.id(), Role.MEMBER), account.id()));
    }

    private static Optional<Room> open(Transaction transaction) {
        return transaction
                .jdbc()
                .sql("""
                        select id, name, private, direct_key, archived from rooms
                        where id = :id and archived = false""")
                .param("id", ID.value())
                .query((row, number) -> Rooms.room(row))
                .optional();
    }
}
