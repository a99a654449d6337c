package dev.switchboard.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started by a Java that is too old, as it is found beside the one that runs this. */
class OldJavaIT {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    @Test
    void isToldInOneSentenceWhatItTakes(@TempDir Path folder) throws Exception {
        String jar = System.getProperty("switchboard.jar");
        assumeTrue(jar != null, "Skipped: only the packaged jar can be started by an old Java");
        Optional<Path> old = java17();
        Needs.that(old.isPresent(), "the sentence for an old Java needs a Java 17 in /usr/lib/jvm");

        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(List.of(old.orElseThrow().toString(), "-jar", jar))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                        .filter(line -> !line.startsWith("Picked up ")))
                .containsExactly(
                        "Switchboard needs Java 21 or newer, and this is Java 17: start it with a newer one, by the"
                                + " full path of its 'java'");
    }

    private static Optional<Path> java17() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.filter(OldJavaIT::isJava17)
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    private static boolean isJava17(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() && version.group(1).equals("17");
        } catch (IOException notAJava) {
            return false;
        }
    }
}
