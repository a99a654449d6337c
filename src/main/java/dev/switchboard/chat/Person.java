package dev.switchboard.chat;

import dev.switchboard.UserId;
import dev.switchboard.identity.Account;

/** A person as clients see them in events: by the name that they have now. */
record Person(String id, String username, String name) {

    static Person of(Account account) {
        return new Person(account.id().value(), account.username(), account.name());
    }

    /** Stands for an account that cannot be found. */
    static Person unknown(UserId id) {
        return new Person(id.value(), "unknown", "Unknown");
    }
}
