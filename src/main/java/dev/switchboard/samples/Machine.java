package dev.switchboard.samples;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Figures of this process, as its machine and its meters have them. One thread at a time. */
final class Machine {

    private static final double MEGABYTE = 1024.0 * 1024;
    private static final double MILLIS = 1000;

    /** A figure and its unit. */
    record Figure(BigDecimal value, String unit) {}

    private final MeterRegistry meters;
    private double delivered;
    private long askedAt = System.nanoTime();

    Machine(MeterRegistry meters) {
        this.meters = meters;
        this.delivered = deliveries();
    }

    /** All figures as they are now. */
    List<Sample> next() {
        Runtime runtime = Runtime.getRuntime();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
        double up = ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS;
        return List.of(
                figure("load", Math.max(0, load), 2, ""),
                figure("heap", heap, 1, "MB"),
                figure("connections", connections(), 0, ""),
                figure("deliveries", deliveriesASecond(), 0, "/s"),
                figure("threads", ManagementFactory.getThreadMXBean().getThreadCount(), 0, ""),
                figure("uptime", up, 0, "s"));
    }

    private double deliveriesASecond() {
        double before = delivered;
        long then = askedAt;
        delivered = deliveries();
        askedAt = System.nanoTime();
        return (delivered - before) * Duration.ofSeconds(1).toNanos() / Math.max(1, askedAt - then);
    }

    private double deliveries() {
        return Optional.ofNullable(meters.find("switchboard.broker.deliveries").counter())
                .map(Counter::count)
                .orElse(0.0);
    }

    private double connections() {
        return Optional.ofNullable(meters.find("switchboard.connection.open").gauge())
                .map(Gauge::value)
                .orElse(0.0);
    }

    private static Sample figure(String name, double value, int digits, String unit) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
        return new Sample("machine." + name, new Figure(rounded, unit));
    }
}
