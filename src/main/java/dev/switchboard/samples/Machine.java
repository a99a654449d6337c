package dev.switchboard.samples;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Figures of this process, as its own machine has them. Thread-safe. */
final class Machine {

    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1024L * 1024);

    /** A figure and its unit. */
    record Figure(BigDecimal value, String unit) {}

    /** All figures as they are now. */
    List<Sample> next() {
        Runtime runtime = Runtime.getRuntime();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        BigDecimal heap = BigDecimal.valueOf(runtime.totalMemory() - runtime.freeMemory())
                .divide(MEGABYTE, 1, RoundingMode.HALF_EVEN);
        long up = ManagementFactory.getRuntimeMXBean().getUptime() / 1000;
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        return List.of(
                figure("load", BigDecimal.valueOf(Math.max(0, load)).setScale(2, RoundingMode.HALF_EVEN), ""),
                figure("heap", heap, "MB"),
                figure("threads", BigDecimal.valueOf(threads), ""),
                figure("uptime", BigDecimal.valueOf(up), "s"));
    }

    private static Sample figure(String name, BigDecimal value, String unit) {
        return new Sample("machine." + name, new Figure(value, unit));
    }
}
