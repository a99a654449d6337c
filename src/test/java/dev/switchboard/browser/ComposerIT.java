package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one writes: keys, drafts, limits and the order of what is sent (experience: CO1, CO2, CO3, CO5, CO10, S7). */
class ComposerIT {

    private static final double PATIENCE = 20_000;

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder, "--switchboard.limits.sends-per-second=0");
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** CO1: Enter sends, Shift+Enter starts a new line. */
    @Test
    void enterSendsAndShiftEnterStartsALine() {
        stage.room("keys");
        try (Person ada = stage.person("ada")) {
            ada.open("keys");
            ada.composer().pressSequentially("one");
            ada.composer().press("Shift+Enter");
            ada.composer().pressSequentially("two");
            assertThat(ada.composer()).hasValue("one\ntwo");
            assertThat(ada.messages()).hasCount(0);

            ada.composer().press("Enter");

            assertThat(ada.composer()).hasValue("");
            assertThat(ada.messages()).hasCount(1);
            assertThat(ada.message("one").getByLabel("Sent")).isVisible();
            assertThat(stage.texts("keys")).containsExactly("one\ntwo");
        }
    }

    /** CO1: on a touch screen Enter starts a new line, and the button sends. */
    @Test
    void onTouchEnterStartsALine() {
        stage.room("touch");
        try (Person ada = stage.person("ada", Look.PHONE_LIGHT)) {
            ada.open("touch");
            ada.composer().pressSequentially("one");
            ada.composer().press("Enter");
            ada.composer().pressSequentially("two");
            assertThat(ada.composer()).hasValue("one\ntwo");
            assertThat(ada.messages()).hasCount(0);

            send(ada).tap();

            assertThat(ada.message("one").getByLabel("Sent")).isVisible();
            assertThat(stage.texts("touch")).containsExactly("one\ntwo");
        }
    }

    /** CO1: the Enter that ends an input method's composition never sends. */
    @ParameterizedTest
    @ValueSource(strings = {"isComposing: true", "keyCode: 229"})
    void enterThatEndsACompositionDoesNotSend(String composing) {
        String room = composing.contains("229") ? "ime-code" : "ime-flag";
        stage.room(room);
        try (Person ada = stage.person("ada")) {
            ada.open(room);
            ada.composer().fill("にほん");
            ada.composer()
                    .evaluate("field => field.dispatchEvent(new KeyboardEvent('keydown',"
                            + " { key: 'Enter', bubbles: true, composed: true, cancelable: true, " + composing
                            + " }))");
            assertThat(ada.composer()).hasValue("にほん");

            ada.composer().pressSequentially("語");
            ada.composer().press("Enter");

            assertThat(ada.message("にほん").getByLabel("Sent")).isVisible();
            assertThat(stage.texts(room)).containsExactly("にほん語");
        }
    }

    /** CO2: in an empty composer ↑ edits one's last message; Esc leaves it as it was, and focus returns. */
    @Test
    void arrowUpEditsTheLastOwnMessageAndEscapeCancels() {
        stage.room("arrow");
        try (Person ada = stage.person("ada")) {
            ada.open("arrow");
            ada.say("an earlier one");
            ada.say("the last one");
            assertThat(ada.message("the last one").getByLabel("Sent")).isVisible();

            ada.composer().press("ArrowUp");
            Locator editor =
                    ada.page().getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Edit message"));
            assertThat(editor).isFocused();
            assertThat(editor).hasValue("the last one");
            editor.fill("something else");
            editor.press("Escape");

            assertThat(editor).hasCount(0);
            assertThat(ada.composer()).isFocused();
            assertThat(ada.message("the last one")).hasCount(1);
            assertThat(ada.message("something else")).hasCount(0);

            ada.composer().press("ArrowUp");
            editor.fill("the very last one");
            editor.press("Enter");

            assertThat(ada.message("the very last one")).containsText("edited");
            assertThat(ada.composer()).isFocused();
        }
    }

    /** CO2: in a composer with text ↑ moves the caret only. */
    @Test
    void arrowUpInATextEditsNothing() {
        stage.room("caret");
        try (Person ada = stage.person("ada")) {
            ada.open("caret");
            ada.say("already said");
            assertThat(ada.message("already said").getByLabel("Sent")).isVisible();
            ada.composer().fill("half a thought");
            ada.composer().press("ArrowUp");
            ada.composer().pressSequentially("not ");

            assertThat(ada.composer()).hasValue("not half a thought");
        }
    }

    /** CO3: each room has its own draft; it survives another room and a reload, and goes when it is sent. */
    @Test
    void eachRoomKeepsItsDraft() {
        stage.room("draft-one");
        stage.room("draft-two");
        try (Person ada = stage.person("ada")) {
            ada.open("draft-one");
            ada.composer().fill("for one");
            go(ada, "draft-two");
            assertThat(ada.composer()).hasValue("");
            ada.composer().fill("for two");
            go(ada, "draft-one");
            assertThat(ada.composer()).hasValue("for one");
            ada.page().reload();
            assertThat(ada.composer()).hasValue("for one");

            ada.composer().press("Enter");
            assertThat(ada.message("for one").getByLabel("Sent")).isVisible();
            go(ada, "draft-two");
            assertThat(ada.composer()).hasValue("for two");
            go(ada, "draft-one");
            assertThat(ada.composer()).hasValue("");
            ada.page().reload();
            assertThat(ada.message("for one")).isVisible();
            assertThat(ada.composer()).hasValue("");
        }
    }

    /** CO5: over the limit a counter says by how much, and nothing is sent or lost. */
    @Test
    void aTextThatIsTooLongIsCountedAndNotSent() {
        stage.room("limit");
        try (Person ada = stage.person("ada")) {
            ada.open("limit");
            ada.composer().fill("x".repeat(7_900));
            assertThat(ada.page().getByText("100 left")).isVisible();
            assertThat(send(ada)).isEnabled();

            ada.composer().fill("x".repeat(8_003));

            assertThat(ada.page().getByText("3 characters too long to send")).isVisible();
            assertThat(send(ada)).isDisabled();
            ada.composer().press("Enter");
            assertThat(ada.composer()).hasValue("x".repeat(8_003));
            assertThat(ada.messages()).hasCount(0);

            ada.composer().fill("😀".repeat(8_000)); // code points count, not UTF-16 units
            assertThat(send(ada)).isEnabled();
            ada.composer().press("Enter");
            assertThat(ada.messages().getByLabel("Sent")).isVisible();
        }
    }

    /** CO10: the composer grows with its text up to 40 % of the window, and then scrolls. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void growsToFortyPercentAndThenScrolls(boolean phone) {
        Look look = phone ? Look.PHONE_LIGHT : Look.DESKTOP_LIGHT;
        try (Person ada = stage.person("ada", look)) {
            ada.open("lobby");
            double oneLine = ada.composer().boundingBox().height;
            ada.composer().fill("a line\n".repeat(4));
            double fiveLines = ada.composer().boundingBox().height;
            ada.composer().fill("a line\n".repeat(100));
            double most = ada.composer().boundingBox().height;

            assertThat(fiveLines).isGreaterThan(oneLine + 40);
            assertThat(most).isBetween(0.3 * look.height(), 0.4 * look.height() + 1);
            assertThat(ada.composer().evaluate("field => field.scrollHeight > field.clientHeight"))
                    .isEqualTo(true);
            assertThat(send(ada)).isInViewport();
            ada.composer().fill("");
            assertThat(ada.composer().boundingBox().height).isEqualTo(oneLine);
        }
    }

    /** S7: what is said after the network is back does not overtake what waited for it. */
    @Test
    void aLaterMessageDoesNotOvertakeAQueuedOne() {
        stage.room("order");
        try (Person ada = stage.person("ada")) {
            ada.open("order");
            ada.goOffline();
            ada.say("said first");
            assertThat(ada.message("said first").getByText("Queued", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();

            ada.net().delay(100);
            ada.goOnline();
            ada.say("said second");
            ada.say("said third");

            assertThat(ada.message("said third").getByLabel("Sent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            assertThat(stage.texts("order")).containsExactly("said first", "said second", "said third");
            assertThat(ada.messages()).containsText(new String[] {"said first", "said second", "said third"});
        }
    }

    private static Locator send(Person person) {
        return person.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Send").setExact(true));
    }

    /** Follows the room's row in the list of rooms, whatever its state. */
    private static void go(Person person, String room) {
        person.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + room + "(, .*)?$")))
                .click();
        assertThat(person.page()
                        .getByRole(
                                AriaRole.LOG,
                                new Page.GetByRoleOptions()
                                        .setName("Messages in " + room)
                                        .setExact(true)))
                .isVisible();
    }
}
