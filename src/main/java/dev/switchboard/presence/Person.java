package dev.switchboard.presence;

import dev.switchboard.identity.Account;

/** Someone who is here, as subscribers read it. */
record Person(String id, String username, String name) {

    static Person of(Account account) {
        return new Person(account.id().value(), account.username(), account.name());
    }
}
