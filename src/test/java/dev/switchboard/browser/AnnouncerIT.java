package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a screen reader is told while one reads a room, and what it is spared (experience: AX3). */
class AnnouncerIT {

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

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void anArrivingMessageIsAnnouncedOnceAndABurstIsCounted(Look look) {
        String room = stage.room("arriving-" + look.width(), "grace");
        grace.say(room, Bot.numbered("unread", 30));
        try (Person ada = stage.person("ada", look)) {
            ada.open(room);
            assertThat(ada.message("unread 30")).isAttached();
            assertThat(announcer(ada)).isEmpty();
            assertThat(announcer(ada)).hasAttribute("aria-live", "polite");
            listen(ada);

            grace.say(room, "can you hear me?");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(heard(ada)).isEqualTo(List.of("Grace: can you hear me?")));
            settle(ada, 1);

            grace.say(room, Bot.numbered("burst", 5));
            Awaitility.await().untilAsserted(() -> assertThat(heard(ada)).hasSize(2));
            assertThat(heard(ada)).last().isEqualTo("5 new messages");
            settle(ada, 2);
        }
    }

    @Test
    void nothingElseIsAnnounced() {
        String room = stage.room("quiet", "grace");
        String elsewhere = stage.room("quiet-too", "grace");
        grace.say(room, Bot.numbered("history", 200));
        long seq = grace.say(room, "to be edited");
        long late = grace.say(room, "to be deleted");
        ApiClient self = stage.administrator();
        stage.markRead(room);
        try (Person ada = stage.person("ada")) {
            ada.open(room);
            assertThat(ada.message("to be deleted")).isInViewport();
            listen(ada);

            ada.say("my own, from here");
            self.post("/api/rooms/" + room + "/messages", Map.of("text", "my own, from elsewhere"))
                    .ok();
            assertThat(ada.message("my own, from elsewhere")).isVisible();
            grace.edit(room, seq, "has been edited");
            assertThat(ada.message("has been edited")).isVisible();
            grace.react(room, seq, "🎉");
            grace.delete(room, late);
            assertThat(ada.page().getByText("Grace deleted this message.")).isVisible();
            grace.type(room);
            assertThat(ada.page().getByText("Grace is typing")).isVisible();
            grace.say(elsewhere, "in another room");
            assertThat(ada.row(elsewhere + ", 1 unread")).isVisible();
            View.of(ada).travel(-2_000);
            assertThat(ada.message("history 1").first()).isAttached();
            ada.row(elsewhere + ", 1 unread").click();
            assertThat(ada.message("in another room")).isVisible();
            ada.row(room).click();
            assertThat(ada.composer()).isEnabled();
            ada.goOffline();
            assertThat(ada.connection()).not().containsText("Online");
            grace.say(room, "while nobody listened");
            ada.goOnline();
            assertThat(ada.message("while nobody listened")).isVisible();
            assertThat(ada.connection()).containsText("Online");

            settle(ada, 0);
            grace.say(room, "after all that");
            Awaitility.await().untilAsserted(() -> assertThat(heard(ada)).isEqualTo(List.of("Grace: after all that")));
        }
    }

    @Test
    void howMuchIsAnnouncedIsTheReadersChoice() {
        String room = stage.room("choice", "grace");
        try (Person ada = stage.person("ada")) {
            ada.page().navigate("/settings/appearance");
            ada.field("Those that mention me").check();
            ada.open(room);
            listen(ada);
            grace.say(room, "this is for everybody");
            grace.say(room, "and this for @ada");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(heard(ada)).isEqualTo(List.of("Grace: and this for @ada")));
            settle(ada, 1);

            ada.page().navigate("/settings/appearance");
            assertThat(ada.field("Those that mention me")).isChecked();
            ada.field("None").check();
            ada.open(room);
            listen(ada);
            grace.say(room, "nor this, @ada");
            assertThat(ada.message("nor this, @ada")).isVisible();
            settle(ada, 0);
        }
    }

    private static Locator announcer(Person person) {
        return person.page().getByLabel("Announcements").first();
    }

    /** Notes from now on what is said in the live region. */
    private static void listen(Person person) {
        announcer(person).evaluate("""
                (region) => {
                  window.heard = [];
                  const note = (changes) => {
                    for (const { addedNodes, type, target } of changes) {
                      if (type === "characterData") heard.push(target.data);
                      for (const node of addedNodes) heard.push(node.textContent);
                    }
                  };
                  new MutationObserver(note).observe(region, { childList: true, subtree: true, characterData: true });
                }""");
    }

    private static List<?> heard(Person person) {
        return (List<?>) person.page().evaluate("() => heard");
    }

    /** Requires that nothing more is said while what has come could still be counted. */
    private static void settle(Person person, int heard) {
        Awaitility.await()
                .during(Duration.ofMillis(2_500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> heard(person).size() == heard);
    }
}
