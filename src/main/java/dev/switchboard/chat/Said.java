package dev.switchboard.chat;

import dev.switchboard.broker.Accepted;
import java.util.Optional;

/**
 * What became of what a client said, once it is committed.
 *
 * @param event what happened; empty if it changed nothing
 * @param repeated whether it happened earlier, and this was a repeat under the same client's id
 */
record Said(Optional<RoomEvent> event, boolean repeated) {

    /** It changed nothing, or nothing that a log keeps. */
    static final Said WITHOUT_EVENT = new Said(Optional.empty(), false);

    static Said now(RoomEvent event) {
        return new Said(Optional.of(event), false);
    }

    static Said before(RoomEvent event) {
        return new Said(Optional.of(event), true);
    }

    /** As protocols make their receipts of it. */
    Accepted accepted() {
        return event.map(happened -> new Accepted(happened.sequence(), happened.id(), repeated))
                .orElse(Accepted.WITHOUT_EVENT);
    }
}
