package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failures by key within a sliding window, or none if none are allowed for. Remembers 20,000 keys at most and forgets the one unused for longest
 * first. Thread-safe.
 */
final class Failures {

    private static final int KEYS = 20_000;

    private final int allowed;
    private final long windowNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Deque<Long>> byKey = new LinkedHashMap<>(16, 0.75f, true);

    Failures(int allowed, Duration window, LongSupplier nanoTime) {
        this.allowed = allowed;
        this.windowNanos = window.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Counts an attempt as a failure until {@link #forgive} says that it was none, so that attempts at the same time
     * are all counted.
     *
     * @throws RefusedException TOO_MANY if the window is full, with the time until it is not
     */
    synchronized void attempt(String key) {
        if (allowed == 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        Deque<Long> times = byKey.computeIfAbsent(key, none -> new ArrayDeque<>(2));
        while (!times.isEmpty() && now - times.getFirst() >= windowNanos) {
            times.removeFirst();
        }
        if (times.size() >= allowed) {
            throw new RefusedException(
                    Refusal.TOO_MANY,
                    "Too many failed attempts: wait a little",
                    Duration.ofNanos(windowNanos - (now - times.getFirst())));
        }
        times.addLast(now);
        if (byKey.size() > KEYS) {
            byKey.remove(byKey.keySet().iterator().next());
        }
    }

    /** Takes an attempt back, which did not fail. */
    synchronized void forgive(String key) {
        Deque<Long> times = byKey.get(key);
        if (times != null) {
            times.pollLast();
            if (times.isEmpty()) {
                byKey.remove(key);
            }
        }
    }
}
