package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lost and forbidden connections, and what the page makes of them (experience: RC1, RC2, RC8, RC9). */
class ReconnectIT {

    private static final Duration FALLBACK_LIMIT = Duration.ofSeconds(3);

    /** What a busy machine may need to load a page, on top of what is promised. */
    private static final Duration ROOM = Duration.ofSeconds(7);

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

    /** RC1: a connection that is cut comes back by itself: no banner, nothing lost or doubled, and others see nothing of it. */
    @ParameterizedTest
    @EnumSource
    void aCutConnectionComesBackUnnoticed(Way way) {
        String room = room("cut", way);
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way);
                Person grace = stage.person("grace")) {
            ada.expectNetworkErrors();
            grace.open(room);
            ada.open(room);
            assertThat(grace.button("Members, 2 here")).isVisible();
            Diary members = Diary.of(grace.button("Members, "), "element.getAttribute('aria-label')");
            Diary notice = Diary.of(
                    ada.page()
                            .getByRole(
                                    AriaRole.STATUS,
                                    new Page.GetByRoleOptions()
                                            .setName("Connection notice")
                                            .setIncludeHidden(true)),
                    "element.textContent.trim()");
            Diary link = Diary.of(ada.connection(), "element.textContent.trim()");

            ada.net().drop();
            script().post("/api/rooms/" + room + "/messages", Map.of("text", "said meanwhile"))
                    .ok();

            assertThat(ada.message("said meanwhile")).hasCount(1);
            ada.say("and I am back");
            assertThat(ada.message("and I am back").getByLabel("Sent")).isVisible();
            assertThat(link.texts()).as("that it was noticed at all").hasSizeGreaterThan(1);
            assertThat(ada.message("said meanwhile")).hasCount(1);
            assertThat(grace.message("and I am back")).hasCount(1);
            ada.page().waitForTimeout(6000);
            List<Diary.Entry> states = link.entries();
            long away = states.getLast().at() - states.get(1).at();
            // A machine so busy that it took longer than that has shown a banner, and rightly so.
            if (away < 4500) {
                assertThat(notice.texts()).containsExactly("");
                assertThat(members.texts()).containsExactly("Members, 2 here");
            }
        }
    }

    /** RC2: after five seconds a banner counts down and offers to try now; it goes with "Caught up". */
    @ParameterizedTest
    @EnumSource
    void aLongerLossIsSaidAndMended(Way way) {
        String room = room("longer", way);
        try (Person ada = stage.person("ada", Look.PHONE_LIGHT, way)) {
            ada.expectNetworkErrors();
            ada.open(room);
            ApiClient grace = stage.script("grace");
            ada.net().goOffline();
            Locator notice =
                    ada.page().getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("Connection notice"));
            Locator tryNow = ada.button("Try now");
            assertThat(tryNow).isVisible();
            assertThat(notice).containsText(Pattern.compile("Trying again in \\d+ s"));
            for (int number = 1; number <= 12; number++) {
                grace.post("/api/rooms/" + room + "/messages", Map.of("text", "missed " + number))
                        .ok();
            }

            ada.net().restore();
            tryNow.click();

            assertThat(ada.page().getByText("Caught up: 12 new")).isVisible();
            assertThat(tryNow).isHidden();
            assertThat(ada.message("missed ")).hasCount(12);
        }
    }

    /** RC8: when the session ends, one dialog asks to sign in again; draft and outbox stay, and go on from there. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void anEndedSessionAsksOnceAndKeepsWhatWasWritten(Look look) {
        String room = stage.room("ended-" + look.width(), "grace");
        try (Person grace = stage.person("grace", look)) {
            grace.expectNetworkErrors();
            grace.expectConsoleError("401|status of 40");
            grace.open(room);
            grace.goOffline();
            grace.say("one for the outbox");
            grace.say("two for the outbox");
            assertThat(grace.connection()).containsText("2 queued");
            grace.composer().fill("half a thought");
            endSessionsOf("grace");
            int handshakes = grace.net().upgrades();

            grace.goOnline();

            Locator dialog = grace.page().getByRole(AriaRole.DIALOG);
            assertThat(dialog).isVisible();
            grace.page().waitForTimeout(3000);
            assertThat(dialog).hasCount(1);
            assertThat(grace.net().upgrades() - handshakes).isLessThanOrEqualTo(3);
            assertThat(stage.texts(room)).isEmpty();
            grace.field("Password").fill(Stage.PASSWORD);
            grace.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                    .click();

            assertThat(dialog).isHidden();
            assertThat(grace.message("two for the outbox").getByLabel("Sent")).isVisible();
            assertThat(grace.composer()).hasValue("half a thought");
            grace.say("half a thought");
            assertThat(grace.message("half a thought").getByLabel("Sent")).isVisible();
            assertThat(stage.texts(room)).containsExactly("one for the outbox", "two for the outbox", "half a thought");
        }
    }

    /** RC8: the same where the connection is open when the session ends. */
    @Test
    void aSessionThatEndsWhileConnectedAsksOnce() {
        String room = stage.room("ended-online", "grace");
        try (Person grace = stage.person("grace")) {
            grace.expectNetworkErrors();
            grace.expectConsoleError("401|status of 40");
            grace.open(room);
            grace.composer().fill("half a thought");
            int handshakes = grace.net().upgrades();

            endSessionsOf("grace");

            Locator dialog = grace.page().getByRole(AriaRole.DIALOG);
            assertThat(dialog).isVisible();
            grace.page().waitForTimeout(3000);
            assertThat(dialog).hasCount(1);
            assertThat(grace.net().upgrades() - handshakes).isLessThanOrEqualTo(3);
            assertThat(grace.page()
                            .getByRole(
                                    AriaRole.TEXTBOX,
                                    new Page.GetByRoleOptions()
                                            .setName(Pattern.compile("^Message "))
                                            .setIncludeHidden(true)))
                    .hasValue("half a thought");
        }
    }

    /** RC9: where a proxy refuses WebSockets, the page falls back to SockJS and says so; chat works both ways. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void blockedWebSocketsFallBackToHttp(Look look, TestReporter reporter) {
        String room = stage.room("blocked-" + look.width(), "grace");
        try (Person ada = stage.person("ada", look);
                Person grace = stage.person("grace")) {
            ada.expectNetworkErrors();
            grace.open(room);
            ada.open(room); // so that neither of the two that are measured is the first
            Duration direct = opened(ada, room, "Online");

            ada.net().forbidWebSockets();
            requireInTime(direct, opened(ada, room, "Compatibility mode"), reporter);

            ada.say("over plain HTTP");
            grace.say("and over a WebSocket");
            assertThat(ada.message("over plain HTTP").getByLabel("Sent")).isVisible();
            assertThat(grace.message("over plain HTTP")).hasCount(1);
            assertThat(ada.message("and over a WebSocket")).hasCount(1);
        }
    }

    /** RC9: a proxy that takes handshakes and lets them hang costs little more time than one that refuses them. */
    @Test
    void webSocketsThatHangFallBackToHttp(TestReporter reporter) {
        String room = stage.room("hanging");
        try (Person ada = stage.person("ada")) {
            ada.expectNetworkErrors();
            ada.open(room); // so that neither of the two that are measured is the first
            Duration direct = opened(ada, room, "Online");

            ada.net().hangWebSockets();
            requireInTime(direct, opened(ada, room, "Compatibility mode"), reporter);

            ada.say("here all the same");
            assertThat(ada.message("here all the same").getByLabel("Sent")).isVisible();
        }
    }

    /** How long it takes to open a room and to be connected in some way. */
    private static Duration opened(Person person, String room, String way) {
        long began = System.nanoTime();
        person.page().navigate("/r/" + room);
        person.page()
                .waitForFunction(
                        "way => document.querySelector('room-view')?.chat?.link.text.includes(way)",
                        way,
                        new Page.WaitForFunctionOptions().setTimeout(40_000));
        Duration taken = Duration.ofNanos(System.nanoTime() - began);
        assertThat(person.connection()).containsText(way);
        return taken;
    }

    /** Falling back takes no longer than promised, beyond what this machine needs for the page at this moment. */
    private static void requireInTime(Duration direct, Duration fallen, TestReporter reporter) {
        reporter.publishEntry(
                "from navigation to connected",
                direct.toMillis() + " ms by WebSocket, " + fallen.toMillis() + " ms after falling back");
        assertThat(fallen.minus(direct)).isLessThan(FALLBACK_LIMIT);
        assertThat(fallen).isLessThan(FALLBACK_LIMIT.plus(ROOM));
    }

    private static ApiClient script() {
        return stage.administrator();
    }

    private static void endSessionsOf(String username) {
        ApiClient elsewhere = stage.script(username);
        elsewhere.get("/api/sessions").ok().get("items").forEach(session -> {
            if (!session.path("current").asBoolean(false)) {
                elsewhere
                        .write("DELETE", "/api/sessions/" + session.get("id").asString(), Map.of())
                        .ok();
            }
        });
    }

    private static String room(String name, Way way) {
        return stage.room(name + "-" + way.name().toLowerCase(Locale.ROOT), "grace");
    }
}
