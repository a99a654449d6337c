package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What one reads stays where it is, whatever happens to the room (experience: TL1 to TL14, ED1). */
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

    /** TL2: scrolled up, nothing moves; a button counts what is new, and End goes there. */
    @Test
    void staysWhereTheReaderIsAndCountsWhatIsNew() {
        filled("counted");
        try (Person ada = stage.person("ada")) {
            ada.open("counted");
            assertThat(article(ada, "old 100")).isInViewport();
            View view = View.of(ada);
            view.scroll(-900);
            View.Spot before = view.first();

            grace.say("counted", texts("later", 4));

            assertThat(ada.button("4 new")).isVisible();
            assertThat(view.topOf(before.seq())).isCloseTo(before.top(), within(PIXEL));

            view.focus();
            ada.page().keyboard().press("End");

            assertThat(article(ada, "later 4")).isInViewport();
            assertThat(view.under()).isLessThanOrEqualTo(PIXEL);
            assertThat(ada.button("4 new")).hasCount(0);
            assertThat(ada.page().getByLabel("Announcements").first()).containsText("At latest");
        }
    }

    /** TL3: scrolling through all of a long room, up and down, moves nothing, and shows each message once. */
    @Test
    void nothingIsMissingOrMovesOnTheWayThroughALongRoom() {
        room("long");
        long root = grace.say("long", "the first of many");
        for (int number = 1; number <= 12; number++) {
            grace.say("long", mixed(number * 100, 97));
            grace.answer("long", root, "an answer\n" + "that goes on ".repeat(number));
            grace.react("long", root + number, "👍");
        }
        markRead("long");
        List<Long> all = messages("long");
        assertThat(all).hasSizeGreaterThan(1_100);
        try (Person ada = stage.person("ada")) {
            ada.open("long");
            View view = View.of(ada);

            View.Journey up = view.travel(-400);
            View.Journey down = view.travel(400);

            System.out.printf(
                    "TL3: %d messages; worst shift %.2f px up, %.2f px down; at most %d drawn%n",
                    all.size(), up.worst(), down.worst(), Math.max(up.most(), down.most()));
            for (View.Journey journey : List.of(up, down)) {
                assertThat(journey.seen()).isEqualTo(all);
                assertThat(journey.worst()).isLessThanOrEqualTo(PIXEL);
                assertThat(journey.most()).isLessThanOrEqualTo(400);
                assertThat(journey.disordered()).isZero();
            }
        }
    }

    /** TL4, TL5: what changes above the view does not move what is in it. */
    @Test
    void aChangeAboveTheViewMovesNothing() {
        room("changed");
        List<Long> seqs = IntStream.rangeClosed(1, 80)
                .mapToObj(number -> grace.say("changed", "line %d%n and its second line".formatted(number)))
                .toList();
        markRead("changed");
        try (Person ada = stage.person("ada")) {
            ada.open("changed");
            assertThat(ada.message("line 80")).isInViewport();
            View view = View.of(ada);
            view.scroll(-700);
            View.Spot before = view.first();
            int above = seqs.indexOf(before.seq());

            grace.edit("changed", seqs.get(above - 3), "edited and longer\n".repeat(8) + "the end of the edit");
            assertThat(ada.message("the end of the edit")).hasCount(1);
            assertThat(view.topOf(before.seq())).isCloseTo(before.top(), within(PIXEL));

            grace.react("changed", seqs.get(above - 2), "🎉");
            assertThat(ada.page().getByLabel(Pattern.compile("^🎉, 1 person"))).hasCount(1);
            assertThat(view.topOf(before.seq())).isCloseTo(before.top(), within(PIXEL));

            grace.delete("changed", seqs.get(above - 4));
            assertThat(ada.page().getByText("Grace deleted this message.")).hasCount(1);
            assertThat(view.topOf(before.seq())).isCloseTo(before.top(), within(PIXEL));
        }
    }

    /** TL11: fifty messages a second do not move a reader who has scrolled up, and the page stays small. */
    @Test
    void aFloodDoesNotMoveTheReader() throws InterruptedException {
        filled("flooded");
        try (Person ada = stage.person("ada");
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            ada.open("flooded");
            assertThat(article(ada, "old 100")).isInViewport();
            View view = View.of(ada);
            view.scroll(-900);
            View.Spot before = view.first();
            ada.page().evaluate("""
                    () => {
                      window.longTasks = [];
                      new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((each) => each.duration)))
                        .observe({ type: 'longtask' });
                    }""");
            AtomicInteger said = new AtomicInteger();
            ScheduledFuture<?> flood = clock.scheduleAtFixedRate(
                    () -> {
                        if (said.get() < 400) {
                            grace.mention("flooded", "flood " + said.incrementAndGet());
                        }
                    },
                    0,
                    20,
                    TimeUnit.MILLISECONDS);

            double worst = 0;
            int most = 0;
            while (said.get() < 400) {
                worst = Math.max(worst, Math.abs(view.topOf(before.seq()) - before.top()));
                most = Math.max(most, view.drawn());
            }
            flood.cancel(false);
            assertThat(ada.button("400 new")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));

            List<?> longTasks = (List<?>) ada.page().evaluate("() => longTasks");
            System.out.printf(
                    "TL11: 400 messages at 50/s; worst shift %.2f px; at most %d drawn; %d long tasks, longest %.0f ms%n",
                    worst,
                    most,
                    longTasks.size(),
                    longTasks.stream()
                            .mapToDouble(each -> ((Number) each).doubleValue())
                            .max()
                            .orElse(0));
            assertThat(worst).isLessThanOrEqualTo(PIXEL);
            assertThat(view.topOf(before.seq())).isCloseTo(before.top(), within(PIXEL));
            assertThat(Math.max(most, view.drawn())).isLessThanOrEqualTo(400);
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

    private static List<String> mixed(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> switch (number % 7) {
                    case 0 -> "several\nlines\nin number " + number;
                    case 1 -> "🎉";
                    case 2 -> "a long line that wraps, and wraps again, ".repeat(number % 12) + number;
                    case 3 -> "see https://example.com/" + "x".repeat(number % 200);
                    case 4 -> "  code {\n    return " + number + ";\n  }";
                    default -> "number " + number;
                })
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
