package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What one reads stays where it is, whatever happens to the room (experience: TL2 to TL5, TL11).
 *
 * <p>The flood lasts as many seconds as the system property {@code switchboard.flood.seconds} says.
 */
class ScrollIT {

    private static final double PIXEL = 1;
    private static final int PER_SECOND = 50;

    private static Stage stage;
    private static Bot grace;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.sends-per-second=0", "--switchboard.limits.requests-per-second=0");
        grace = Bot.of(stage, stage.script("grace"));
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            grace.close();
            stage.close();
        }
    }

    /** TL2: scrolled up, nothing moves; a button counts what is new, and End goes there. */
    @Test
    void staysWhereTheReaderIsAndCountsWhatIsNew() {
        stage.filledRoom("counted", grace);
        try (Person ada = stage.person("ada")) {
            ada.open("counted");
            assertThat(ada.messageSaying("old 100")).isInViewport();
            View view = View.of(ada);
            view.scroll(-900);
            View.Spot before = view.first();

            grace.say("counted", Bot.numbered("later", 4));

            assertThat(ada.button("4 new")).isVisible();
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);

            view.focus();
            ada.page().keyboard().press("End");

            assertThat(ada.messageSaying("later 4")).isInViewport();
            assertThat(view.under()).isLessThanOrEqualTo(PIXEL);
            assertThat(ada.button("4 new")).hasCount(0);
            assertThat(ada.page().getByLabel("Announcements").first()).containsText("At latest");
        }
    }

    /** TL3: scrolling through all of a long room, up and down, moves nothing, and shows each message once. */
    @Thorough
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void nothingIsMissingOrMovesOnTheWayThroughALongRoom(Look look) {
        String room = stage.room(look.isPhone() ? "long-on-a-phone" : "long", "grace");
        long root = grace.say(room, "the first of many");
        for (int number = 1; number <= 12; number++) {
            grace.say(room, mixed(number * 100, 97));
            grace.answer(room, root, "an answer\n" + "that goes on ".repeat(number));
            grace.react(room, root + number, "👍");
        }
        stage.markRead(room);
        List<Long> all = stage.seqs(room);
        assertThat(all).hasSizeGreaterThan(1_100);
        try (Person ada = stage.person("ada", look)) {
            ada.open(room);
            assertThat(ada.messages().last()).isInViewport();
            awaitNoNotice(ada);
            View view = View.of(ada);

            View.Journey up = view.travel(-400);
            View.Journey down = view.travel(400);

            System.out.printf(
                    "TL3: %s; %d messages; worst shift %.2f px up, %.2f px down; at most %d drawn%n",
                    look, all.size(), up.worst(), down.worst(), Math.max(up.most(), down.most()));
            for (View.Journey journey : List.of(up, down)) {
                assertThat(journey.seen()).isEqualTo(all);
                assertThat(journey.worst()).isLessThanOrEqualTo(PIXEL);
                assertThat(journey.most()).isLessThanOrEqualTo(400);
                assertThat(journey.disordered()).isZero();
                assertThat(journey.blank()).isZero();
            }
        }
    }

    /** TL5: what changes above the view does not move what is in it. */
    @Test
    void aChangeAboveTheViewMovesNothing() {
        stage.room("changed", "grace");
        List<Long> seqs = IntStream.rangeClosed(1, 80)
                .mapToObj(number -> grace.say("changed", "line %d%n and its second line".formatted(number)))
                .toList();
        stage.markRead("changed");
        try (Person ada = stage.person("ada")) {
            ada.open("changed");
            assertThat(ada.message("line 80")).isInViewport();
            View view = View.of(ada);
            view.scroll(-700);
            View.Spot before = view.first();
            int above = seqs.indexOf(before.seq());

            grace.edit("changed", seqs.get(above - 3), "edited and longer\n".repeat(8) + "the end of the edit");
            assertThat(ada.message("the end of the edit")).hasCount(1);
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);

            grace.react("changed", seqs.get(above - 2), "🎉");
            assertThat(ada.page().getByLabel(Pattern.compile("^🎉 1: "))).hasCount(1);
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);

            grace.delete("changed", seqs.get(above - 4));
            assertThat(ada.page().getByText("Grace deleted this message.")).hasCount(1);
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);
        }
    }

    /** The notice that the connection is away, or back, takes room above the view, and what is in the view stays all the same. */
    @Test
    void aNoticeAboveTheViewMovesNothing() {
        stage.filledRoom("noticed", grace);
        try (Person ada = stage.person("ada")) {
            ada.open("noticed");
            assertThat(ada.messageSaying("old 100")).isInViewport();
            View view = View.of(ada);
            view.scroll(-900);
            View.Spot before = view.first();
            Locator notice = ada.page().getByText("No connection.");

            ada.goOffline();
            assertThat(notice).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);

            ada.goOnline();
            assertThat(notice).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(60_000));
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);
        }
    }

    /** TL4: from opening a room to leaving it, nothing jumps: the sum of all layout shifts, as the browser counts them. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void aSessionHardlyShifts(Look look) {
        String room = stage.room(look.isPhone() ? "session-on-a-phone" : "session", "grace");
        List<Long> seqs =
                mixed(1, 150).stream().map(text -> grace.say(room, text)).toList();
        stage.markRead(room);
        try (Person ada = stage.person("ada", look)) {
            ada.script("""
                    window.shifts = [];
                    new PerformanceObserver((list) => {
                      for (const each of list.getEntries()) {
                        const moved = each.sources.map(({ node, previousRect: from, currentRect: to }) =>
                          `${node?.localName}.${node?.className} ${from.x},${from.y} -> ${to.x},${to.y}`);
                        if (!each.hadRecentInput) shifts.push({ value: each.value, moved });
                      }
                    }).observe({ type: 'layout-shift', buffered: true });
                    """);
            ada.open(room);
            View view = View.of(ada);
            assertThat(ada.messages().last()).isInViewport();
            view.scroll(-1_500);
            View.Spot before = view.first();
            int above = seqs.indexOf(before.seq());

            grace.say(room, Bot.numbered("more", 50));
            assertThat(ada.button("50 new")).isVisible();
            grace.edit(room, seqs.get(above - 2), "edited and longer\n".repeat(8) + "the end of the edit");
            assertThat(ada.message("the end of the edit")).hasCount(1);
            grace.react(room, seqs.get(above - 3), "🎉");
            grace.delete(room, seqs.get(above - 4));
            assertThat(ada.page().getByText("Grace deleted this message.")).hasCount(1);
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);
            view.scroll(-3_000);
            view.scroll(1_000);
            ada.button("Return to latest").or(ada.button("50 new")).first().click();
            assertThat(ada.messageSaying("more 50")).isInViewport();
            grace.say(room, Bot.numbered("followed", 5));
            assertThat(ada.messageSaying("followed 5")).isInViewport();
            ada.page().evaluate("() => document.fonts.ready.then(() => {})");

            List<?> shifts = (List<?>) ada.page().evaluate("() => shifts");
            double sum = shifts.stream()
                    .mapToDouble(each -> ((Number) ((Map<?, ?>) each).get("value")).doubleValue())
                    .sum();
            System.out.printf("TL4: %s; layout shifts add up to %.4f%n", look, sum);
            assertThat(sum).as("%s", shifts).isLessThanOrEqualTo(0.02);
        }
    }

    /** TL11: fifty messages a second do not move a reader who has scrolled up; they are drawn once a frame, and the page stays small. */
    @Thorough
    @Test
    void aFloodDoesNotMoveTheReader() throws InterruptedException {
        int messages = PER_SECOND * Integer.getInteger("switchboard.flood.seconds", 10);
        stage.filledRoom("flooded", grace);
        try (Person ada = stage.person("ada");
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            ada.open("flooded");
            assertThat(ada.messageSaying("old 100")).isInViewport();
            View view = View.of(ada);
            view.scroll(-900);
            View.Spot before = view.first();
            Pulse pulse = Pulse.of(ada);
            AtomicInteger said = new AtomicInteger();
            ScheduledFuture<?> flood = clock.scheduleAtFixedRate(
                    () -> {
                        if (said.get() < messages) {
                            grace.mention("flooded", "flood " + said.incrementAndGet());
                        }
                    },
                    0,
                    1_000 / PER_SECOND,
                    TimeUnit.MILLISECONDS);

            double worst = 0;
            int most = 0;
            while (said.get() < messages) {
                ada.composer().press("x");
                worst = Math.max(worst, view.shiftOf(before));
                most = Math.max(most, view.drawn());
            }
            flood.cancel(false);
            assertThat(ada.button(messages + " new"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));

            Pulse.Reading reading = pulse.read();
            System.out.printf(
                    "TL11: %d messages at %d/s; worst shift %.2f px; at most %d drawn; %s%n",
                    messages, PER_SECOND, worst, most, reading);
            assertThat(worst).isLessThanOrEqualTo(PIXEL);
            assertThat(view.shiftOf(before)).isLessThanOrEqualTo(PIXEL);
            assertThat(Math.max(most, view.drawn())).isLessThanOrEqualTo(400);
            assertThat(reading.drawings()).isLessThanOrEqualTo(reading.frames() + reading.frames() / 4 + 10);
        }
    }

    /** Waits until nothing is said of the connection: at the beginning of a room there is nothing to make up for a notice that goes. */
    private static void awaitNoNotice(Person person) {
        assertThat(person.page()
                        .getByRole(
                                AriaRole.STATUS,
                                new Page.GetByRoleOptions()
                                        .setName("Connection notice")
                                        .setIncludeHidden(true)))
                .hasText("", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
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
}
