package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The types that are checked are those of the modules that are served. */
class FrontEndVersionsTests {

    @ParameterizedTest
    @CsvSource({
        "lit, lit.version",
        "lit-html, lit-html.version",
        "lit-element, lit-element.version",
        "@lit/reactive-element, reactive-element.version",
        "@stomp/stompjs, stompjs.version"
    })
    void theBrowserGetsTheVersionThatTheTypeCheckSees(String module, String property) throws IOException {
        JsonNode manifest = json("frontend/package.json");
        JsonNode lock = json("frontend/package-lock.json");

        String served = property(property);

        assertThat(manifest.path("devDependencies").path(module).asString()).isEqualTo(served);
        assertThat(lock.path("packages")
                        .path("node_modules/" + module)
                        .path("version")
                        .asString())
                .isEqualTo(served);
    }

    private static JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(Path.of(file)));
    }

    private static String property(String name) throws IOException {
        Matcher matcher =
                Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(matcher.find()).as("pom.xml has the property %s", name).isTrue();
        return matcher.group(1);
    }
}
