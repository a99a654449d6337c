package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Live page: prices, scores and figures as they are now, and never as if they were (experience: LF1, LF3, LF4, LF5, LF7). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> MANY = Source.names("M", 200);

    private static Stage stage;
    private static Source source;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.requests-per-second=0", "--switchboard.limits.publications-per-second=0");
        source = Source.of(stage);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            source.close();
            stage.close();
        }
    }

    /** Before anything is published. */
    @Test
    @Order(1)
    void withNothingPublishedThePageSaysSoAndHowUntilSomethingIs() {
        try (Person ada = stage.person("ada")) {
            ada.link("Live").click();
            assertThat(ada.heading("Nothing is live at the moment")).isVisible();
            assertThat(ada.field("For example")).hasValue(Pattern.compile("curl .*/api/channels/live/price.ACME"));
            assertThat(ada.page()).hasTitle("Live – Switchboard");
            Audit audit = new Audit();
            audit.look(ada, "nothing is live");
            audit.requireClean(1);

            source.publish("price.ACME", Map.of("symbol", "ACME", "price", 101.5, "change", 0.4));

            assertThat(row(ada, "ACME")).containsText("101.50");
            assertThat(row(ada, "ACME")).containsText("+0.40 %");
            ada.page().reload();
            assertThat(row(ada, "ACME")).containsText("101.50");
        }
    }

    /** LF1: the first value is there 200 ms after the click, though nothing is published any more. */
    @Thorough
    @Test
    @Order(2)
    void lf1TheFirstValueIsThereAtOnce(TestReporter reporter) {
        source.price("price.FIRST", 42.5, 0);
        List<Double> times = new ArrayList<>();
        for (int attempt = 0; attempt < 5; attempt++) {
            try (Person ada = stage.person("ada")) {
                Board board = Board.of(ada);
                ada.open("lobby");
                ada.page()
                        .waitForFunction(
                                "() => customElements.get('live-page')"); // fetched when there is nothing else to do
                board.await("price.FIRST", "42.50");
                ada.link("Live").click();
                times.add(board.shownAt() - board.clickedAt());
            }
        }

        Figure figure = new Figure("first value after the click", times).report(reporter);
        assertThat(figure.percentile(50))
                .as("promised: 200 ms; with room for a busy machine")
                .isLessThanOrEqualTo(2000);
    }

    /** LF3: what is on the screen is listened to, and nothing else. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    @Order(3)
    void lf3OnlyRowsOnTheScreenAreSubscribed(Look look) {
        source.price(MANY, 1);
        try (Person ada = stage.person("ada", look)) {
            Board board = Board.of(ada);
            ada.page().navigate("/live");
            Awaitility.await().atMost(PATIENCE).until(() -> !board.onScreen().isEmpty() && listensToScreen(board));
            assertThat(board.listened()).hasSizeBetween(5, 40).doesNotContain(MANY.getLast());

            ada.page().evaluate("() => { window.scrolledAt = performance.now(); rows().at(-1).scrollIntoView(); }");

            Awaitility.await().atMost(PATIENCE).until(() -> listensToScreen(board));
            assertThat(board.listened())
                    .contains(MANY.getLast())
                    .hasSizeBetween(5, 40)
                    .doesNotContain(MANY.getFirst());
            assertThat(board.number("() => asked.findLast((each) => each.to === 'price.M199').at - scrolledAt"))
                    .as("promised: 200 ms; with room for a busy machine")
                    .isLessThan(1000);
            source.price(MANY, 2);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> board.price(MANY.getLast()).equals("2.00"));
            ada.link("Back to rooms").or(ada.link("Search")).first().click();
            Awaitility.await().atMost(PATIENCE).until(() -> board.listened().isEmpty());
        }
    }

    /** LF4: three seconds without the link, cut or dead, and every number is grey and of a time. */
    @ParameterizedTest
    @EnumSource(Cut.class)
    @Order(4)
    void lf4WithoutALinkNothingLooksLive(Cut cut) {
        source.price("price.ACME", 101.5, 0.4);
        try (Person ada = stage.person("ada")) {
            Board.of(ada);
            ada.expectNetworkErrors();
            ada.page().navigate("/live");
            Locator values = status(ada);
            assertThat(row(ada, "ACME")).containsText("101.50");
            assertThat(ada.connection()).containsText("Online");
            assertThat(values).isEmpty();
            Object live = colourOfAPrice(ada);

            long cutAt = System.nanoTime();
            cut.cut(ada);

            assertThat(values).containsText(Pattern.compile("No link – as of \\d\\d:\\d\\d:\\d\\d"));
            assertThat(Duration.ofNanos(System.nanoTime() - cutAt))
                    .as("promised: 3 s; with room for a busy machine")
                    .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(8));
            assertThat(colourOfAPrice(ada)).isNotEqualTo(live);
            assertThat(ada.page()
                            .getByText(Pattern.compile("^as of \\d\\d:\\d\\d:\\d\\d$"))
                            .first())
                    .isVisible();

            source.price("price.ACME", 99.25, -0.4);
            assertThat(row(ada, "ACME")).containsText("101.50");
            ada.net().restore();
            assertThat(row(ada, "ACME")).containsText("99.25");
            assertThat(values).isEmpty();
            assertThat(colourOfAPrice(ada)).isEqualTo(live);
        }
    }

    enum Cut {
        CUT,
        DEAD;

        void cut(Person person) {
            if (this == CUT) {
                person.net().goOffline();
            } else {
                person.net().swallow();
            }
        }
    }

    /** LF5: signs and arrows besides colours, digits that do not jump, and no word unless it is asked for. */
    @Test
    @Order(5)
    void lf5ChangesHaveSignsColumnsStandStillAndNothingIsReadOutUnasked() {
        source.price("price.ACME", 99.5, 0.4);
        try (Person ada = stage.person("ada")) {
            Board.of(ada);
            ada.page().navigate("/live");
            assertThat(row(ada, "ACME")).containsText("99.50");
            assertThat(ada.connection()).containsText("Online");
            Locator announcer = ada.page()
                    .getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("Announcements"))
                    .or(ada.page().getByLabel("Announcements"));
            Object places = places(ada);

            for (double price : new double[] {101.25, 1000.75, 9.5, 12345.25}) {
                source.price("price.ACME", price, price > 100 ? 1.5 : -12.25);
                assertThat(row(ada, "ACME")).containsText(price > 100 ? "+1.50 %" : "−12.25 %");
                assertThat(places(ada)).isEqualTo(places);
                Locator move = row(ada, "ACME").getByRole(AriaRole.IMG).last();
                assertThat(move).hasAttribute("aria-label", price == 9.5 ? "fell" : "rose");
            }
            assertThat(row(ada, "ACME").locator(".price")).hasCSS("font-variant-numeric", "tabular-nums");
            assertThat(row(ada, "ACME").locator(".price")).hasCSS("animation-name", Pattern.compile("mark-[01]"));
            assertThat(announcer).isEmpty();
            assertThat(ada.page().evaluate("""
                    () => [...deep('price-board').shadowRoot.querySelectorAll('[aria-live],[role=status],[role=alert],[role=log]')].length
                    """)).isEqualTo(0);

            ada.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            assertThat(row(ada, "ACME").locator(".price")).hasCSS("animation-name", "none");
            ada.page().keyboard().press("Alt+r");

            assertThat(announcer).containsText("ACME 12,345.25, up 1.50 percent");
            assertThat(ada.button("Read current values")).isVisible();
        }
    }

    /** LF7: what moves can be held, and goes on with the newest value. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    @Order(6)
    void lf7PauseHoldsEverythingAndResumeShowsTheNewest(Look look) {
        source.price("price.ACME", 10, 0.4);
        try (Person ada = stage.person("ada", look)) {
            Board board = Board.of(ada);
            ada.page().navigate("/live");
            Awaitility.await().atMost(PATIENCE).until(() -> board.listened().contains("price.ACME"));
            ada.button("Pause").click();
            assertThat(status(ada)).containsText(Pattern.compile("Paused – as of \\d\\d:\\d\\d:\\d\\d"));
            assertThat(board.listened()).isEmpty();
            source.price("price.ACME", 11, 0.4);
            source.price("price.ACME", 12, 0.4);
            assertThat(board.price("price.ACME")).isEqualTo("10.00");

            ada.button("Resume").click();

            assertThat(row(ada, "ACME")).containsText("12.00");
            assertThat(status(ada)).isEmpty();
            assertThat(ada.button("Pause")).isFocused();
        }
    }

    /** LF7: a threshold is told of once, wherever one is. */
    @Test
    @Order(7)
    void lf7ALimitThatIsReachedIsTold() {
        source.price("price.ACME", 100, 0.4);
        try (Person ada = stage.person("ada")) {
            ada.page().navigate("/live");
            ada.button("Alert for ACME").click();
            ada.field("Price").fill("much");
            ada.button("Set alert").click();
            assertThat(ada.page().getByText("Enter a number above 0")).isVisible();
            ada.field("Price").fill("105");
            ada.button("Set alert").click();
            assertThat(ada.button("Alert for ACME at 105.00")).isFocused();
            ada.open("lobby");

            source.price("price.ACME", 104.5, 0.4);
            source.price("price.ACME", 106, 0.4);

            Locator told = ada.page()
                    .getByRole(
                            AriaRole.LOG,
                            new Page.GetByRoleOptions().setName("Notices").setExact(true));
            assertThat(told).containsText("ACME has risen to 106.00. Your alert was at 105.00.");
            source.price("price.ACME", 100, 0.4);
            source.price("price.ACME", 107, 0.4);
            ada.link("Show").click();
            assertThat(row(ada, "ACME")).containsText("107.00");
            assertThat(ada.button("Alert for ACME")).isVisible();
            assertThat(told).not().containsText("ACME has risen");
        }
    }

    /** A hidden page listens to nothing, and shows the newest when it is looked at again. */
    @Test
    @Order(8)
    void aHiddenPageListensToNothing() {
        source.price("price.ACME", 10, 0.4);
        try (Person ada = stage.person("ada")) {
            Board board = Board.of(ada);
            ada.page().navigate("/live");
            Awaitility.await().atMost(PATIENCE).until(() -> board.listened().contains("price.ACME"));
            hide(ada, true);
            Awaitility.await().atMost(PATIENCE).until(() -> board.listened().isEmpty());
            source.price("price.ACME", 11, 0.4);
            hide(ada, false);

            assertThat(row(ada, "ACME")).containsText("11.00");
        }
    }

    private static void hide(Person person, boolean hidden) {
        person.page().evaluate("""
                hidden => {
                  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                  document.dispatchEvent(new Event('visibilitychange'));
                }
                """, hidden);
    }

    /** All that is on the screen, and what is close to it. */
    private static boolean listensToScreen(Board board) {
        List<String> prices = board.listened().stream()
                .filter(name -> name.startsWith("price."))
                .toList();
        return prices.containsAll(board.onScreen())
                && prices.size() <= board.onScreen().size() + 4;
    }

    private static Locator row(Person person, String symbol) {
        return person.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions()
                        .setHas(person.page()
                                .getByRole(
                                        AriaRole.ROWHEADER,
                                        new Page.GetByRoleOptions()
                                                .setName(symbol)
                                                .setExact(true))));
    }

    private static Locator status(Person person) {
        return person.page()
                .getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("Values"))
                .or(person.page().getByLabel("Values", new Page.GetByLabelOptions().setExact(true)));
    }

    private static Object colourOfAPrice(Person person) {
        return person.page().evaluate("() => getComputedStyle(rowOf('price.ACME').querySelector('.number')).color");
    }

    /** Where the cells of a row begin and end, and its price ends. */
    private static Object places(Person person) {
        return person.page().evaluate("""
                () => [...rowOf('price.ACME').children, rowOf('price.ACME').querySelector('.price'), rowOf('price.ACME').querySelector('.move')]
                  .map((each) => Math.round(each.getBoundingClientRect().right))
                """);
    }
}
