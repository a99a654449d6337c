package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.Optional;

/**
 * Which message an ACK or NACK is about.
 *
 * @param subscription as the client calls it; empty where STOMP 1.0 lets it be left out
 */
record Delivered(Optional<String> subscription, String messageId) {

    private static final char BETWEEN = '/';

    /** The {@code ack} header of a MESSAGE in STOMP 1.2: the same for all connections that call a subscription alike. */
    static String ackHeader(String messageId, String subscription) {
        return messageId + BETWEEN + subscription;
    }

    /**
     * Reads an ACK or NACK: by {@code id} in 1.2, by {@code message-id} and {@code subscription} before.
     *
     * @throws RefusedException INVALID where one of them is missing
     */
    static Delivered of(StompFrame frame, StompVersion version) {
        if (version == StompVersion.V1_2) {
            String id = FrameRules.requireHeader(frame, "id");
            int end = Math.max(0, id.indexOf(BETWEEN));
            return new Delivered(Optional.of(id.substring(Math.min(id.length(), end + 1))), id.substring(0, end));
        }
        Optional<String> subscription = frame.headers().first("subscription");
        if (version == StompVersion.V1_1 && subscription.isEmpty()) {
            FrameRules.requireHeader(frame, "subscription");
        }
        return new Delivered(subscription, FrameRules.requireHeader(frame, "message-id"));
    }

    /** What is answered where this connection was sent no such message. */
    static RefusedException unknown() {
        return new RefusedException(Refusal.INVALID, "No such message waits for its ACK on this connection");
    }
}
