package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An absence in which more happened than the server repeats: the page does not go on as if nothing were missing (experience: RC4). */
class ReplayLimitIT {

    private static final int BEFORE = 100;
    private static final int MISSED = 250;

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder,
                "--switchboard.chat.replay-limit=20",
                "--switchboard.limits.sends-per-second=0",
                "--switchboard.limits.requests-per-second=0");
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void whoWasAtTheNewestMessageIsAtTheNewestAgainAndFindsWhatWasMissedAbove() {
        String room = stage.room("newest", "grace");
        try (Person ada = stage.person("ada");
                Bot grace = Bot.of(stage, stage.script("grace"))) {
            View view = enter(ada, grace, room);
            miss(ada, grace, room);

            ada.goOnline();

            assertThat(ada.message("missed " + MISSED)).isVisible();
            assertThat(view.under()).isLessThan(2);
            grace.say(room, "and on it goes");
            assertThat(ada.message("and on it goes")).isVisible();
            assertThat(ada.messages().getByText("missed " + (MISSED - 1))).hasCount(1);
            View.Journey up = view.travel(-400);
            assertThat(up.seen()).containsExactlyElementsOf(stage.seqs(room));
            assertThat(up.disordered()).isZero();
        }
    }

    @Test
    void whoWasReadingOlderMessagesStaysThereAndFindsWhatWasMissedBelow() {
        String room = stage.room("older", "grace");
        try (Person ada = stage.person("ada");
                Bot grace = Bot.of(stage, stage.script("grace"))) {
            View view = enter(ada, grace, room);
            view.scroll(-1500);
            View.Spot spot = view.first();
            miss(ada, grace, room);
            grace.edit(room, spot.seq() + 2, "changed while away");

            ada.goOnline();

            assertThat(ada.message("changed while away")).isVisible();
            assertThat(view.shiftOf(spot)).isLessThanOrEqualTo(1.0);
            grace.say(room, "and on it goes");
            assertThat(ada.page().getByText("Caught up")).hasCount(0);
            View.Journey up = view.travel(-400);
            View.Journey down = view.travel(400);
            assertThat(down.seen()).containsExactlyElementsOf(stage.seqs(room));
            assertThat(up.disordered() + down.disordered()).isZero();
            assertThat(ada.message("and on it goes")).isVisible();
        }
    }

    /** Going back to a room that was open an absence ago is no different. */
    @Test
    void aRoomThatWasOpenBeforeIsReadAfreshWhenItIsOpenedAgain() {
        String room = stage.room("again", "grace");
        try (Person ada = stage.person("ada");
                Bot grace = Bot.of(stage, stage.script("grace"))) {
            enter(ada, grace, room);
            ada.row("Lobby").click();
            assertThat(ada.heading("Lobby")).isVisible();
            grace.say(room, Bot.numbered("missed", MISSED));

            ada.rows().filter(new Locator.FilterOptions().setHasText(room)).click();
            View view = View.of(ada);
            // What was there before is shown first: its end is not the end.
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                view.goLatest();
                return ada.message("missed " + MISSED).isVisible();
            });

            View.Journey up = view.travel(-400);
            assertThat(up.seen()).containsExactlyElementsOf(stage.seqs(room));
        }
    }

    private static View enter(Person ada, Bot grace, String room) {
        ada.expectNetworkErrors();
        grace.say(room, Bot.numbered("before", BEFORE));
        ada.open(room);
        View view = View.of(ada);
        view.goLatest();
        assertThat(ada.message("before " + BEFORE)).isVisible();
        return view;
    }

    private static void miss(Person ada, Bot grace, String room) {
        ada.goOffline();
        assertThat(ada.connection()).not().containsText("Online");
        grace.say(room, Bot.numbered("missed", MISSED));
    }
}
