package dev.switchboard.log;

import dev.switchboard.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream.
 *
 * @param sequence its number in the stream, from 1, without holes
 * @param id unguessable and unique in all streams
 * @param at when it was stored, in whole milliseconds; says nothing about order
 * @param target the sequence of the earlier event of this stream that it is about; null for none
 * @param payload as its owner wrote it
 * @param clientMessage the client's id of it; null if it gave none
 */
public record StoredEvent(
        String stream,
        long sequence,
        String id,
        String type,
        UserId actor,
        Instant at,
        @Nullable Long target,
        String payload,
        @Nullable ClientMessageId clientMessage) {}
