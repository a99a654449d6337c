package dev.switchboard.channels;

import java.util.Locale;

/** Who may do something in a namespace. */
enum Who {
    /** Access tokens of administrators with the scope {@code publish}: back ends. For publishing only. */
    TOKENS,
    /** The people whom the namespace's {@code members} name. */
    MEMBERS,
    /** Everybody who has signed in. */
    SIGNED_IN,
    /** Everybody, also those who have not said who they are. For listening only. */
    ANONYMOUS;

    /** The word that operators write. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
