package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documentation names every setting there is, with its default, and none that there is not. */
class DocumentedPropertiesTests {

    private static final Path DOCUMENTATION = Path.of("docs");
    private static final Path OPERATIONS = DOCUMENTATION.resolve("operations/README.md");
    private static final String NOTHING = "(none)";

    /** A row of a table that begins with a name of ours. */
    private static final Pattern ROW = Pattern.compile("^\\| `(switchboard\\.[a-z0-9.-]+)` \\| ([^|]*) \\|");

    private static final Pattern NAME = Pattern.compile("`(switchboard\\.[a-z]+\\.[a-z0-9.-]+)`");

    @Test
    void everySettingStandsThereWithItsDefault() {
        Map<String, String> documented = rows("## Settings");

        assertThat(documented).containsExactlyInAnyOrderEntriesOf(properties());
    }

    @Test
    void whatTheProcessorFoundIsWhatTheRecordsSay() {
        Map<String, String> generated = generated();

        assertThat(generated.isEmpty() ? reflected() : generated).containsExactlyInAnyOrderEntriesOf(reflected());
    }

    @Test
    void noPageNamesASettingThatIsNone() {
        Set<String> known = new TreeSet<>(properties().keySet());
        known.addAll(rows("## Health, metrics, logs").keySet());

        assertThat(namesInAllPages()).isNotEmpty().isSubsetOf(known);
    }

    private static Map<String, String> properties() {
        Map<String, String> generated = generated();
        return generated.isEmpty() ? reflected() : generated;
    }

    /** The rows of the page's tables below a heading, by their first column; the second one without its quotes. */
    private static Map<String, String> rows(String heading) {
        Map<String, String> rows = new TreeMap<>();
        boolean inside = false;
        for (String line : lines(OPERATIONS)) {
            if (line.startsWith("## ")) {
                inside = line.equals(heading);
            }
            ROW.matcher(inside ? line : "").results().forEach(row -> {
                String twice = rows.put(row.group(1), row.group(2).replace("`", ""));
                assertThat(twice).as("the other row of %s", row.group(1)).isNull();
            });
        }
        assertThat(rows).as(heading).isNotEmpty();
        return rows;
    }

    private static Set<String> namesInAllPages() {
        try (Stream<Path> pages = Files.walk(DOCUMENTATION)) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .flatMap(page -> lines(page).stream())
                    .flatMap(line -> NAME.matcher(line).results().map((MatchResult name) -> name.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As the configuration processor wrote them down; none where it has not run. */
    private static Map<String, String> generated() {
        Map<String, String> properties = new TreeMap<>();
        try {
            for (URL file : Collections.list(DocumentedPropertiesTests.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream metadata = file.openStream()) {
                    for (JsonNode property :
                            JsonMapper.builder().build().readTree(metadata).path("properties")) {
                        String name = property.path("name").asString("");
                        if (name.startsWith("switchboard.")) {
                            properties.put(name, text(property.path("defaultValue")));
                        }
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return NOTHING;
        }
        if (value.isArray()) {
            String items = value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
            return items.isEmpty() ? NOTHING : items;
        }
        return value.asString();
    }

    /** As the records have them. */
    private static Map<String, String> reflected() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Map<String, String> properties = new TreeMap<>();
        scan.findCandidateComponents("dev.switchboard").forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            RecordComponent[] components = type.getRecordComponents();
            Parameter[] parameters = canonical(type, components);
            for (int index = 0; index < components.length; index++) {
                DefaultValue value = parameters[index].getAnnotation(DefaultValue.class);
                String text = value == null ? "" : String.join(",", value.value());
                properties.put(prefix + '.' + kebab(components[index].getName()), text.isEmpty() ? NOTHING : text);
            }
        });
        return properties;
    }

    private static Parameter[] canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).getParameters();
        } catch (NoSuchMethodException everyRecordHasOne) {
            throw new IllegalStateException(everyRecordHasOne);
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
