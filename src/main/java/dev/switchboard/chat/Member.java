package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;

/** Someone in a room, now. */
record Member(Room room, UserId user, Role role) {

    /** Refuses where nothing more is said. */
    Member requireOpen() {
        if (room.archived()) {
            throw new RefusedException(Refusal.CONFLICT, "The room is archived");
        }
        return this;
    }

    /** Refuses who has a lesser role than is needed. */
    Member require(Role least) {
        if (least.isAbove(role)) {
            throw new RefusedException(Refusal.FORBIDDEN, "That takes the role " + least.word() + " in this room");
        }
        return this;
    }
}
