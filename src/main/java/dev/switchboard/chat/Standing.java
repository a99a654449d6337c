package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.identity.Scope;
import dev.switchboard.identity.Speaker;
import java.util.Optional;

/**
 * How someone who is about to change a room stands to it.
 *
 * @param role what they are in it; empty where they only see it
 * @param administers whether they may do what an owner may, and that to owners too: an administrator, in a public room
 */
record Standing(Room room, Speaker speaker, Optional<Role> role, boolean administers) {

    static Standing of(Rooms.Seen seen, Speaker speaker) {
        boolean administers = speaker.administrator()
                && speaker.may(Scope.ADMIN)
                && !seen.room().isPrivate();
        return new Standing(seen.room(), speaker, seen.role(), administers);
    }

    /** Refuses who has a lesser role than is needed. */
    void require(Role least) {
        if (administers) {
            return;
        }
        if (role.isEmpty()) {
            throw new RefusedException(Refusal.FORBIDDEN, "Join the room first");
        }
        if (least.isAbove(role.get())) {
            throw new RefusedException(
                    Refusal.FORBIDDEN,
                    "That takes the role " + least.word() + " in this room, not "
                            + role.get().word());
        }
    }

    /** Refuses who does not stand above another. */
    void requireAbove(Role other) {
        if (!administers && role.filter(own -> own.isAbove(other)).isEmpty()) {
            throw new RefusedException(
                    Refusal.FORBIDDEN, "That takes a role above theirs, and they are " + other.word());
        }
    }

    /** Refuses what a direct room does not know. */
    void requireNotDirect(String sentence) {
        if (room.direct()) {
            throw new RefusedException(Refusal.FORBIDDEN, sentence);
        }
    }
}
