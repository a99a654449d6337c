package dev.switchboard.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system has accounted a process with: all its threads, also those that have ended. */
record Processor(long pid) {

    /** Ticks of {@code /proc/PID/stat}: always a hundredth of a second on Linux. */
    private static final long TICK_NANOSECONDS = 10_000_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** Nanoseconds of processor time so far. */
    long used() {
        String stat = read("stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) * TICK_NANOSECONDS;
    }

    /** Bytes of memory that are resident. */
    long resident() {
        return memory("VmRSS:");
    }

    /** The most bytes that ever were resident. */
    long mostResident() {
        return memory("VmHWM:");
    }

    private long memory(String name) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + name + " of process " + pid));
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException gone) {
            throw new UncheckedIOException("Process " + pid + " has ended", gone);
        }
    }
}
