package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where and of what the figures are. */
record Machine(
        Instant at,
        String commit,
        int processors,
        String processor,
        long memoryBytes,
        String kernel,
        String java,
        String load) {

    /** This one, as it is before the first run. */
    static Machine now(Path repository) throws IOException {
        return new Machine(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                output(repository, "git", "describe", "--always", "--dirty", "--abbrev=12"),
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name").replaceFirst(".*:\\s*", ""),
                Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) * 1024,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor.version") + " (" + System.getProperty("java.vm.version") + ")",
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    String markdown() {
        return String.format(
                "Commit `%s`, %s. %d processors (%s), %.0f GB, %s, Java %s. Load before the first run: %s.",
                commit, at, processors, processor, memoryBytes / 1e9, kernel, java, load);
    }

    private static String line(String file, String start) throws IOException {
        return Files.readString(Path.of(file))
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("?");
    }

    private static String output(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
