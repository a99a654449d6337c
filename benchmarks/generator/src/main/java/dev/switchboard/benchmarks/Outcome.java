package dev.switchboard.benchmarks;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one run of a scenario against a server gave.
 *
 * @param faults in words; empty if the run counts
 */
record Outcome(Map<Figure, Double> figures, String faults) {

    Outcome {
        figures = Map.copyOf(figures);
    }

    /** A run that came to nothing. */
    static Outcome failed(String why) {
        return new Outcome(Map.of(), why);
    }

    static Outcome of(Map<Figure, Double> figures, Faults faults) {
        return new Outcome(figures, faults.told());
    }

    /** The figures in the order in which they are told. */
    Map<Figure, Double> sorted() {
        Map<Figure, Double> sorted = new EnumMap<>(Figure.class);
        sorted.putAll(figures);
        return sorted;
    }

    boolean counts() {
        return faults.isEmpty();
    }
}
