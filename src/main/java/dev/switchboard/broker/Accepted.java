package dev.switchboard.broker;

/**
 * What an owner answers once it has accepted and committed what a client said; the protocol makes its receipt of it.
 *
 * @param sequence where it stands in its log, from 1; 0 if it left no event
 * @param id the event's id; empty if it left no event
 * @param deduplicated whether it was accepted earlier, by an earlier frame with the same client's id
 */
public record Accepted(long sequence, String id, boolean deduplicated) {

    /** Accepted, without an event. */
    public static final Accepted WITHOUT_EVENT = new Accepted(0, "", false);
}
