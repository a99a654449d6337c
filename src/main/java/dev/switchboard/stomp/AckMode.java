package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.Optional;

/** How a subscription's messages are acknowledged (STOMP 1.2, "SUBSCRIBE ack Header"). */
enum AckMode {
    /** A message counts as received as soon as it is sent. */
    AUTO("auto"),
    /** ACK and NACK are about a message and all that were sent before it. */
    CLIENT("client"),
    /** ACK and NACK are about one message. */
    CLIENT_INDIVIDUAL("client-individual");

    private final String word;

    AckMode(String word) {
        this.word = word;
    }

    /**
     * Reads what a client wrote.
     *
     * @throws RefusedException INVALID for what this version does not know; {@code client-individual} came with 1.1
     */
    static AckMode parse(Optional<String> header, StompVersion version) {
        String written = header.orElse(AUTO.word);
        for (AckMode mode : values()) {
            boolean known = mode != CLIENT_INDIVIDUAL || version != StompVersion.V1_0;
            if (known && mode.word.equals(written)) {
                return mode;
            }
        }
        throw new RefusedException(Refusal.INVALID, "STOMP " + version.number() + " has no such ack mode");
    }
}
