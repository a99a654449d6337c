package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was said without a network outlives the page and the browser (experience: S5, RC9). */
class OutboxIT {

    private static final List<String> TEXTS = List.of("keep me one", "keep me two", "keep me three");

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder).withBrowsersThatKeepFiles();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsQueuedOutlivesAReloadWithoutANetwork(Way way) {
        String room = stage.room("reloaded-" + way.name().toLowerCase(Locale.ROOT));
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way)) {
            queueWithoutANetwork(ada, room);

            ada.page().reload();
            requireQueued(ada);
            ada.goOnline();

            requireSentOnce(ada, room);
        }
    }

    @Test
    void whatIsQueuedOutlivesTheBrowser(@TempDir Path profile) {
        String room = stage.room("restarted");
        try (Person before = stage.resident("ada", profile)) {
            queueWithoutANetwork(before, room);

            try (Person ada = stage.restarted(before)) {
                ada.page().navigate("/r/" + room);
                requireQueued(ada);
                assertThat(ada.composer()).isEnabled();
                ada.goOnline();

                requireSentOnce(ada, room);
            }
        }
    }

    /** What is written after the page was opened without a network follows what was written before. */
    @Test
    void whatIsSaidAfterTheReloadComesAfterIt() {
        String room = stage.room("continued");
        try (Person ada = stage.person("ada", Look.PHONE_DARK)) {
            queueWithoutANetwork(ada, room);
            ada.page().reload();
            requireQueued(ada);

            ada.say("and four");
            assertThat(queued(ada, "and four")).isVisible();
            ada.goOnline();

            assertThat(ada.message("and four").getByLabel("Sent")).isVisible();
            assertThat(stage.texts(room)).containsExactly("keep me one", "keep me two", "keep me three", "and four");
        }
    }

    private static void queueWithoutANetwork(Person person, String room) {
        person.open(room);
        person.awaitKept();
        person.goOffline();
        TEXTS.forEach(person::say);
        assertThat(queued(person, "keep me three")).isVisible();
    }

    private static void requireQueued(Person person) {
        for (String text : TEXTS) {
            assertThat(queued(person, text)).isVisible();
        }
        assertThat(person.connection()).containsText(Pattern.compile("– 3 queued"));
        assertThat(person.message("keep me")).hasCount(TEXTS.size());
    }

    private static void requireSentOnce(Person person, String room) {
        for (String text : TEXTS) {
            assertThat(person.message(text).getByLabel("Sent")).isVisible();
        }
        assertThat(person.message("keep me")).hasCount(TEXTS.size());
        assertThat(stage.texts(room)).containsExactlyElementsOf(TEXTS);
    }

    private static Locator queued(Person person, String text) {
        return person.message(text).getByText("Queued", new Locator.GetByTextOptions().setExact(true));
    }
}
