package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that is dead and has not said so (experience: RC5). */
class SilenceIT {

    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(35);
    private static final Duration DOUBT_LIMIT = Duration.ofSeconds(2);

    /** What a busy machine may need on top of what is promised. */
    private static final Duration ROOM = Duration.ofSeconds(4);

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Thorough
    @ParameterizedTest
    @EnumSource
    void isNoticedWhileThePageIsVisible(Way way, TestReporter reporter) {
        String room = stage.room("silent-" + way.name().toLowerCase(Locale.ROOT));
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way)) {
            ada.expectNetworkErrors();
            ada.open(room);
            Diary link = Diary.of(ada.connection(), "element.textContent.includes('Online')");

            // Something comes soon after a heart-beat has been agreed on: whoever looks once an interval looks too
            // late.
            ada.page().waitForTimeout(2500);
            ada.say("just before");
            assertThat(ada.message("just before").getByLabel("Sent")).isVisible();
            // What was read is told, too: a question without an answer would be reason to doubt.
            ada.page().waitForTimeout(2000);

            long since = System.currentTimeMillis();
            ada.net().swallow();
            Duration noticed = link.awaited("false", since, SILENCE_LIMIT.multipliedBy(2));
            reporter.publishEntry("silent to noticed", noticed.toMillis() + " ms");
            assertThat(noticed).isLessThan(SILENCE_LIMIT.plusMillis(500));

            ada.net().restore();
            assertThat(ada.connection())
                    .containsText("Online", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            ada.say("alive again");
            assertThat(ada.message("alive again").getByLabel("Sent")).isVisible();
        }
    }

    /** What makes a page doubt its connection. */
    enum Doubt {
        BACK_IN_VIEW("""
                const see = (hidden) => {
                  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
                  document.dispatchEvent(new Event('visibilitychange'));
                };
                see(true);
                const real = Date.now.bind(Date);
                Date.now = () => real() + 6000;
                see(false);
                """),
        BACK_FROM_THE_CACHE("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));"),
        NETWORK_IS_BACK("dispatchEvent(new Event('online'));"),
        CLOCK_JUMPED("const real = Date.now.bind(Date); Date.now = () => real() + 20000;");

        private final String script;

        Doubt(String script) {
            this.script = script;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNoticedAtOnceWhenThereIsReasonToDoubt(Doubt doubt, TestReporter reporter) {
        String room =
                stage.room("doubt-" + doubt.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        try (Person ada = stage.person("ada")) {
            ada.expectNetworkErrors();
            ada.open(room);
            Diary link = Diary.of(ada.connection(), "element.textContent.includes('Online')");
            ada.net().swallow();
            ada.page().waitForTimeout(1000);
            assertThat(link.texts()).containsExactly("true");

            long since = System.currentTimeMillis();
            ada.page().evaluate("() => {" + doubt.script + "}");
            Duration noticed = link.awaited("false", since, DOUBT_LIMIT.plus(ROOM));

            reporter.publishEntry("doubt to noticed", noticed.toMillis() + " ms");
            ada.net().restore();
            assertThat(ada.connection()).containsText("Online");
        }
    }

    /** A connection that lives is doubted for nothing, and kept. */
    @ParameterizedTest
    @EnumSource
    void aLivingConnectionIsKept(Doubt doubt) {
        String room = stage.room("kept-" + doubt.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        try (Person ada = stage.person("ada")) {
            ada.open(room);
            int handshakes = ada.net().upgrades();
            Diary link = Diary.of(ada.connection(), "element.textContent.includes('Online')");

            ada.page().evaluate("() => {" + doubt.script + "}");
            ada.page().waitForTimeout(3000);

            assertThat(link.texts()).containsExactly("true");
            assertThat(ada.net().upgrades()).isEqualTo(handshakes);
        }
    }
}
