package dev.switchboard.packaged;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged jar taken apart, with a cache of its classes as they were after one start (JEP 514, from Java 25 on): what starts
 * dozens of servers, one after the other, and does not test the start, starts each with a fraction of the work.
 */
final class PreparedJar {

    private static final int FIRST_WITH_A_CACHE = 25;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private PreparedJar() {}

    /** What to tell {@code java} to start it; prepared at the first call, and again only for another jar. */
    static synchronized List<String> arguments(Path jar) {
        if (Runtime.version().feature() < FIRST_WITH_A_CACHE) {
            return List.of("-jar", jar.toString());
        }
        try {
            Path all = jar.resolveSibling("prepared");
            Path folder = all.resolve(digest(jar));
            Path prepared = folder.resolve("application").resolve(jar.getFileName());
            Path cache = folder.resolve("classes.aot");
            if (!Files.exists(cache)) {
                FileSystemUtils.deleteRecursively(all);
                Files.createDirectories(folder);
                takeApart(jar, prepared.getParent());
                remember(prepared, cache);
            }
            return List.of("-XX:AOTCache=" + cache, "-jar", prepared.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Builds that can be repeated give every jar the same time: only its content tells. */
    private static String digest(Path jar) throws IOException {
        CRC32C digest = new CRC32C();
        try (CheckedInputStream content = new CheckedInputStream(Files.newInputStream(jar), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return Long.toHexString(digest.getValue());
    }

    private static void takeApart(Path jar, Path destination) throws IOException {
        run(
                destination.getParent(),
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                destination.toString());
    }

    /** One start, as far as the first request would come in. */
    private static void remember(Path prepared, Path cache) throws IOException {
        List<String> arguments = new ArrayList<>(PackagedServer.OPTIONS);
        arguments.addAll(List.of(
                "-XX:AOTCacheOutput=" + cache,
                "-Dspring.context.exit=onRefresh",
                "-jar",
                prepared.toString(),
                "--server.port=0",
                "--switchboard.storage.directory=" + cache.resolveSibling("data")));
        run(cache.getParent(), arguments.toArray(String[]::new));
    }

    private static void run(Path folder, String... arguments) throws IOException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(PackagedServer.JAVA));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("The jar could not be prepared:\n" + Files.readString(output));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
