package dev.switchboard.identity;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells what happened already within a while, so that it is not done again. Remembers 100,000 keys at most and forgets
 * the oldest first. Thread-safe.
 */
final class Recently {

    private static final int KEYS = 100_000;

    private final long spanNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> since = new LinkedHashMap<>();

    Recently(Duration span, LongSupplier nanoTime) {
        this.spanNanos = span.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Whether this is the first time within the while; from now on it is not. */
    synchronized boolean first(String key) {
        long now = nanoTime.getAsLong();
        Long last = since.get(key);
        if (last != null && now - last < spanNanos) {
            return false;
        }
        since.remove(key);
        since.put(key, now);
        if (since.size() > KEYS) {
            since.remove(since.keySet().iterator().next());
        }
        return true;
    }
}
