package dev.switchboard.identity;

import dev.switchboard.log.Transaction;

/** Hears of accounts inside the transaction that makes or changes them. A thrown exception undoes the change. */
public interface AccountObserver {

    /** A new account; {@code first} for the administrator whom the set-up made. */
    void onCreated(Account account, boolean first, Transaction transaction);

    /** A changed name, role or state. */
    default void onChanged(Account account, Transaction transaction) {}
}
