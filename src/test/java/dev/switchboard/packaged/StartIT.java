package dev.switchboard.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged jar starts. */
class StartIT {

    /** What it takes on two busy processors, several times over; a quiet machine takes a few seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void theFirstPageIsThereSoon(@TempDir Path folder) throws Exception {
        long begun = System.nanoTime();
        try (PackagedServer server = PackagedServer.start(folder)) {
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            HttpResponse<String> page = get(server.uri());

            System.out.printf(
                    "start: %d ms until it was healthy, %d ms of processor time%n",
                    taken.toMillis(), server.processorTime().toMillis());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<title>");
            assertThat(taken).isLessThan(LIMIT);
        }
    }

    @Test
    void itsClassesAndResourcesAreFoundAsThePackagingFindsThem(@TempDir Path folder) throws Exception {
        String jar = System.getProperty("switchboard.jar");
        assumeTrue(jar != null, "Skipped: only the packaged jar has jars inside");
        Path output = folder.resolve("output");
        Path tests = Path.of(LoaderComparison.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        Process process = new ProcessBuilder(List.of(
                        PackagedServer.JAVA,
                        "-cp",
                        jar + System.getProperty("path.separator") + tests,
                        LoaderComparison.class.getName(),
                        jar))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readAllLines(output).stream().filter(line -> !line.startsWith("Picked up ")))
                .containsExactly("dev.switchboard.PackagedClasses", "compared");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
