package dev.switchboard;

import java.util.Locale;

/** Why something is refused: the same words in every protocol. */
public enum Refusal {
    INVALID(400, "Invalid"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "Forbidden"),
    /** Also for what the caller may not know exists. */
    NOT_FOUND(404, "Not found"),
    CONFLICT(409, "Conflict"),
    TOO_LARGE(413, "Too large"),
    TOO_MANY(429, "Too many"),
    UNAVAILABLE(503, "Unavailable");

    private final int status;
    private final String title;

    Refusal(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The stable word that clients test, such as {@code not_found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status that says the same. */
    public int status() {
        return status;
    }

    /** A few words for people. */
    public String title() {
        return title;
    }
}
