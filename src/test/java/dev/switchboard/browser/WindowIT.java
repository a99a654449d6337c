package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the window around the page says of it, and what the screen's keyboard leaves it (experience: SH3, CO10). */
class WindowIT {

    private static Stage stage;
    private static ApiClient grace;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder, "--switchboard.limits.sends-per-second=0");
        grace = stage.script("grace");
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** SH3: title, icon and badge count what names one, in all rooms; read on another device, all say nothing again. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void titleIconAndBadgeCountMentionsUntilTheyAreReadElsewhere(Look look, TestReporter reporter) {
        String here = stage.room("here-" + look.width(), "grace");
        String elsewhere = stage.room("elsewhere-" + look.width(), "grace");
        try (Person ada = stage.person("ada", look);
                Person tablet = stage.person("ada", Look.DESKTOP_DARK)) {
            ada.script("""
                    window.badge = null;
                    navigator.setAppBadge = async (count) => { badge = count; };
                    navigator.clearAppBadge = async () => { badge = 0; };""");
            ada.open(here);
            tablet.open("lobby");
            assertThat(ada.page()).hasTitle("#" + here + " – Switchboard");
            assertThat(icon(ada)).hasAttribute("href", Pattern.compile("favicon\\.svg$"));

            for (String text : List.of("one for @ada", "two for @ada", "for nobody")) {
                say(grace, elsewhere, text);
            }
            assertThat(ada.page()).hasTitle("(2) #" + here + " – Switchboard");
            assertThat(icon(ada)).hasAttribute("href", Pattern.compile("^data:image/svg.+%3E2%3C"));
            assertThat(badge(ada)).isEqualTo(2);

            tablet.row(elsewhere + ", 3 unread, 2 mentions").click();
            assertThat(tablet.message("for nobody")).isInViewport();
            assertThat(tablet.page()).hasTitle("#" + elsewhere + " – Switchboard");
            long read = System.nanoTime();
            assertThat(ada.page()).hasTitle("#" + here + " – Switchboard");
            Figure.report(reporter, "read there to cleared here", (System.nanoTime() - read) / 1e6, "ms");

            assertThat(System.nanoTime() - read)
                    .isLessThan(Duration.ofSeconds(5).toNanos());
            assertThat(icon(ada)).hasAttribute("href", Pattern.compile("favicon\\.svg$"));
            assertThat(badge(ada)).isEqualTo(0);
        }
    }

    /** CO10: where the keyboard covers the page, as on iOS, the composer and the newest message stand above it. */
    @Test
    void theScreensKeyboardNeverHidesTheComposer() {
        String room = stage.room("thumbs", "grace");
        IntStream.rangeClosed(1, 40).forEach(number -> say(grace, room, "line " + number + " of the talk."));
        try (Person ada = stage.person("ada", Look.PHONE_LIGHT)) {
            ada.script("""
                    const viewport = Object.assign(new EventTarget(), { height: 844, width: 390, scale: 1, offsetTop: 0 });
                    Object.defineProperty(window, "visualViewport", { value: viewport });
                    window.keyboard = (height) => {
                      viewport.height = innerHeight - height;
                      viewport.dispatchEvent(new Event("resize"));
                    };""");
            ada.open(room);
            View.of(ada).goLatest();
            ada.composer().tap();
            keyboard(ada, 336);

            requireAbove(844 - 336, ada.composer(), ada.button("Send"));
            assertThat(ada.message("line 40 of").boundingBox().y)
                    .isLessThan(ada.composer().boundingBox().y);
            ada.composer().fill("a line\n".repeat(100));
            requireAbove(844 - 336, ada.composer(), ada.button("Send"));
            assertThat(ada.composer().boundingBox().height).isLessThanOrEqualTo(0.4 * (844 - 336) + 1);

            ada.composer().fill("short");
            keyboard(ada, 0);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(ada.composer().boundingBox().y).isGreaterThan(700));
        }
    }

    private static void requireAbove(double edge, Locator... elements) {
        for (Locator element : elements) {
            Awaitility.await().untilAsserted(() -> {
                BoundingBox box = element.boundingBox();
                assertThat(box.y + box.height).isLessThanOrEqualTo(edge);
                assertThat(box.y).isPositive();
            });
        }
    }

    private static void keyboard(Person person, int height) {
        person.page().evaluate("height => keyboard(height)", height);
    }

    private static Locator icon(Person person) {
        return person.page().locator("link[rel=icon]");
    }

    private static Object badge(Person person) {
        return person.page().evaluate("() => badge");
    }

    private static void say(ApiClient by, String room, String text) {
        by.post("/api/rooms/" + room + "/messages", Map.of("text", text)).ok();
    }
}
