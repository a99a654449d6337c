package dev.switchboard.channels;

import dev.switchboard.log.ClientMessage;
import dev.switchboard.log.ClientMessageId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be published.
 *
 * @param clientMessageId the client's id of it, by which a repeat is known; null if it gave none
 */
record Wish(Channel channel, Content content, @Nullable ClientMessageId clientMessageId) {

    /** What the client says under its id; null if it gave none. */
    @Nullable
    ClientMessage said() {
        return clientMessageId == null
                ? null
                : new ClientMessage(clientMessageId, channel.destination().value() + '\n' + content.digest());
    }
}
