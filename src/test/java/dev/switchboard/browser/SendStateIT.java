package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a message between Enter and the receipt, on networks that fail (experience: S1 to S4, S6, RC9). */
class SendStateIT {

    private static final double PATIENCE = 20_000;
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);

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

    /** S1: visible at once, confirmed in the same node, without a shift. */
    @ParameterizedTest
    @EnumSource
    void ownMessageIsConfirmedWhereItStands(Way way) {
        String room = room("confirmed", way);
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way)) {
            ada.open(room);
            ada.net().delay(150);
            ada.say("stay where you are");
            Locator message = ada.message("stay where you are");
            assertThat(message).isVisible();
            message.evaluate("element => { element.marked = true; }");
            BoundingBox before = message.boundingBox();

            assertThat(message.getByLabel("Sent")).isVisible();

            assertThat(message.evaluate("element => element.marked === true")).isEqualTo(true);
            assertThat(message.boundingBox().height).isEqualTo(before.height);
            assertThat(message.boundingBox().y).isEqualTo(before.y);
        }
    }

    /** S2: the answer is lost after the commit; the repeat has no second effect. */
    @ParameterizedTest
    @EnumSource
    void aLostAnswerLeavesOneMessage(Way way) {
        String room = room("lost-answer", way);
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way)) {
            ada.open(room);
            ada.net().swallowAnswers();
            ada.say("did you get this?");
            if (way == Way.WEBSOCKET) {
                // Over HTTP one request goes after the other: one whose answer was lost may hold this one back.
                awaitStored(room, "did you get this?");
            }

            ada.net().restore();

            assertThat(ada.message("did you get this?").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            assertThat(ada.message("did you get this?")).hasCount(1);
            assertThat(stored(room, "did you get this?")).hasSize(1);
        }
    }

    /** S3: fifty messages while every answer is lost arrive once each, in the order they were typed. */
    @ParameterizedTest
    @EnumSource
    void fiftyMessagesWithoutAnyAnswerArriveOnceAndInOrder(Way way) {
        String room = room("fifty", way);
        List<String> texts = IntStream.rangeClosed(1, 50)
                .mapToObj(number -> "lost answer %02d".formatted(number))
                .toList();
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way)) {
            ada.open(room);
            ada.net().swallowAnswers();
            texts.forEach(ada::say);
            assertThat(ada.message("lost answer 50")).isVisible();

            ada.net().restore();

            assertThat(ada.message("lost answer 50").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(2 * PATIENCE));
            assertThat(stored(room, "lost answer")).containsExactlyElementsOf(texts);
        }
    }

    /** S4: offline, messages are queued and said so; online, they go in order. */
    @ParameterizedTest
    @EnumSource
    void offlineMessagesAreQueuedAndSentInOrder(Way way, TestReporter reporter) {
        String room = room("queued", way);
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT, way)) {
            ada.open(room);
            ada.goOffline();
            ada.say("queued one");
            ada.say("queued two");
            ada.say("queued three");
            assertThat(ada.composer()).isEnabled();
            assertThat(ada.message("queued three").getByText("Queued", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            assertThat(ada.page().getByText("Offline – 3 queued").first()).isVisible();

            long back = System.nanoTime();
            ada.goOnline();

            assertThat(ada.message("queued three").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            Duration flushed = Duration.ofNanos(System.nanoTime() - back);
            reporter.publishEntry("network back to all sent", flushed.toMillis() + " ms");
            assertThat(flushed).isLessThan(FLUSH_LIMIT.plus(ROOM));
            assertThat(stored(room, "queued ")).containsExactly("queued one", "queued two", "queued three");
        }
    }

    /** S6: a refusal that no repeat can mend says why and offers what can be done. */
    @ParameterizedTest
    @EnumSource
    void aPermanentRefusalSaysWhyAndWhatCanBeDone(Way way) {
        String room = room("closing", way);
        try (Person grace = stage.person("grace", Look.DESKTOP_LIGHT, way)) {
            grace.open(room);
            grace.goOffline();
            grace.say("too late");
            assertThat(grace.message("too late").getByText("Queued", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            stage.administrator()
                    .write("PATCH", "/api/rooms/" + room, Map.of("archived", true))
                    .ok();

            grace.goOnline();

            Locator message = grace.message("too late");
            assertThat(message.getByText("Not sent –"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            assertThat(grace.row(room + ", 1 unsent")).isVisible();
            for (String action : List.of("Retry", "Edit", "Copy", "Delete")) {
                assertThat(action(message, action)).isVisible();
            }
            action(message, "Delete").click();
            assertThat(grace.message("too late")).hasCount(0);
            assertThat(grace.row(room)).isVisible();
        }
    }

    private static Locator action(Locator message, String name) {
        return message.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A room of a test's own. */
    private static String room(String name, Way way) {
        return stage.room(name + "-" + way.name().toLowerCase(Locale.ROOT), "grace");
    }

    private static List<String> stored(String room, String part) {
        return stage.texts(room).stream().filter(text -> text.contains(part)).toList();
    }

    private static void awaitStored(String room, String text) {
        Awaitility.await().until(() -> !stored(room, text).isEmpty());
    }
}
