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
import java.util.regex.Pattern;
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
        stage.room("unread", "grace");
        grace.say("unread", Bot.numbered("old", 60));
        stage.markRead("unread");
        grace.say("unread", Bot.numbered("fresh", 60));
        try (Person ada = stage.person("ada")) {
            ada.open("unread");

            assertThat(divider(ada)).isInViewport();
            assertThat(ada.messageSaying("fresh 1")).isInViewport();
            assertThat(ada.messageSaying("fresh 60")).not().isInViewport();
        }
    }

    /** TL1: without anything unread it opens at the bottom, without a divider. */
    @Test
    void opensAtTheBottomWhereNothingIsUnread() {
        stage.filledRoom("allread", grace);
        try (Person ada = stage.person("ada")) {
            ada.open("allread");

            assertThat(ada.messageSaying("old 100")).isInViewport();
            assertThat(View.of(ada).under()).isLessThanOrEqualTo(PIXEL);
            assertThat(divider(ada)).hasCount(0);
        }
    }

    /** TL2: at the bottom, arriving messages are followed. */
    @Test
    void followsTheNewestMessageAtTheBottom() {
        stage.filledRoom("followed", grace);
        try (Person ada = stage.person("ada")) {
            ada.open("followed");
            assertThat(ada.messageSaying("old 100")).isInViewport();

            grace.say("followed", List.of("short", "long\n".repeat(12), "last of three"));

            assertThat(ada.message("last of three")).isInViewport();
            assertThat(View.of(ada).under()).isLessThanOrEqualTo(PIXEL);
        }
    }

    /** TL12: only what was half visible in a focused, visible window for half a second counts as read. */
    @Test
    void onlyWhatWasSeenCountsAsRead() {
        stage.room("seen", "grace");
        grace.say("seen", Bot.numbered("old", 5));
        try (Person ada = stage.person("ada")) {
            ada.open("seen");
            long seen = stage.head("seen");
            Awaitility.await().untilAsserted(() -> assertThat(readByAda("seen")).isEqualTo(seen));

            hide(ada, true);
            grace.say("seen", "said behind her back");
            assertThat(ada.message("said behind her back")).isInViewport();
            Awaitility.await()
                    .during(Duration.ofMillis(1_200))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> readByAda("seen") == seen);

            hide(ada, false);
            Awaitility.await().untilAsserted(() -> assertThat(readByAda("seen")).isEqualTo(stage.head("seen")));
        }
    }

    /** TL12: what is below the view is not read, however long one looks. */
    @Test
    void whatIsOutOfViewIsNotRead() {
        stage.room("partly", "grace");
        grace.say("partly", Bot.numbered("page", 120));
        try (Person ada = stage.person("ada")) {
            ada.open("partly");
            assertThat(ada.messageSaying("page 1")).isInViewport();
            Awaitility.await().until(() -> readByAda("partly") > 2);
            long read = readByAda("partly");

            assertThat(read).isLessThan(stage.head("partly") - 50);
            Awaitility.await()
                    .during(Duration.ofMillis(1_200))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> readByAda("partly") < stage.head("partly") - 50);
        }
    }

    /** TL14: what is deleted says by whom; the author's undo brings the same message back. */
    @Test
    void aTombstoneSaysWhoAndUndoRestoresTheSameMessage() {
        stage.room("graves", "grace");
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
            long hasty = stage.seqs("graves").getLast();
            delete(ada, "a hasty word");
            assertThat(reader.page().getByText("Ada deleted this message.")).isVisible();
            ada.button("Undo").click();

            assertThat(reader.message("a hasty word")).isVisible();
            assertThat(reader.message("a hasty word").evaluate("each => String(each.row.message.seq)"))
                    .isEqualTo(String.valueOf(hasty));
            assertThat(stage.seqs("graves")).contains(moderated).last().isEqualTo(hasty);
        }
    }

    /** TL14: what its author deleted can be taken back for ten seconds, and stays deleted then. */
    @Thorough
    @Test
    void undoIsOfferedForTenSeconds() {
        stage.room("regrets", "grace");
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
        stage.room("edited", "grace");
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
}
