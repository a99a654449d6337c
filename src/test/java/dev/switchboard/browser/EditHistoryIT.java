package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.MouseButton;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The mark of an edited message opens what it said before, with what each edit changed (experience: ED1). */
class EditHistoryIT {

    private static final double PATIENCE = 30_000;
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Pattern MARK = Pattern.compile("^\\(edited \\d\\d:\\d\\d\\)");

    private static Stage stage;
    private static Bot grace;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
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
    @EnumSource
    void eachVersionIsShownWithWhatItsEditChanged(Look look) {
        String room = stage.room("edits-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-'), "grace");
        long seq = grace.say(room, "We launch on Tuesday at noon, after the demo. 我家在上海");
        grace.edit(room, seq, "We launch on Wednesday at noon, right after the demo. 我家在上海");
        grace.edit(room, seq, "We launch on Wednesday at two, right after the demo. 我家在北京\nBring cake!");
        try (Person ada = stage.person("ada", look)) {
            ada.open(room);
            Locator mark = mark(ada.message("We launch"));
            assertThat(mark).hasAttribute("title", Pattern.compile("^Edited .+20\\d\\d.+\\d\\d:\\d\\d"));

            mark.click();

            Locator dialog = ada.dialog("Edit history");
            Locator versions = versions(ada);
            assertThat(versions).hasCount(3, patiently());
            assertThat(versions.nth(0)).containsText("Grace");
            assertThat(versions.nth(0)).containsText("Original");
            assertThat(versions.nth(0)).containsText("We launch on Tuesday at noon, after the demo.");
            assertThat(versions.nth(1).locator("del")).containsText(new String[] {"Tuesday"});
            assertThat(versions.nth(1).locator("ins")).containsText(new String[] {"Wednesday", "right"});
            assertThat(versions.nth(2).locator("del")).containsText(new String[] {"removed: noon", "上海"});
            assertThat(versions.nth(2).locator("ins")).containsText(new String[] {"added: two", "北京"});
            assertThat(versions.nth(2)).containsText("Now");
            for (int number = 0; number < 3; number++) {
                assertThat(versions.nth(number).locator("time"))
                        .hasAttribute("datetime", Pattern.compile("^20\\d\\d-.+Z$"));
            }
            assertThat(dialog.evaluate("element => element.scrollWidth <= element.clientWidth"))
                    .isEqualTo(true);
            Audit audit = new Audit();
            audit.look(ada, "edit history");
            audit.requireClean(1);
            ada.screenshot(PICTURES.resolve("edit-history-" + look + ".png"));

            ada.page().keyboard().press("Escape");

            assertThat(dialog).hasCount(0);
            assertThat(mark).isFocused();
        }
    }

    /** By keyboard alone; what is edited meanwhile is shown too, and what is deleted is not any more. */
    @Test
    void opensByKeyboardAndFollowsTheMessage() {
        String room = stage.room("followed", "grace");
        long seq = grace.say(room, "frist");
        grace.edit(room, seq, "first");
        try (Person ada = stage.person("ada")) {
            ada.open(room);
            Locator message = ada.message("first");
            assertThat(mark(message)).isVisible();
            View.of(ada).focus();
            for (int tabs = 0; tabs < 5 && !focusIn(mark(message)); tabs++) {
                ada.page().keyboard().press("Tab");
            }
            assertThat(mark(message)).isFocused();

            ada.page().keyboard().press("Enter");
            Locator dialog = ada.dialog("Edit history");
            assertThat(versions(ada)).hasCount(2, patiently());
            grace.edit(room, seq, "first of all");
            assertThat(versions(ada)).hasCount(3, patiently());
            assertThat(versions(ada).nth(2).locator("ins")).containsText("of all");
            grace.delete(room, seq);
            assertThat(ada.page().getByText("This message was deleted")).isVisible();
            assertThat(versions(ada)).hasCount(0);
            ada.page().keyboard().press("Escape");

            assertThat(dialog).hasCount(0);
            assertThat(ada.page().getByText("Grace deleted this message.")).isVisible();
            assertThat(ada.messages().last()).isFocused();
        }
    }

    @Test
    void isInTheMenuOfAnEditedMessageOnly() {
        String room = stage.room("menu", "grace");
        grace.say(room, "as it was");
        grace.edit(room, grace.say(room, "befor"), "before");
        try (Person ada = stage.person("ada")) {
            ada.open(room);
            assertThat(mark(ada.message("before"))).isVisible();
            assertThat(mark(ada.message("as it was"))).hasCount(0);

            ada.message("as it was").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(item(ada, "Copy link")).isVisible();
            assertThat(item(ada, "Edit history")).hasCount(0);
            ada.page().keyboard().press("Escape");
            ada.message("before").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            item(ada, "Edit history").click();

            assertThat(versions(ada)).hasCount(2, patiently());
        }
    }

    private static Locator mark(Locator message) {
        return message.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(MARK));
    }

    /** What the dialog lists; it stands in the page, slotted into the dialog. */
    private static Locator versions(Person person) {
        return person.page()
                .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Versions"))
                .getByRole(AriaRole.LISTITEM);
    }

    private static Locator item(Person person, String name) {
        return person.page()
                .getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static boolean focusIn(Locator locator) {
        return (Boolean) locator.evaluate("element => element.matches(':focus')");
    }

    private static LocatorAssertions.HasCountOptions patiently() {
        return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE);
    }
}
