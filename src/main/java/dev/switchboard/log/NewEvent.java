package dev.switchboard.log;

import dev.switchboard.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be appended to a stream.
 *
 * @param stream which one, such as a room's id
 * @param type the owner's word for what happened
 * @param actor who did it
 * @param target the sequence of the earlier event of this stream that it is about; null for none
 * @param payload the rest, as the owner writes and reads it
 * @param clientMessage what the client said under which id; null if it gave no id
 */
public record NewEvent(
        String stream,
        String type,
        UserId actor,
        @Nullable Long target,
        String payload,
        @Nullable ClientMessage clientMessage) {}
