package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of promises names tests that exist. */
class PromisesPageTests {

    private static final Path PAGE = Path.of("docs/promises.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Tests|IT))\\.(\\w+)`");
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| (P\\d+) \\| .*");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> sources = sources();
        Set<String> missing = new TreeSet<>();
        NAMED.matcher(Files.readString(PAGE)).results().forEach(named -> {
            if (!sources.getOrDefault(named.group(1), "").contains("    void " + named.group(2) + "(")) {
                missing.add(named.group());
            }
        });

        assertThat(missing).as("tests that are named but not there").isEmpty();
    }

    @Test
    void everyPromiseOfOneNodeHasItsTest() throws IOException {
        Map<String, String> rows = PROMISE.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap((MatchResult row) -> row.group(1), MatchResult::group));

        assertThat(rows).containsOnlyKeys("P1", "P2", "P3", "P4", "P6", "P7", "P8", "P9", "P10", "P11");
        assertThat(rows.values()).allMatch(row -> NAMED.matcher(row).find());
    }

    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().matches(".*(Tests|IT)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), PromisesPageTests::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
