package dev.switchboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The Live page with 200 prices that change as fast as a back end can say it (experience: LF2, LF6). */
@Thorough
@Isolated("it measures")
class LiveLoadIT {

    private static final List<String> PRICES = Source.names("L", 200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FLOOD_SECONDS = 8;
    private static final double MEGABYTE = 1024 * 1024;

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.requests-per-second=0", "--switchboard.limits.publications-per-second=0");
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** LF2: ten updates a second of each price on the screen, the newest at the end, and no old one anywhere. */
    @Test
    void lf2EachPriceChangesTenTimesASecondAtMostAndEndsOnTheNewest(TestReporter reporter) {
        try (Person ada = stage.person("ada");
                Source source = Source.of(stage)) {
            source.price(PRICES, 1);
            Board board = opened(ada);
            board.watch();
            double start = board.number("() => performance.now()");
            source.flood(PRICES);
            ada.page().waitForTimeout(FLOOD_SECONDS * 1000.0);
            source.stop();
            double seconds = (board.number("() => performance.now()") - start) / 1000;
            Figure.report(reporter, "values published a second", source.published() / seconds, "");
            for (String name : board.onScreen()) {
                assertThat(board.shown(name))
                        .as("%s in %.1f s: 10 a second", name, seconds)
                        .isBetween(3, (int) (10 * seconds) + 2);
            }

            String first = board.onScreen().getFirst();
            board.await(first, "77,777.25");
            source.price(PRICES, 77_777.25);
            double published = System.currentTimeMillis();
            double late = board.shownAt() - published;

            Figure.report(reporter, "the last value after it was published", Math.max(0, late), "ms");
            assertThat(late)
                    .as("promised: 150 ms; with room for a busy machine")
                    .isLessThan(1500);
            for (int row = 0; row < PRICES.size(); row += 5) {
                ada.page().evaluate("row => rows()[row].scrollIntoView()", row);
                ada.page().waitForTimeout(100);
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(board.prices())
                            .hasSize(PRICES.size())
                            .allSatisfy(
                                    (name, price) -> assertThat(price).as(name).isEqualTo("77,777.25")));
        }
    }

    /** LF6: a page on a processor that is twenty times slower keeps nothing back and repeats nothing. */
    @Test
    void lf6ASlowPageStaysSmallAndGoesOnWithTheNewest(TestReporter reporter) {
        try (Person ada = stage.person("ada");
                Source source = Source.of(stage)) {
            source.price(PRICES, 1);
            Board board = opened(ada);
            CDPSession session = ada.context().newCDPSession(ada.page());
            source.flood(PRICES);
            ada.page().waitForTimeout(2000);
            double before = heap(session);
            slowDown(session, 20);
            ada.page().waitForTimeout(2 * FLOOD_SECONDS * 1000.0);
            double after = heap(session);
            source.stop();
            board.watch();
            String first = board.onScreen().getFirst();
            source.price(PRICES, 88_888.25);

            Awaitility.await().atMost(PATIENCE).until(() -> board.price(first).equals("88,888.25"));

            Figure.report(reporter, "growth of the heap", (after - before) / MEGABYTE, "MB");
            assertThat(after - before).isLessThan(10 * MEGABYTE);
            assertThat(board.shown(first))
                    .as("what was on the screen, what was on its way, and the last one")
                    .isLessThanOrEqualTo(5);
            slowDown(session, 1);
            Map<String, String> prices = board.prices();
            assertThat(board.onScreen())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(prices).containsEntry(name, "88,888.25"));
        }
    }

    private static Board opened(Person person) {
        Board board = Board.of(person);
        person.page().navigate("/live");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !board.onScreen().isEmpty() && board.listened().containsAll(board.onScreen()));
        return board;
    }

    private static double heap(CDPSession session) {
        session.send("HeapProfiler.collectGarbage");
        return session.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
    }

    private static void slowDown(CDPSession session, int factor) {
        JsonObject rate = new JsonObject();
        rate.addProperty("rate", factor);
        session.send("Emulation.setCPUThrottlingRate", rate);
    }
}
