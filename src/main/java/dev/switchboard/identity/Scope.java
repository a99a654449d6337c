package dev.switchboard.identity;

import java.util.Locale;

/** What an access token may do, where it was given scopes at all. */
public enum Scope {
    /** Read rooms and history, listen. */
    READ,
    /** Send, edit, delete, react, join and leave. */
    WRITE,
    /** Publish on channels. */
    PUBLISH,
    /** What an administrator's account may do. */
    ADMIN;

    /** The word that clients write. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
