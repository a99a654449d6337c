package dev.switchboard.broker;

import dev.switchboard.UserId;
import java.util.OptionalLong;

/**
 * A wish to listen.
 *
 * @param destination to what
 * @param user who
 * @param since replay everything after this sequence first; empty for live only; can be honoured by logs only
 * @param mustRecover refuse with INVALID where {@code since} cannot be honoured, for want of a way to say so
 */
public record Listening(Destination destination, UserId user, OptionalLong since, boolean mustRecover) {

    /** Live only. */
    public static Listening live(Destination destination, UserId user) {
        return new Listening(destination, user, OptionalLong.empty(), false);
    }
}
