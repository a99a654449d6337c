package dev.switchboard.chat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.Locale;

/** What a member may do in a room; the later, the more. */
enum Role {
    /** Reads, writes, leaves. */
    MEMBER,
    /** Invites, removes and bans those below, deletes what others wrote, renames and archives the room. */
    MODERATOR,
    /** Names other roles and deletes the room. */
    OWNER;

    /** The word in JSON and in the database. */
    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isAbove(Role other) {
        return compareTo(other) > 0;
    }

    /** Reads the word in the database. */
    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Reads what a client wrote. */
    static Role parse(String text) {
        for (Role role : values()) {
            if (role.word().equals(text)) {
                return role;
            }
        }
        throw new RefusedException(Refusal.INVALID, "A role is member, moderator or owner");
    }
}
