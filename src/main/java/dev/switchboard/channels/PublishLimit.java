package dev.switchboard.channels;

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
 * How much one user may publish, over STOMP and REST together: {@code switchboard.limits.publications-per-second}, with
 * bursts of twice as many; each of a batch counts. Remembers the 10,000 users who published last: whoever is forgotten has
 * been silent long enough to start anew. Thread-safe.
 */
@Component
final class PublishLimit {

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

    PublishLimit(Limits limits) {
        this.perSecond = limits.publicationsPerSecond();
    }

    /**
     * Counts so many more, or none.
     *
     * @throws RefusedException TOO_MANY if it is too much now; TOO_LARGE if it always will be
     */
    void require(UserId user, int publications) {
        if (perSecond == 0) {
            return;
        }
        if (publications > perSecond * BURST) {
            throw new RefusedException(
                    Refusal.TOO_LARGE, "At most " + perSecond * BURST + " publications in one batch");
        }
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(user, first -> bucket());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(publications);
        if (!probe.isConsumed()) {
            throw new RefusedException(
                    Refusal.TOO_MANY,
                    "At most " + perSecond + " publications a second",
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
