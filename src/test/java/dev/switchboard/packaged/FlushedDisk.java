package dev.switchboard.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The disk of a {@link PackagedServer}, which knows what of each file has been flushed: by a small library in C that the
 * server's process is started with.
 */
final class FlushedDisk {

    private final Path data;
    private final Path flushed;
    private final Path lying;
    private final Path library;

    private FlushedDisk(Path folder) {
        this.data = folder.resolve("data");
        this.flushed = folder.resolve("flushed");
        this.lying = folder.resolve("lying");
        this.library = folder.resolve("power-loss.so");
    }

    /** Builds the library, or skips the test with a plain word where the machine has no C compiler or is no Linux. */
    static FlushedDisk under(Path folder) throws IOException, InterruptedException {
        FlushedDisk disk = new FlushedDisk(folder.toRealPath());
        Needs.that(
                System.getProperty("os.name").equals("Linux") && runs("gcc", "--version"),
                "the loss of power needs Linux and gcc");
        Files.createDirectory(disk.flushed);
        if (!runs("gcc", "-shared", "-fPIC", "-O2", "-o", disk.library.toString(), "src/test/c/power-loss.c", "-ldl")) {
            throw new IllegalStateException("src/test/c/power-loss.c does not compile");
        }
        return disk;
    }

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "POWER_LOSS_DISK", data.toString(),
                "POWER_LOSS_FLUSHED", flushed.toString(),
                "POWER_LOSS_LYING", lying.toString());
    }

    /** While this file is there, the disk only says that it flushes. */
    Path lying() {
        return lying;
    }

    /** Leaves each file as it was when it was last flushed; what never was is gone. */
    void dropWhatWasNotFlushed() {
        try (Stream<Path> written = Files.list(data);
                Stream<Path> safe = Files.list(flushed)) {
            for (Path file : written.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
            for (Path file :
                    safe.filter(path -> !path.toString().endsWith(".part")).toList()) {
                Files.copy(file, data.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
