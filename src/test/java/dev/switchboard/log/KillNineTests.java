package dev.switchboard.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of its commits: what it said was stored is there, once, in its place. */
class KillNineTests {

    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    @Test
    void whatWasAcceptedSurvivesTheProcess() throws Exception {
        Map<String, String> accepted = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            accepted.putAll(acceptedUntilKilled("round-" + round, 300 + 200 * round));

            try (LogStore store = new LogStore(directory)) {
                Map<String, String> found = new HashMap<>();
                for (String stream : List.of("stream-0", "stream-1", "stream-2")) {
                    List<StoredEvent> events = store.events.after(stream, 0, 1_000_000);
                    assertThat(events)
                            .extracting(StoredEvent::sequence)
                            .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size())
                                    .boxed()
                                    .toList());
                    for (StoredEvent event : events) {
                        ClientMessageId id = Objects.requireNonNull(event.clientMessage());
                        assertThat(event.payload()).isEqualTo("text of " + id.value());
                        assertThat(found.put(id.value(), stream + ' ' + event.sequence()))
                                .as("stored twice: %s", id)
                                .isNull();
                    }
                }
                assertThat(found).containsAllEntriesOf(accepted);
            }
        }
        assertThat(accepted).hasSizeGreaterThan(ROUNDS * 300);
    }

    private Map<String, String> acceptedUntilKilled(String round, int enough) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        classPath(),
                        KilledWriter.class.getName(),
                        directory.toString(),
                        round)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Map<String, String> accepted = new HashMap<>();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                String[] words = line.split(" ", -1);
                if (line.startsWith("accepted ") && words.length == 4) {
                    accepted.put(words[3], words[1] + ' ' + words[2]);
                    if (accepted.size() == enough) {
                        // The process's own method would close the stream, with what is still to be read.
                        process.toHandle().destroyForcibly();
                    }
                }
                line = lines.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return accepted;
    }

    private static String classPath() {
        if (KilledWriter.class.getClassLoader() instanceof URLClassLoader urls) {
            return Stream.of(urls.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }
}
