package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lost, silent and forbidden connections, and what the page makes of them (experience: RC1, RC2, RC8, RC9). */
class ReconnectIT {

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

    /** RC1: a connection that is cut comes back by itself: no banner, nothing lost or doubled. */
    @Test
    void aCutConnectionComesBackUnnoticed() {
        try (Person ada = stage.person("ada")) {
            ada.expectNetworkErrors();
            ada.open("lobby");
            ada.net().drop();
            script().post("/api/rooms/lobby/messages", Map.of("text", "said meanwhile"))
                    .ok();

            assertThat(ada.message("said meanwhile")).hasCount(1);
            assertThat(ada.page().getByText("Try now")).isHidden();
            ada.say("and I am back");
            assertThat(ada.message("and I am back").getByLabel("Sent")).isVisible();
        }
    }

    /** RC2: after five seconds a banner counts down and offers to try now; it goes with "Caught up". */
    @Test
    void aLongerLossIsSaidAndMended() {
        try (Person ada = stage.person("ada")) {
            ada.expectNetworkErrors();
            ada.open("lobby");
            ApiClient grace = stage.script("grace");
            ada.net().goOffline();
            Locator tryNow = ada.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try now"));
            assertThat(tryNow).isVisible(within(Duration.ofSeconds(12)));
            for (int number = 1; number <= 12; number++) {
                grace.post("/api/rooms/lobby/messages", Map.of("text", "missed " + number))
                        .ok();
            }

            ada.net().restore();
            tryNow.click();

            assertThat(ada.page().getByText("Caught up: 12 new")).isVisible();
            assertThat(tryNow).isHidden();
            assertThat(ada.message("missed ")).hasCount(12);
        }
    }

    /** RC8: when the session ends, one dialog asks to sign in again; draft and outbox stay. */
    @Test
    void anEndedSessionAsksOnceAndKeepsWhatWasWritten() {
        try (Person grace = stage.person("grace")) {
            grace.expectNetworkErrors();
            grace.expectConsoleError("401|status of 40");
            grace.open("lobby");
            grace.composer().fill("half a thought");
            int handshakes = grace.net().upgrades();
            ApiClient elsewhere = ApiClient.of(stage.server().uri());
            elsewhere.signIn("grace", Stage.PASSWORD);
            elsewhere.get("/api/sessions").ok().get("items").forEach(session -> {
                if (!session.path("current").asBoolean(false)) {
                    elsewhere.write(
                            "DELETE", "/api/sessions/" + session.get("id").asString(), Map.of());
                }
            });

            Locator dialog = grace.page().getByRole(AriaRole.DIALOG);
            assertThat(dialog).isVisible();
            assertThat(dialog).hasCount(1);
            assertThat(grace.net().upgrades() - handshakes).isLessThanOrEqualTo(3);
            grace.page()
                    .getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(Stage.PASSWORD);
            grace.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                    .click();

            assertThat(dialog).isHidden();
            assertThat(grace.composer()).hasValue("half a thought");
            grace.composer().press("Enter");
            assertThat(grace.message("half a thought").getByLabel("Sent")).isVisible();
        }
    }

    /** RC9: where a proxy refuses WebSockets, the page falls back to SockJS and says so; chat works both ways. */
    @Test
    void blockedWebSocketsFallBackToHttp() {
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.expectNetworkErrors();
            grace.open("lobby");
            ada.net().blockWebSockets();
            ada.page().reload();
            ada.open("lobby");
            assertThat(ada.page().getByText("Compatibility mode").first()).isVisible();

            ada.say("over plain HTTP");
            grace.say("and over a WebSocket");

            assertThat(ada.message("over plain HTTP").getByLabel("Sent")).isVisible();
            assertThat(grace.message("over plain HTTP")).hasCount(1);
            assertThat(ada.message("and over a WebSocket")).hasCount(1);
        }
    }

    private static ApiClient script() {
        return stage.administrator();
    }

    private static LocatorAssertions.IsVisibleOptions within(Duration limit) {
        return new LocatorAssertions.IsVisibleOptions().setTimeout((double) limit.toMillis());
    }
}
