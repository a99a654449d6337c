package dev.switchboard.connection;

import dev.switchboard.Limits;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Counts new connections by address: {@link Limits#handshakesPerMinute} each, with all of a minute's at once. Of IPv6 the
 * first 64 bits count, which is what one host can choose from. Remembers the addresses heard of last, boundedly. Thread-safe.
 */
@Component
public final class Handshakes {

    static final int MOST_ADDRESSES = 10_000;

    private static final int IPV6_PREFIX_BYTES = 8;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

    Handshakes(Limits limits) {
        this.perMinute = limits.handshakesPerMinute();
    }

    /**
     * Counts a handshake.
     *
     * @throws RefusedException TOO_MANY, with the time to wait, if the address has had its share
     */
    public void require(InetAddress address) {
        if (perMinute == 0) {
            return;
        }
        ConsumptionProbe probe = bucket(prefix(address)).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new RefusedException(
                    Refusal.TOO_MANY,
                    "At most " + perMinute + " new connections a minute from one address",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** How many addresses are remembered. */
    int addresses() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private Bucket bucket(String prefix) {
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(prefix, absent -> fresh());
            if (buckets.size() > MOST_ADDRESSES) {
                buckets.remove(buckets.keySet().iterator().next());
            }
            return bucket;
        }
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                .build();
    }

    private static String prefix(InetAddress address) {
        byte[] octets = address.getAddress();
        return HexFormat.of().formatHex(octets, 0, Math.min(octets.length, IPV6_PREFIX_BYTES));
    }
}
