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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page reads like after an absence in which a lot has happened (experience: RC3, RC9). */
@Thorough
class CatchUpIT {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** What a busy machine may need on top of what is promised. */
    private static final Duration ROOM = Duration.ofSeconds(5);

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.sends-per-second=0", "--switchboard.limits.requests-per-second=0");
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"WEBSOCKET, false, 10", "WEBSOCKET, true, 60", "HTTP, false, 10", "HTTP, true, 10"})
    void afterALongAbsenceThePageReadsAsAFreshOneDoes(Way way, boolean scrolledUp, int seconds, TestReporter reporter) {
        String room = stage.room(
                "busy-%s-%s".formatted(way.name().toLowerCase(Locale.ROOT), scrolledUp ? "up" : "end"),
                "grace",
                "carol");
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way);
                Bot grace = Bot.of(stage, stage.script("grace"))) {
            ada.expectNetworkErrors();
            grace.say(room, Bot.numbered("before", 80));
            ada.open(room);
            ada.button("Members, ").click();
            assertThat(members(ada)).containsText("Carol");
            ada.page().keyboard().press("Escape");
            View view = View.of(ada);
            view.goLatest();
            assertThat(ada.message("before 80")).isVisible();
            if (scrolledUp) {
                view.scroll(-1500);
            }
            View.Spot spot = view.first();
            long away = System.currentTimeMillis();
            ada.goOffline();
            long last = new Busy(room, grace).happen();
            ada.page().waitForTimeout((double) Math.max(0, away + 1000L * seconds - System.currentTimeMillis()));
            assertThat(ada.heading(room)).isVisible();
            Diary name = Diary.of(ada.page().locator("room-view h1"), "element.textContent.trim()");

            long back = System.currentTimeMillis();
            ada.goOnline();

            name.awaited("Renamed " + room, back, Duration.ofSeconds(30));
            ada.page()
                    .waitForFunction(
                            "last => document.querySelector('room-view').chat.current.timeline.head >= last",
                            (double) last,
                            new Page.WaitForFunctionOptions().setTimeout(30_000));
            Duration caughtUp = Duration.ofMillis(System.currentTimeMillis() - back);
            reporter.publishEntry("network back to caught up", caughtUp.toMillis() + " ms");
            assertThat(caughtUp).isLessThan(LIMIT.plus(ROOM));
            if (scrolledUp) {
                assertThat(view.shiftOf(spot)).isLessThanOrEqualTo(1.0);
                assertThat(ada.button("120 new")).isVisible();
            } else {
                assertThat(ada.message("during 120")).isVisible();
                assertThat(view.under()).isLessThan(2);
            }
            requireLikeAFreshPage(ada, room);
        }
    }

    private static void requireLikeAFreshPage(Person ada, String room) {
        View.of(ada).goLatest();
        Awaitility.await("everything is read, so that nothing is new to the fresh page")
                .atMost(Duration.ofSeconds(20))
                .until(() -> unread(room) == 0);
        Map<Long, String> read = View.of(ada).readUp();
        try (Person fresh = stage.person("ada")) {
            fresh.open(room);
            View.of(fresh).goLatest();
            Map<Long, String> expected = View.of(fresh).readUp();

            assertThat(expected.keySet()).containsExactlyElementsOf(stage.seqs(room));
            assertThat(read).containsExactlyEntriesOf(expected);
            assertThat(ada.row("Renamed " + room)).isVisible();
            assertThat(fresh.row("Renamed " + room)).isVisible();
            assertThat(ada.page()).hasTitle(fresh.page().title());
            for (Person person : List.of(ada, fresh)) {
                person.button("Members, ").click();
                assertThat(members(person).getByRole(AriaRole.LISTITEM)).hasCount(2);
                assertThat(members(person)).not().containsText("Carol");
            }
            assertThat(members(ada).innerText()).isEqualTo(members(fresh).innerText());
        }
    }

    private static int unread(String room) {
        return stage.administrator()
                .get("/api/rooms/" + room)
                .ok()
                .path("unread")
                .asInt(-1);
    }

    private static Locator members(Person person) {
        return person.page()
                .getByRole(
                        AriaRole.LIST,
                        new Page.GetByRoleOptions().setName("Members").setExact(true));
    }

    /** What happens in a room while somebody is away. */
    private record Busy(String room, Bot grace) {

        /** Gives the seq of the last event. */
        long happen() {
            grace.say(room, Bot.numbered("during", 120));
            List<Long> seqs = stage.seqs(room);
            for (int i = 0; i < 5; i++) {
                grace.edit(room, seqs.get(10 + 30 * i), "edited while away " + i);
                grace.delete(room, seqs.get(15 + 30 * i));
            }
            for (int i = 0; i < 10; i++) {
                grace.react(room, seqs.get(20 + 15 * i), "👍");
            }
            stage.administrator()
                    .write("PATCH", "/api/rooms/" + room, Map.of("name", "Renamed " + room))
                    .ok();
            ApiClient carol = stage.script("carol");
            carol.write("DELETE", "/api/rooms/" + room + "/members/me", Map.of())
                    .ok();
            return stage.head(room);
        }
    }
}
