package dev.switchboard.connection;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often each side of a connection beats, as agreed on CONNECT (STOMP 1.2, "Heart-beating").
 *
 * @param send we send at least this often; zero means never
 * @param expect we hear at least this often, or the client is gone; zero means never
 */
public record Heartbeat(Duration send, Duration expect) {

    /** Neither side beats. */
    public static final Heartbeat NONE = new Heartbeat(Duration.ZERO, Duration.ZERO);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,10}),([0-9]{1,10})");

    public Heartbeat {
        if (send.isNegative() || expect.isNegative()) {
            throw new IllegalArgumentException("Heart-beats count from zero, not " + send + " and " + expect);
        }
    }

    /**
     * Settles on the slower of what one side can and the other wants, so that no client makes us beat faster than we want.
     *
     * @param header the client's {@code heart-beat} header, {@code <can>,<wants>} in milliseconds
     * @param ours how often we can and want to beat
     * @throws RefusedException INVALID if the header is anything else
     */
    public static Heartbeat agree(String header, Duration ours) {
        Matcher matcher = FORM.matcher(header);
        if (!matcher.matches()) {
            throw new RefusedException(
                    Refusal.INVALID, "heart-beat is two numbers of milliseconds with a comma between them");
        }
        return new Heartbeat(slower(matcher.group(2), ours), slower(matcher.group(1), ours));
    }

    private static Duration slower(String theirs, Duration ours) {
        Duration interval = Duration.ofMillis(Long.parseLong(theirs));
        if (interval.isZero() || ours.isZero()) {
            return Duration.ZERO;
        }
        return interval.compareTo(ours) > 0 ? interval : ours;
    }
}
