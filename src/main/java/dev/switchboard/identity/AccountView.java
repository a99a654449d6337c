package dev.switchboard.identity;

import org.jspecify.annotations.Nullable;

/**
 * An account in answers.
 *
 * @param role {@code administrator} or {@code user}
 * @param disabled told to administrators only
 */
record AccountView(
        String id,
        String username,
        String name,
        String role,
        @Nullable Boolean disabled) {

    /** As everybody sees it. */
    static AccountView of(Account account) {
        return new AccountView(account.id().value(), account.username(), account.name(), role(account), null);
    }

    /** As administrators see it. */
    static AccountView ofAll(Account account) {
        return new AccountView(
                account.id().value(), account.username(), account.name(), role(account), account.disabled());
    }

    private static String role(Account account) {
        return account.administrator() ? "administrator" : "user";
    }
}
