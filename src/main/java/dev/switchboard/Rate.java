package dev.switchboard;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often each of many may do something. Remembers a bounded number of them and forgets the one that was silent for longest
 * first, who then starts anew. Thread-safe.
 *
 * @param <K> by what they are told apart: users, addresses
 */
public final class Rate<K> {

    private final int times;
    private final Duration period;
    private final int burst;
    private final int remembered;

    /** In the order of their last use; guarded by itself. */
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * So many times in a period.
     *
     * @param times zero: as often as they like
     * @param burst how many periods' worth may come at once, at least 1
     * @param remembered how many are told apart at most
     */
    public Rate(int times, Duration period, int burst, int remembered) {
        this.times = times;
        this.period = period;
        this.burst = burst;
        this.remembered = remembered;
    }

    /** How often in a period; zero: as often as they like. */
    public int times() {
        return times;
    }

    /** How much may come at once at most. */
    public long capacity() {
        return (long) times * burst;
    }

    /**
     * Counts so many more, or none.
     *
     * @param number at least 1
     * @return how long to wait if that is too much now; empty if it was counted
     */
    public Optional<Duration> take(K who, int number) {
        if (times == 0) {
            return Optional.empty();
        }
        ConsumptionProbe probe = bucket(who).tryConsumeAndReturnRemaining(number);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** How many are remembered now. */
    public int known() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private Bucket bucket(K who) {
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(who, first -> full());
            if (buckets.size() > remembered) {
                buckets.remove(buckets.keySet().iterator().next());
            }
            return bucket;
        }
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity()).refillGreedy(times, period))
                .build();
    }
}
