package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.MouseButton;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole page by keyboard, and a focus that is never lost (experience: AX2). */
class KeyboardIT {

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
        stage.room("keys", "grace");
        stage.administrator()
                .post("/api/rooms/keys/messages", Map.of("text", "something to stand on"))
                .ok();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DESKTOP_LIGHT, Skip to content, app-shell/main",
        "DESKTOP_LIGHT, Skip to composer, room-view/message-composer/textarea",
        "DESKTOP_LIGHT, Skip to rooms, room-list",
        "PHONE_DARK, Skip to content, app-shell/main",
        "PHONE_DARK, Skip to composer, room-view/message-composer/textarea"
    })
    void theFirstTabsSkipToWhereOneWantsToBe(Look look, String link, String goal) {
        try (Person ada = stage.person("ada", look)) {
            ada.open("keys");
            for (int i = 0; i < 12 && !Focus.name(ada).equals(link); i++) {
                ada.page().keyboard().press("Tab");
            }
            assertThat(Focus.name(ada)).isEqualTo(link);
            assertThat(ada.button(link)).isInViewport();

            ada.page().keyboard().press("Enter");

            assertThat(Focus.path(ada)).startsWith(goal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"F6", "Control+F6"})
    void regionsAreGoneThroughForthAndBack(String key) {
        try (Person ada = stage.person("ada")) {
            ada.open("keys");
            assertThat(ada.message("something to stand on")).isVisible();
            for (String region : new String[] {"room-list", "message-list", "message-composer", "room-list"}) {
                ada.page().keyboard().press(key);
                assertThat(Focus.path(ada)).contains(region);
            }
            for (String region : new String[] {"message-composer", "message-list", "room-list"}) {
                ada.page().keyboard().press("Shift+" + key);
                assertThat(Focus.path(ada)).contains(region);
            }

            ada.page().navigate("/search?q=stand");
            assertThat(ada.field("Search messages")).isVisible();
            assertThat(ada.row("keys")).isVisible();
            ada.page().keyboard().press(key);
            ada.page().keyboard().press(key);
            assertThat(Focus.path(ada)).startsWith("search-view");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void focusIsKeptWhateverIsSentDeletedOrClosed(Look look) {
        String room = stage.room("kept-" + look.width());
        try (Person ada = stage.person("ada", look)) {
            ada.open(room);
            ada.say("one");
            ada.say("two");
            assertThat(ada.message("two").getByLabel("Sent")).isVisible();
            assertThat(ada.composer()).isFocused();

            ada.message("two").focus();
            ada.page().keyboard().press("Delete");
            assertThat(ada.page().getByText("You deleted this message.")).isVisible();
            Focus.requireKept(ada, "deleting");
            ada.button("Undo").focus();
            ada.page().keyboard().press("Enter");
            assertThat(ada.message("two")).isVisible();
            Focus.requireKept(ada, "taking it back");

            ada.message("one").focus();
            ada.page().keyboard().press("+");
            assertThat(ada.field("Search emoji")).isFocused();
            ada.page().keyboard().press("Escape");
            Awaitility.await().untilAsserted(() -> assertThat(Focus.path(ada)).endsWith("message-item"));

            for (String opener : new String[] {"Members, 1 here", "Room actions"}) {
                ada.button(opener).focus();
                ada.page().keyboard().press("Enter");
                Awaitility.await()
                        .untilAsserted(() -> assertThat(Focus.name(ada)).isNotEqualTo(opener));
                ada.page().keyboard().press("Escape");
                assertThat(ada.button(opener)).isFocused();
            }

            ada.button("Members, 1 here").click();
            ada.dialog("Members of " + room)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
                    .click();
            assertThat(ada.button("Members, 1 here")).isFocused();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void focusIsKeptFromRoomToRoom(Look look) {
        try (Person ada = stage.person("ada", look)) {
            ada.open("lobby");
            ada.composer().focus();
            ada.page().keyboard().press("Alt+ArrowDown");
            assertThat(ada.page()).not().hasURL(Pattern.compile("/lobby$"));
            Focus.requireKept(ada, "going to the next room");

            if (look.isPhone()) {
                ada.link("Back to rooms").click();
            }
            ada.row("Lobby").click();
            assertThat(ada.composer()).isEnabled();
            Focus.requireKept(ada, "choosing a room");

            ada.page().goBack();
            Focus.requireKept(ada, "going back");
            ada.page().goForward();
            Focus.requireKept(ada, "going forward");
        }
    }

    @Test
    void focusIsKeptWhenTheConnectionIsBackAndWhenTheRoomIsGone() {
        String room = stage.room("lost", "grace");
        try (Person grace = stage.person("grace")) {
            grace.open(room);
            grace.goOffline();
            Locator again = grace.button("Try now");
            assertThat(again).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
            again.focus();
            grace.goOnline();
            assertThat(grace.page().getByText("Back online")).isVisible();
            assertThat(again).hasCount(0);
            Focus.requireKept(grace, "the reconnect");

            grace.composer().focus();
            stage.administrator()
                    .write("DELETE", "/api/rooms/lost/members/grace", Map.of())
                    .ok();
            assertThat(grace.page().getByText("You were removed from lost by Ada."))
                    .isVisible();
            Focus.requireKept(grace, "the removal");
        }
    }

    /** AX7: what is told in passing stays ten seconds or until it is dismissed, and can be read again. */
    @Thorough
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void aNoticeStaysTenSecondsAndCanBeReadAgain(Look look) {
        try (Person ada = stage.person("ada", look)) {
            ada.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            ada.open("keys");
            copy(ada, "Copy link");
            Locator notice = notices(ada).getByText("Link copied");
            assertThat(notice).isVisible();
            long shown = System.nanoTime();
            Focus.requireKept(ada, "copying");
            while (System.nanoTime() - shown < 10_000_000_000L) {
                assertThat(notice).isVisible();
                ada.page().waitForTimeout(250);
            }
            assertThat(notice).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(20_000));

            copy(ada, "Copy text");
            assertThat(notices(ada).getByText("Text copied")).isVisible();
            ada.composer().focus();
            ada.button("Dismiss").focus();
            ada.page().keyboard().press("Enter");
            assertThat(ada.button("Dismiss")).hasCount(0);
            assertThat(ada.composer()).isFocused();

            if (look.isPhone()) {
                ada.link("Back to rooms").click();
            }
            ada.button("Notices").click();
            Locator past = ada.page()
                    .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Past notices"))
                    .getByRole(AriaRole.LISTITEM);
            assertThat(past).containsText(new String[] {"Text copied", "Link copied"});
            ada.page().keyboard().press("Escape");
            assertThat(ada.button("Notices")).isFocused();
        }
    }

    private static void copy(Person person, String what) {
        person.message("something to stand on").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
        person.page()
                .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(what))
                .click();
    }

    private static Locator notices(Person person) {
        return person.page()
                .getByRole(
                        AriaRole.LOG,
                        new Page.GetByRoleOptions().setName("Notices").setExact(true));
    }
}
