package dev.switchboard.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What Switchboard is to reach in a scenario.
 *
 * @param scenario its id
 * @param atMost whether less is better
 * @param limit for the figure itself, if compared with nothing
 * @param beside what it is compared with
 */
record Goal(String scenario, Figure figure, boolean atMost, double limit, Beside beside) {

    private static final List<Goal> ALL = List.of(
            besideCeiling("a", Figure.CPU, 1.2),
            besideCeiling("a1", Figure.CPU, 1.2),
            atMost("b", Figure.CPU, 1.0),
            besideCeiling("c", Figure.P99, 1.1),
            atMost("c", Figure.CPU, 10),
            atMost("d", Figure.MEDIAN, 0.045),
            atMost("d", Figure.CPU, 25),
            atMost("e10000", Figure.MEMORY_EACH, 8),
            atLeast("f", Figure.IN_TIME, 100),
            new Goal("f", Figure.P99, true, 1.1, Beside.OWN_P99_ALONE),
            atLeast("f", Figure.STUCK_CLOSED, 5),
            atLeast("g", Figure.CONNECTS, 6_000),
            atMost("g", Figure.CPU_CONNECT, 160),
            atLeast("h1000", Figure.RECEIPTS, 20_000),
            new Goal("h1", Figure.MEDIAN, true, 0.3, Beside.OWN_FLUSH));

    /** What a figure is compared with. */
    enum Beside {
        /** Nothing: the limit is the figure's. */
        NOTHING,
        /** The ceiling's figure of the same name, times the limit. */
        CEILING,
        /** Its own p99 of the run without slow readers, times the limit. */
        OWN_P99_ALONE,
        /** One fsync of the same disk, and the limit on top. */
        OWN_FLUSH
    }

    static List<Goal> all() {
        return ALL;
    }

    private static Goal atMost(String scenario, Figure figure, double limit) {
        return new Goal(scenario, figure, true, limit, Beside.NOTHING);
    }

    private static Goal atLeast(String scenario, Figure figure, double limit) {
        return new Goal(scenario, figure, false, limit, Beside.NOTHING);
    }

    private static Goal besideCeiling(String scenario, Figure figure, double factor) {
        return new Goal(scenario, figure, true, factor, Beside.CEILING);
    }

    /** The goal in words. */
    String words() {
        String sign = atMost ? "≤ " : "≥ ";
        return switch (beside) {
            case NOTHING -> sign + figure.print(limit);
            case CEILING -> sign + factor() + " × the ceiling's";
            case OWN_P99_ALONE -> sign + factor() + " × without slow readers";
            case OWN_FLUSH -> sign + "one fsync + " + figure.print(limit);
        };
    }

    /** The figure that must not be passed, given what it is compared with. */
    double bound(double compared) {
        return switch (beside) {
            case NOTHING -> limit;
            case CEILING, OWN_P99_ALONE -> limit * compared;
            case OWN_FLUSH -> limit + compared;
        };
    }

    boolean isMet(double measured, double compared) {
        return atMost ? measured <= bound(compared) : measured >= bound(compared);
    }

    private String factor() {
        return String.format(Locale.ROOT, "%.1f", limit);
    }
}
