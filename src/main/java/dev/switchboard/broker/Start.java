package dev.switchboard.broker;

import java.util.OptionalLong;

/**
 * Where a subscription's live publications begin.
 *
 * @param head the newest sequence before them; empty where the destination is no log
 * @param recovery what became of {@code since}
 */
public record Start(OptionalLong head, Recovery recovery) {

    /** What became of {@code since}. */
    public enum Recovery {
        /** It was not asked for. */
        NOT_ASKED,
        /** Everything after it was delivered first. */
        RECOVERED,
        /** Too much was missing, or it lay beyond the head: live from head + 1. */
        TOO_FAR
    }
}
