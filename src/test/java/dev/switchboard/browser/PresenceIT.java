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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Who is here, and who types (experience: PR1, TY1). */
class PresenceIT {

    /** What a busy machine may need on top of what is promised. */
    private static final Duration ROOM = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** What would have a screen reader read out what changes in an element, unless the element itself says no. */
    private static final String LIVE_REGIONS_AROUND = """
            (element) => {
              const live = [];
              const text = element.shadowRoot.querySelector('[aria-live]');
              if (text?.getAttribute('aria-live') !== 'off') live.push('the line itself');
              for (let each = element; each; each = each.assignedSlot ?? each.parentElement ?? each.getRootNode().host) {
                const says = each.getAttribute('aria-live') ?? each.getAttribute('role') ?? '';
                if (/polite|assertive|status|alert|log/.test(says)) live.push(says);
              }
              return live;
            }
            """;

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

    /** PR1: who reloads was never away; who closes the page is gone within eight seconds. */
    @Thorough
    @Test
    void aReloadIsNotSeenAndAClosedPageIsWithinEightSeconds(TestReporter reporter) {
        String room = stage.room("here", "grace");
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open(room);
            grace.open(room);
            assertThat(ada.button("Members, 2 here")).isVisible();
            Diary members = Diary.of(ada.button("Members, "), "element.getAttribute('aria-label')");

            grace.page().reload();
            assertThat(grace.button("Members, 2 here")).isVisible();
            ada.page().waitForTimeout((double) GRACE.plus(ROOM).toMillis());
            assertThat(members.texts()).containsExactly("Members, 2 here");

            long closed = System.currentTimeMillis();
            grace.page().close();
            Duration gone = members.awaited("Members, 1 here", closed, Duration.ofSeconds(20));

            reporter.publishEntry("page closed to offline", gone.toMillis() + " ms");
            assertThat(gone)
                    .isBetween(GRACE.minusMillis(500), Duration.ofSeconds(8).plus(ROOM));
        }
    }

    /** PR1: the list of members says who of them is here. */
    @Test
    void theListOfMembersSaysWhoIsHere() {
        String room = stage.room("listed", "grace", "heidi");
        try (Person ada = stage.person("ada", Look.PHONE_LIGHT);
                Person grace = stage.person("grace")) {
            ada.open(room);
            grace.open(room);
            assertThat(ada.button("Members, 2 here")).isVisible();
            ada.button("Members, 2 here").click();
            Locator members = ada.page()
                    .getByRole(
                            AriaRole.LIST,
                            new Page.GetByRoleOptions().setName("Members").setExact(true))
                    .getByRole(AriaRole.LISTITEM);
            assertThat(members.filter(named("Grace"))).containsText("here now");
            assertThat(members.filter(named("Heidi"))).not().containsText("here now");

            grace.page().close();

            assertThat(members.filter(named("Grace")))
                    .not()
                    .containsText("here now", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
            assertThat(members.filter(named("Ada"))).containsText("here now");
        }
    }

    /** TY1: typing is shown at once, without a gap while it goes on, and goes soon after the last key. */
    @Thorough
    @Test
    void typingIsShownWithoutAGapAndGoesAfterTheLastKey(TestReporter reporter) {
        String room = stage.room("typing", "grace");
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open(room);
            List<String> frames = framesSentBy(grace);
            grace.open(room);
            Diary line = typingLine(ada);

            long began = System.currentTimeMillis();
            while (System.currentTimeMillis() - began < 11_000) {
                grace.composer().pressSequentially("a");
                grace.page().waitForTimeout(90);
            }
            long ended = System.currentTimeMillis();
            Duration shown = line.awaited("Grace is typing…", began, Duration.ofSeconds(1));
            Duration gone = line.awaited("", ended, Duration.ofSeconds(20));

            reporter.publishEntry("first key to typing shown", shown.toMillis() + " ms");
            reporter.publishEntry("last key to typing gone", gone.toMillis() + " ms");
            assertThat(shown).isLessThan(Duration.ofMillis(300).plus(ROOM));
            assertThat(gone).isLessThan(Duration.ofSeconds(6).plus(ROOM));
            assertThat(line.texts()).containsExactly("", "Grace is typing…", "");
            long typing = frames.stream()
                    .filter(frame -> frame.contains("/app/chat/typing"))
                    .count();
            assertThat(typing).isBetween(2L, 1 + (ended - began) / 3000);
        }
    }

    /** TY1: with the message, its author types no longer. */
    @Test
    void typingGoesWithTheMessage(TestReporter reporter) {
        String room = stage.room("spoken", "grace");
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace", Look.PHONE_DARK)) {
            ada.open(room);
            grace.open(room);
            Diary line = typingLine(ada);
            grace.composer().pressSequentially("done");
            line.awaited("Grace is typing…", 0, Duration.ofSeconds(10));

            Diary message = Diary.of(
                    ada.page().locator("message-list"),
                    "element.shadowRoot.querySelectorAll('[role=article]').length",
                    "element.shadowRoot");

            long sent = System.currentTimeMillis();
            grace.say("done");
            Duration arrived = message.awaited("1", sent, Duration.ofSeconds(20));
            Duration gone = line.awaited("", sent, Duration.ofSeconds(20));

            reporter.publishEntry("sent to typing gone", gone.toMillis() + " ms");
            assertThat(gone).isCloseTo(arrived, Duration.ofMillis(500));
        }
    }

    /** TY1: two of the same name are two, more than three are several, and no screen reader is interrupted. */
    @Test
    void everybodyWhoTypesIsNamedUpToThreeAndNothingIsReadOut() {
        String room = stage.room("crowd", "grace", "heidi", "ivan", "judy");
        ApiClient grace = stage.script("grace");
        ApiClient heidi = stage.script("heidi");
        for (ApiClient each : List.of(grace, heidi)) {
            each.write("PATCH", "/api/users/me", Map.of("name", "Alex")).ok();
        }
        try (Person ada = stage.person("ada", Look.PHONE_LIGHT);
                Bot first = Bot.of(stage, grace);
                Bot second = Bot.of(stage, heidi);
                Bot third = Bot.of(stage, stage.script("ivan"));
                Bot fourth = Bot.of(stage, stage.script("judy"))) {
            ada.open(room);
            Diary line = typingLine(ada);

            long typed = System.currentTimeMillis();
            Stream.of(first, second).forEach(bot -> bot.type(room));
            line.awaited("Alex and Alex are typing…", 0, Duration.ofSeconds(10));
            Stream.of(first, second, third, fourth).forEach(bot -> bot.type(room));

            line.awaited("Several people are typing…", 0, Duration.ofSeconds(10));
            assertThat(line.texts()).noneMatch(text -> text.matches("(.*, ){3}.*"));
            assertThat(ada.page().locator("typing-line").evaluate(LIVE_REGIONS_AROUND))
                    .isEqualTo(List.of());
            assertThat(ada.page().locator("live-announcer").innerText()).doesNotContain("typing");
            line.awaited("", typed, Duration.ofSeconds(20));
        } finally {
            grace.write("PATCH", "/api/users/me", Map.of("name", "Grace")).ok();
            heidi.write("PATCH", "/api/users/me", Map.of("name", "Heidi")).ok();
        }
    }

    private static Diary typingLine(Person person) {
        return Diary.of(person.page().locator("typing-line span"), "element.textContent");
    }

    private static List<String> framesSentBy(Person person) {
        List<String> frames = new ArrayList<>();
        person.page().onWebSocket(socket -> socket.onFrameSent(frame -> frames.add(frame.text())));
        return frames;
    }

    private static Locator.FilterOptions named(String name) {
        return new Locator.FilterOptions().setHasText(name);
    }
}
