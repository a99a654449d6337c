package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server tells everybody is a notification, wherever one is, once in a browser, and can be read again. */
class NoticesIT {

    private static Stage stage;
    private static Source source;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
        source = Source.of(stage);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            source.close();
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void aNoticeIsToldPolitelyStaysUntilItIsDismissedAndIsKept(Look look) {
        String text = "Maintenance at ten on " + look;
        try (Person grace = stage.person("grace", look)) {
            grace.open("lobby");

            source.notice(Map.of("title", "Tonight", "text", text, "level", "warning", "link", "/live"));

            assertThat(toasts(grace)).containsText("Tonight " + text);
            grace.composer().fill("one can write meanwhile");
            assertThat(grace.link("Show").last()).hasAttribute("href", "/live");
            while (grace.button("Dismiss").count() > 0) {
                grace.button("Dismiss").first().click();
            }
            assertThat(toasts(grace)).isEmpty();

            grace.page().reload();
            assertThat(grace.connection()).containsText("Online");
            grace.follow("/");
            grace.button("Notices").click();
            assertThat(kept(grace).getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(text)))
                    .containsText("Warning");
            assertThat(toasts(grace)).not().containsText(text);
        }
    }

    @Test
    void whatWasMissedIsToldOnReturning() {
        try (Person heidi = stage.person("heidi")) {
            heidi.open("lobby");
            source.notice(Map.of("text", "The first one"));
            assertThat(toasts(heidi)).containsText("The first one");
            heidi.goOffline();
            source.notice(Map.of("text", "Said meanwhile"));
            heidi.goOnline();
            assertThat(toasts(heidi)).containsText("Said meanwhile");

            heidi.page().navigate("about:blank");
            for (int number = 1; number <= 5; number++) {
                source.notice(Map.of("text", "Number " + number));
            }
            heidi.page().navigate("/");

            assertThat(toasts(heidi)).containsText("The server has told 5 notices since you were here.");
            assertThat(toasts(heidi)).not().containsText("Number 5");
            heidi.button("Read").click();
            assertThat(kept(heidi)).containsText("Number 1");
            assertThat(kept(heidi)).containsText("Number 5");
        }
    }

    /** The list of those that the server keeps. */
    private static Locator kept(Person person) {
        return person.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("From the server"));
    }

    private static Locator toasts(Person person) {
        return person.page()
                .getByRole(
                        AriaRole.LOG,
                        new Page.GetByRoleOptions().setName("Notices").setExact(true));
    }
}
