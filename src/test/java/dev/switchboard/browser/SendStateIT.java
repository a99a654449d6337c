package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a message between Enter and the receipt, on networks that fail (experience: S1 to S8). */
class SendStateIT {

    private static final double PATIENCE = 20_000;

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
    @Test
    void ownMessageIsConfirmedWhereItStands() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
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
    @Test
    void aLostAnswerLeavesOneMessage() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            ada.net().swallowAnswers();
            ada.say("did you get this?");
            stage.administrator();
            awaitStored("did you get this?");

            ada.net().restore();

            assertThat(ada.message("did you get this?").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            assertThat(ada.message("did you get this?")).hasCount(1);
            assertThat(stored("did you get this?")).hasSize(1);
        }
    }

    /** S3: fifty messages while every answer is lost arrive once each, in the order they were typed. */
    @Test
    void fiftyMessagesWithoutAnyAnswerArriveOnceAndInOrder() {
        List<String> texts = IntStream.rangeClosed(1, 50)
                .mapToObj(number -> "lost answer %02d".formatted(number))
                .toList();
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            ada.net().swallowAnswers();
            texts.forEach(ada::say);
            assertThat(ada.message("lost answer 50")).isVisible();

            ada.net().restore();

            assertThat(ada.message("lost answer 50").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(2 * PATIENCE));
            assertThat(stored("lost answer")).containsExactlyElementsOf(texts);
        }
    }

    /** S4: offline, messages are queued and said so; online, they go in order. */
    @Test
    void offlineMessagesAreQueuedAndSentInOrder() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            ada.goOffline();
            ada.say("queued one");
            ada.say("queued two");
            ada.say("queued three");
            assertThat(ada.composer()).isEnabled();
            assertThat(ada.message("queued three").getByText("Queued", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            assertThat(ada.page().getByText("Offline – 3 queued").first()).isVisible();

            ada.goOnline();

            assertThat(ada.message("queued three").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            assertThat(stored("queued ")).containsExactly("queued one", "queued two", "queued three");
        }
    }

    /** S5: what is queued survives a reload without a network. */
    @Test
    void queuedMessagesSurviveAReload() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            ada.goOffline();
            ada.say("keep me one");
            ada.say("keep me two");
            assertThat(ada.message("keep me two").getByText("Queued", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            ada.context().setOffline(false);
            // The page itself must come from somewhere: the network is back for it, but WebSockets and sends are not
            // yet.
            ada.page().route("**/ws/**", route -> route.abort());
            ada.net().restore();
            ada.net().blockWebSockets();
            ada.page().reload();
            assertThat(ada.message("keep me one")).hasCount(1);
            assertThat(ada.message("keep me two")).hasCount(1);

            ada.page().unroute("**/ws/**");
            ada.net().restore();

            assertThat(ada.message("keep me two").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(2 * PATIENCE));
            assertThat(stored("keep me")).containsExactly("keep me one", "keep me two");
        }
    }

    /** S6: a refusal that no repeat can mend says why and offers what can be done. */
    @Test
    void aPermanentRefusalSaysWhyAndWhatCanBeDone() {
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            stage.administrator()
                    .post("/api/rooms", java.util.Map.of("id", "closing", "name", "Closing"))
                    .ok();
            stage.administrator()
                    .write("PUT", "/api/rooms/closing/members/grace", java.util.Map.of())
                    .ok();
            grace.open("closing");
            grace.goOffline();
            grace.say("too late");
            assertThat(grace.message("too late").getByText("Queued", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            stage.administrator()
                    .write("PATCH", "/api/rooms/closing", java.util.Map.of("archived", true))
                    .ok();

            grace.goOnline();

            Locator message = grace.message("too late");
            assertThat(message.getByText("Not sent –"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            for (String action : List.of("Retry", "Edit", "Copy", "Delete")) {
                assertThat(message.getByRole(
                                AriaRole.BUTTON,
                                new Locator.GetByRoleOptions().setName(action).setExact(true)))
                        .isVisible();
            }
            message.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Delete").setExact(true))
                    .click();
            assertThat(grace.message("too late")).hasCount(0);
            assertThat(ada.page()).hasTitle(java.util.regex.Pattern.compile(".*"));
        }
    }

    private static List<String> stored(String part) {
        return stage.administrator().allEvents("lobby").stream()
                .filter(event -> event.path("type").asString("").equals("message"))
                .map(event -> event.path("text").asString(""))
                .filter(text -> text.contains(part))
                .toList();
    }

    private static void awaitStored(String text) {
        org.awaitility.Awaitility.await().until(() -> !stored(text).isEmpty());
    }
}
