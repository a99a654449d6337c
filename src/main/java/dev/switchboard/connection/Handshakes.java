package dev.switchboard.connection;

import dev.switchboard.Limits;
import dev.switchboard.Rate;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * Counts new connections by address: {@link Limits#handshakesPerMinute} each, with all of a minute's at once. Of IPv6 the
 * first 64 bits count, which is what one host can choose from. Remembers the addresses heard of last, boundedly. Thread-safe.
 */
@Component
public final class Handshakes {

    static final int MOST_ADDRESSES = 10_000;

    private static final int IPV6_PREFIX_BYTES = 8;

    private final Rate<String> rate;

    Handshakes(Limits limits) {
        this.rate = new Rate<>(limits.handshakesPerMinute(), Duration.ofMinutes(1), 1, MOST_ADDRESSES);
    }

    /**
     * Counts a handshake.
     *
     * @throws RefusedException TOO_MANY, with the time to wait, if the address has had its share
     */
    public void require(InetAddress address) {
        rate.take(prefix(address), 1).ifPresent(wait -> {
            throw new RefusedException(
                    Refusal.TOO_MANY, "At most " + rate.times() + " new connections a minute from one address", wait);
        });
    }

    /** How many addresses are remembered. */
    int addresses() {
        return rate.known();
    }

    private static String prefix(InetAddress address) {
        byte[] octets = address.getAddress();
        return HexFormat.of().formatHex(octets, 0, Math.min(octets.length, IPV6_PREFIX_BYTES));
    }
}
