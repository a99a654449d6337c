package dev.switchboard.chat;

import dev.switchboard.Limits;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How much one user may say, over STOMP and REST together: {@code switchboard.limits.sends-per-second}, with bursts of
 * twice as many. Remembers the users who spoke last: whoever is forgotten has been silent long enough to start anew.
 * Thread-safe.
 */
@Component
final class SendLimit {

    private static final int USERS = 10_000;
    private static final int BURST = 2;

    private final int perSecond;

    /** In the order of their last use; guarded by itself. */
    private final Map<UserId, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Bucket> eldest) {
            return size() > USERS;
        }
    };

    SendLimit(Limits limits) {
        this.perSecond = limits.sendsPerSecond();
    }

    /**
     * Counts one more.
     *
     * @throws RefusedException TOO_MANY if it is too much
     */
    void require(UserId user) {
        if (perSecond == 0) {
            return;
        }
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(user, first -> bucket());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw new RefusedException(
                    Refusal.TOO_MANY,
                    "At most " + perSecond + " a second",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity((long) perSecond * BURST).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
