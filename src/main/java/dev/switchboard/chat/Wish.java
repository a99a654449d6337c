package dev.switchboard.chat;

import dev.switchboard.RefusedException;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.ClientMessageId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants in a room, whatever it is.
 *
 * @param clientMessageId the client's id of it, by which a repeat is known; null if it gave none
 */
record Wish(Speaker speaker, RoomId room, @Nullable ClientMessageId clientMessageId) {

    /**
     * Reads what a client wrote.
     *
     * @throws RefusedException INVALID if the room or the id has not its form
     */
    static Wish parse(Speaker speaker, @Nullable String room, @Nullable String clientMessageId) {
        return new Wish(
                speaker,
                RoomId.parse(room == null ? "" : room),
                clientMessageId == null ? null : ClientMessageId.parse(clientMessageId));
    }
}
