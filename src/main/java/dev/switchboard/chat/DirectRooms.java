package dev.switchboard.chat;

import dev.switchboard.Limits;
import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Account;
import dev.switchboard.identity.People;
import dev.switchboard.log.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Rooms of two or more people that are known by their people, who never change. The same people have one such room: its
 * key is unique in the database. Called in the writer's thread.
 */
@Component
final class DirectRooms {

    private static final Pattern COMMA = Pattern.compile(",");

    private final RoomChanges changes;
    private final Members members;
    private final RoomInbox inbox;
    private final People people;
    private final int most;

    DirectRooms(RoomChanges changes, Members members, RoomInbox inbox, People people, Limits limits) {
        this.changes = changes;
        this.members = members;
        this.inbox = inbox;
        this.people = people;
        this.most = limits.peopleInDirectRoom();
    }

    /** A direct room, and whether it was made just now. */
    record Opened(RoomId room, boolean isNew) {}

    /**
     * Gives the room of these people, and makes it if there is none.
     *
     * @param by who asks; always one of its people
     * @param usernames the others; it does no harm to name the asker too
     */
    Opened open(Transaction transaction, UserId by, List<String> usernames) {
        SortedMap<String, Account> accounts = accounts(by, usernames);
        String key = String.join(",", accounts.keySet());
        Optional<RoomId> present = find(transaction, key);
        if (present.isPresent()) {
            return new Opened(present.get(), false);
        }
        for (Account account : accounts.values()) {
            if (account.disabled()) {
                throw new RefusedException(Refusal.INVALID, "The account of " + account.username() + " is disabled");
            }
        }
        Room room = new Room(new RoomId("direct-" + RandomId.next().toLowerCase(Locale.ROOT)), "", true, true, false);
        RoomEvent created = changes.found(transaction, room, by, key);
        List<UserId> users = accounts.values().stream().map(Account::id).toList();
        for (UserId user : users) {
            members.insert(transaction, new Member(room, user, Role.MEMBER), created);
        }
        inbox.changed(transaction, room.id(), users);
        return new Opened(room.id(), true);
    }

    /** Whose room it is, from its key. */
    static List<UserId> people(String key) {
        return COMMA.splitAsStream(key).map(UserId::new).toList();
    }

    private SortedMap<String, Account> accounts(UserId by, List<String> usernames) {
        requireFew(usernames.size());
        SortedMap<String, Account> accounts = new TreeMap<>();
        Account asker = people.find(by).orElseThrow(() -> new RefusedException(Refusal.FORBIDDEN, "No such user"));
        accounts.put(asker.id().value(), asker);
        for (String username : usernames) {
            Account account = people.find(username)
                    .orElseThrow(() -> new RefusedException(
                            Refusal.INVALID, "One of these people is not known by that user name"));
            accounts.put(account.id().value(), account);
        }
        if (accounts.size() < 2) {
            throw new RefusedException(Refusal.INVALID, "A direct room has at least 2 people");
        }
        requireFew(accounts.size());
        return accounts;
    }

    private void requireFew(int count) {
        if (most > 0 && count > most) {
            throw new RefusedException(Refusal.INVALID, "A direct room has at most " + most + " people");
        }
    }

    private static Optional<RoomId> find(Transaction transaction, String key) {
        return transaction
                .jdbc()
                .sql("select id from rooms where direct_key = :key")
                .param("key", key)
                .query((row, number) -> new RoomId(row.getString("id")))
                .optional();
    }
}
