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
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where a room opens, what counts as read, and what messages say of themselves (experience: TL1, TL2, TL12, TL14, ED1). */
class TimelineIT {

    private static final double PIXEL = 1;

    private static Stage stage;
    private static ApiClient graceAccount;
    private static Bot grace;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.sends-per-second=0", "--switchboard.limits.requests-per-second=0");
        graceAccount = stage.script("grace");
        grace = Bot.of(stage, graceAccount);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            grace.close();
            stage.close();
        }
    }

    /** TL1: a room opens at the first unread message, below a divider. */
    @Test
    void opensAtTheFirstUnreadMessage() {
        room("unread");
        grace.say("unread", texts("old", 60));
        stage.administrator()
                .write("PUT", "/api/rooms/unread/read", Map.of("seq", head("unread")))
                .ok();
        grace.say("unread", texts("fresh", 60));
        try (Person ada = stage.person("ada")) {
            ada.open("unread");

            assertThat(divider(ada)).isInViewport();
            assertThat(article(ada, "fresh 1")).isInViewport();
            assertThat(article(ada, "fresh 60")).not().isInViewport();
        }
    }

    /** TL1: without anything unread it opens at the bottom, without a divider. */
    @Test
    void opensAtTheBottomWhereNothingIsUnread() {
        filled("allread");
        try (Person ada = stage.person("ada")) {
            ada.open("allread");

            assertThat(article(ada, "old 100")).isInViewport();
            assertThat(View.of(ada).under()).isLessThanOrEqualTo(PIXEL);
            assertThat(divider(ada)).hasCount(0);
        }
    }

    /** TL2: at the bottom, arriving messages are followed. */
    @Test
    void followsTheNewestMessageAtTheBottom() {
        filled("followed");
        try (Person ada = stage.person("ada")) {
            ada.open("followed");
            assertThat(article(ada, "old 100")).isInViewport();

            grace.say("followed", List.of("short", "long\n".repeat(12), "last of three"));

            assertThat(ada.message("last of three")).isInViewport();
            assertThat(View.of(ada).under()).isLessThanOrEqualTo(PIXEL);
        }
    }

    /** TL12: only what was half visible in a focused, visible window for half a second counts as read. */
    @Test
    void onlyWhatWasSeenCountsAsRead() {
        room("seen");
        grace.say("seen", texts("old", 5));
        try (Person ada = stage.person("ada")) {
            ada.open("seen");
            long seen = head("seen");
            Awaitility.await().untilAsserted(() -> assertThat(readByAda("seen")).isEqualTo(seen));

            hide(ada, true);
            grace.say("seen", "said behind her back");
            assertThat(ada.message("said behind her back")).isInViewport();
            Awaitility.await()
                    .during(Duration.ofMillis(1_200))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> readByAda("seen") == seen);

            hide(ada, false);
            Awaitility.await().untilAsserted(() -> assertThat(readByAda("seen")).isEqualTo(head("seen")));
        }
    }

    /** TL12: what is below the view is not read, however long one looks. */
    @Test
    void whatIsOutOfViewIsNotRead() {
        room("partly");
        grace.say("partly", texts("page", 120));
        try (Person ada = stage.person("ada")) {
            ada.open("partly");
            assertThat(article(ada, "page 1")).isInViewport();
            Awaitility.await().until(() -> readByAda("partly") > 2);
            long read = readByAda("partly");

            assertThat(read).isLessThan(head("partly") - 50);
            Awaitility.await()
                    .during(Duration.ofMillis(1_200))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> readByAda("partly") < head("partly") - 50);
        }
    }

    /** TL14: what is deleted says by whom; the author's undo brings the same message back. */
    @Test
    void aTombstoneSaysWhoAndUndoRestoresTheSameMessage() {
        room("graves");
        long moderated = grace.say("graves", "this is off topic");
        grace.say("graves", "and this stays");
        try (Person ada = stage.person("ada");
                Person reader = stage.person("grace")) {
            ada.open("graves");
            reader.open("graves");

            delete(ada, "this is off topic");
            assertThat(ada.page().getByText("You removed this message of Grace."))
                    .isVisible();
            assertThat(reader.page().getByText("Removed by Ada.")).isVisible();
            assertThat(reader.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo")))
                    .hasCount(0);

            ada.say("a hasty word");
            assertThat(reader.message("a hasty word")).isVisible();
            long hasty = messages("graves").getLast();
            delete(ada, "a hasty word");
            assertThat(reader.page().getByText("Ada deleted this message.")).isVisible();
            ada.button("Undo").click();

            assertThat(reader.message("a hasty word")).isVisible();
            assertThat(reader.message("a hasty word").evaluate("each => String(each.row.message.seq)"))
                    .isEqualTo(String.valueOf(hasty));
            assertThat(messages("graves")).contains(moderated).last().isEqualTo(hasty);
        }
    }

    /** TL14: what its author deleted can be taken back for ten seconds, and stays deleted then. */
    @Test
    void undoIsOfferedForTenSeconds() {
        room("regrets");
        try (Person ada = stage.person("ada")) {
            ada.open("regrets");
            ada.say("a word too many");
            assertThat(ada.message("a word too many").getByLabel("Sent")).isVisible();
            delete(ada, "a word too many");
            assertThat(ada.button("Undo")).isVisible();

            assertThat(ada.button("Undo")).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(30_000));

            assertThat(ada.page().getByText("You deleted this message.")).isVisible();
            ada.page().reload();
            assertThat(ada.page().getByText("You deleted this message.")).isVisible();
            assertThat(ada.button("Undo")).hasCount(0);
        }
    }

    /** ED1: an edited message says so, and when. */
    @Test
    void anEditedMessageSaysSoAndWhen() {
        room("edited");
        long seq = grace.say("edited", "a typo heer");
        try (Person ada = stage.person("ada")) {
            ada.open("edited");
            assertThat(ada.message("a typo heer")).isVisible();

            grace.edit("edited", seq, "a typo here");

            Locator message = ada.message("a typo here");
            assertThat(message.getByText(Pattern.compile("^\\(edited \\d\\d:\\d\\d\\)$")))
                    .isVisible();
            assertThat(message.getByTitle(Pattern.compile("^Edited .+20\\d\\d.+\\d\\d:\\d\\d")))
                    .hasCount(1);
            assertThat(message)
                    .hasAttribute("aria-label", Pattern.compile("^Grace, \\d\\d:\\d\\d, edited: a typo here"));
        }
    }

    private static void delete(Person person, String text) {
        Locator message = person.message(text);
        message.hover();
        message.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More actions"))
                .click();
        person.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Delete"))
                .click();
    }

    private static void hide(Person person, boolean hidden) {
        person.page().evaluate("""
                hidden => {
                  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", hidden);
    }

    /** A room of both, with a hundred messages that the administrator has read. */
    private static void filled(String room) {
        room(room);
        grace.say(room, texts("old", 100));
        markRead(room);
    }

    private static void room(String room) {
        stage.administrator()
                .post("/api/rooms", Map.of("id", room, "name", room))
                .ok();
        stage.administrator()
                .write("PUT", "/api/rooms/" + room + "/members/grace", Map.of())
                .ok();
    }

    private static void markRead(String room) {
        stage.administrator()
                .write("PUT", "/api/rooms/" + room + "/read", Map.of("seq", head(room)))
                .ok();
    }

    private static List<String> texts(String what, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> what + " " + number)
                .toList();
    }

    private static long head(String room) {
        return stage.administrator()
                .get("/api/rooms/" + room + "/messages?limit=1")
                .ok()
                .get("head")
                .asLong();
    }

    private static List<Long> messages(String room) {
        return stage.administrator().allEvents(room).stream()
                .filter(event -> event.path("type").asString("").equals("message"))
                .map(event -> event.get("seq").asLong())
                .toList();
    }

    private static long readByAda(String room) {
        for (JsonNode each : stage.administrator().get("/api/rooms").ok().get("items")) {
            if (each.get("id").asString().equals(room)) {
                return each.get("read").asLong();
            }
        }
        throw new AssertionError("No room " + room);
    }

    private static Locator divider(Person person) {
        return person.page()
                .getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("New").setExact(true));
    }

    /** The one message with exactly this text. */
    private static Locator article(Person person, String text) {
        return person.page()
                .getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(Pattern.compile(": " + text + "$")));
    }
}
