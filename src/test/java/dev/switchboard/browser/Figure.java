package dev.switchboard.browser;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.TestReporter;

/**
 * How long something took, each time that it was tried.
 *
 * @param milliseconds in rising order; at least one
 */
record Figure(String name, List<Double> milliseconds) {

    Figure {
        if (milliseconds.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured of: " + name);
        }
        milliseconds = milliseconds.stream().sorted().toList();
    }

    /** The time within which this share of all tries was done. */
    double percentile(int percent) {
        int rank = (int) Math.ceil(milliseconds.size() * percent / 100.0);
        return milliseconds.get(Math.max(0, rank - 1));
    }

    Figure report(TestReporter reporter) {
        for (int percent : List.of(50, 95)) {
            report(reporter, "%s, p%d".formatted(name, percent), percentile(percent), "ms");
        }
        return this;
    }

    static void report(TestReporter reporter, String name, double value, String unit) {
        String text = String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, unit);
        reporter.publishEntry(name, text);
        System.out.println(name + " = " + text);
    }
}
