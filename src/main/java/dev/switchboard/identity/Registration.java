package dev.switchboard.identity;

import java.util.Locale;

/** Who may make an account. */
enum Registration {
    /** Anybody. */
    OPEN,
    /** Whoever has an invitation. */
    INVITE,
    /** Nobody, once the set-up has made the administrator. */
    CLOSED;

    /** The word that clients read. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
