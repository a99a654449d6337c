package dev.switchboard.benchmarks;

import java.util.Locale;

/** What is measured, and in which unit. */
enum Figure {
    CPU("CPU", "µs a delivery", 2),
    RATE("deliveries", "1/s", 0),
    MEDIAN("p50", "ms", 3),
    P99("p99", "ms", 3),
    SERVER_LOAD("server's CPU", "% of one", 0),
    GENERATOR_LOAD("generator's CPU", "% of one", 0),
    MEMORY("resident", "MB", 0),
    MEMORY_EACH("a connection, resident", "KB", 1),
    HEAP_EACH("a connection on the heap", "KB", 1),
    IN_TIME("in time", "%", 2),
    P99_ALONE("p99 without slow readers", "ms", 3),
    STUCK_CLOSED("stuck ones closed", "of 5", 0),
    CONNECTS("connects", "1/s", 0),
    CPU_CONNECT("CPU", "µs a connect", 0),
    HEARD_AFTER("all hear a probe after", "ms", 0),
    RECEIPTS("receipts", "1/s", 0),
    CPU_RECEIPT("CPU", "µs a receipt", 1),
    FLUSH("one fsync, p50", "ms", 3);

    private final String title;
    private final String unit;
    private final int places;

    Figure(String title, String unit, int places) {
        this.title = title;
        this.unit = unit;
        this.places = places;
    }

    /** As the head of a column. */
    String title() {
        return title + ", " + unit;
    }

    String unit() {
        return unit;
    }

    /** A value in its unit, with as many places as are worth printing. */
    String print(double value) {
        return String.format(Locale.ROOT, "%,." + places + "f", value);
    }
}
