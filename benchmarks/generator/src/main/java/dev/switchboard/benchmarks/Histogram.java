package dev.switchboard.benchmarks;

import java.util.Arrays;

/** Counts durations in nanoseconds, each to within 1 %, in a fixed room. */
final class Histogram {

    private static final int STEP_BITS = 7;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[(Long.SIZE - STEP_BITS) * STEPS];
    private long total;

    void record(long nanoseconds) {
        counts[bucket(Math.max(0, nanoseconds))]++;
        total++;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    long total() {
        return total;
    }

    /**
     * The duration that this part of all stays within; 0 if there are none.
     *
     * @param part such as 0.99
     */
    long quantile(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return highest(bucket);
            }
        }
        return 0;
    }

    /** How many took no longer than this. */
    long within(long nanoseconds) {
        long seen = 0;
        for (int bucket = 0; bucket <= bucket(nanoseconds); bucket++) {
            seen += counts[bucket];
        }
        return seen;
    }

    private static int bucket(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEP_BITS;
        return (shift + 1) * STEPS + (int) (value >> shift) - STEPS;
    }

    private static long highest(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((long) (STEPS + bucket % STEPS + 1) << shift) - 1;
    }
}
