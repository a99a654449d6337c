package dev.switchboard.benchmarks;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What one subscriber has heard, publisher by publisher, and whether it is all of it, once, and in order. Each publisher
 * counts from 0.
 */
final class Hearing {

    private final Faults faults;
    private final int[] next;
    /** What was skipped and may yet come; there only once something was. */
    private final Map<Integer, BitSet> holes = new HashMap<>(0);

    /**
     * Who listens to these.
     *
     * @param publishers so many in the room
     */
    Hearing(Faults faults, int publishers) {
        this.faults = faults;
        this.next = new int[publishers];
    }

    int publishers() {
        return next.length;
    }

    /**
     * Hears a message.
     *
     * @return whether it is one that was not heard before
     */
    boolean hear(int publisher, int sequence) {
        faults.heard++;
        int expected = next[publisher];
        if (sequence == expected) {
            next[publisher] = sequence + 1;
            return true;
        }
        BitSet skipped = holes.computeIfAbsent(publisher, key -> new BitSet());
        if (sequence > expected) {
            skipped.set(expected, sequence);
            next[publisher] = sequence + 1;
            return true;
        }
        if (skipped.get(sequence)) {
            skipped.clear(sequence);
            faults.outOfOrder++;
            return true;
        }
        faults.doubled++;
        return false;
    }

    /** How many of the first so many of a publisher's messages did not come. */
    int missing(int publisher, int published) {
        BitSet skipped = holes.getOrDefault(publisher, new BitSet(0));
        return published - next[publisher] + skipped.cardinality();
    }
}
