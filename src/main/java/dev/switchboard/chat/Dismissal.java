package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.UserId;
import java.util.Locale;

/** Why someone is no longer in a room, and who did it. */
record Dismissal(UserId by, Reason reason) {

    enum Reason {
        REMOVED,
        BANNED,
        LEFT,
        /** The room itself is gone. */
        DELETED;

        /** The word in JSON. */
        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
