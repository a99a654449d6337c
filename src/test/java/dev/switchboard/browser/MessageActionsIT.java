package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.MouseButton;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be done with a message, by pointer, keyboard and finger alike (experience: AX4, AX7, PW4). */
class MessageActionsIT {

    private static final List<String> OWN =
            List.of("Add reaction", "Reply", "Copy text", "Copy link", "Edit", "Delete");
    private static final List<String> OTHERS = List.of("Add reaction", "Reply", "Copy text", "Copy link");

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void theContextMenuOffersWhatHoveringDoes(Look look) {
        try (Person grace = inRoom("context-" + look.width(), look)) {
            grace.message("of Ada").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(menu(grace)).hasText(names(OTHERS));
            grace.page().keyboard().press("Escape");
            assertThat(menu(grace)).hasCount(0);

            grace.message("of mine").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(menu(grace)).hasText(names(OWN));
        }
    }

    @Test
    void theToolbarComesWithThePointerAndWithTheKeyboard() {
        try (Person grace = inRoom("toolbar", Look.DESKTOP_LIGHT)) {
            grace.message("of mine").hover();
            assertThat(tools(grace)).hasCount(4);
            grace.composer().hover();
            assertThat(tools(grace)).hasCount(0);

            grace.message("of mine").focus();
            grace.page().keyboard().press("Enter");
            for (String tool : List.of("React", "Reply", "Edit", "More actions")) {
                assertThat(Focus.name(grace)).isEqualTo(tool);
                grace.page().keyboard().press(tool.equals("More actions") ? "Enter" : "ArrowRight");
            }
            assertThat(menu(grace)).hasText(names(OWN));
            grace.page().keyboard().press("End");
            assertThat(Focus.name(grace)).isEqualTo("Delete");
            grace.page().keyboard().press("Enter");

            assertThat(grace.page().getByText("You deleted this message.")).isVisible();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_DARK", "PHONE_LIGHT"})
    void keysOnAMessageDoWhatItsActionsDo(Look look) {
        try (Person grace = inRoom("shortcuts-" + look.width(), look)) {
            grace.message("of mine").focus();
            grace.page().keyboard().press("e");
            Locator editor = grace.field("Edit message");
            assertThat(editor).isFocused();
            editor.fill("of mine, edited");
            grace.page().keyboard().press("Enter");
            assertThat(grace.message("of mine, edited")).isFocused();

            grace.page().keyboard().press("+");
            assertThat(grace.field("Search emoji")).isFocused();
            grace.page().keyboard().type("party");
            grace.page().keyboard().press("Enter");
            assertThat(grace.page().getByLabel(Pattern.compile("^🎉 1: "))).isVisible();

            grace.message("of Ada").focus();
            grace.page().keyboard().press("r");
            assertThat(grace.composer()).isFocused();
            grace.say("an answer");
            assertThat(grace.message("an answer").getByLabel("Ada of Ada, go to this message"))
                    .isVisible();
        }
    }

    @Test
    void aLongPressOpensTheSameMenu() {
        try (Person grace = inRoom("press", Look.PHONE_LIGHT)) {
            longPress(grace, grace.message("of mine"));
            assertThat(menu(grace)).hasText(names(OWN));
            menuItem(grace, "Edit").tap();
            assertThat(grace.field("Edit message")).isFocused();
            grace.button("Cancel").tap();

            longPress(grace, grace.message("of Ada"));
            assertThat(menu(grace)).hasText(names(OTHERS));
            menuItem(grace, "Reply").tap();
            assertThat(grace.composer()).isFocused();
            assertThat(grace.button("Do not answer this message")).isVisible();

            longPress(grace, grace.message("of mine"));
            menuItem(grace, "Delete").tap();
            assertThat(grace.page().getByText("You deleted this message.")).isVisible();
            grace.button("Undo").tap();
            assertThat(grace.message("of mine")).isVisible();
        }
    }

    private static Person inRoom(String room, Look look) {
        stage.room(room, "grace");
        say(stage.administrator(), room, "of Ada");
        say(stage.script("grace"), room, "of mine");
        Person grace = stage.person("grace", look);
        grace.open(room);
        assertThat(grace.message("of mine")).isVisible();
        return grace;
    }

    private static void say(ApiClient by, String room, String text) {
        by.post("/api/rooms/" + room + "/messages", Map.of("text", text)).ok();
    }

    /** Rests a finger on a message until the menu is there, and lifts it then. */
    private static void longPress(Person person, Locator message) {
        BoundingBox box = message.boundingBox();
        CDPSession session = person.context().newCDPSession(person.page());
        session.send("Input.dispatchTouchEvent", touch("touchStart", box.x + box.width / 2, box.y + box.height / 2));
        assertThat(menu(person).first()).isVisible();
        session.send("Input.dispatchTouchEvent", touch("touchEnd"));
        assertThat(menu(person).first()).isVisible();
    }

    private static JsonObject touch(String type, double... place) {
        JsonArray points = new JsonArray();
        if (place.length > 0) {
            JsonObject point = new JsonObject();
            point.addProperty("x", place[0]);
            point.addProperty("y", place[1]);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        return event;
    }

    private static Locator menu(Person person) {
        return person.page().getByRole(AriaRole.MENU).getByRole(AriaRole.MENUITEM);
    }

    private static Locator menuItem(Person person, String name) {
        return person.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator tools(Person person) {
        return person.page()
                .getByRole(AriaRole.TOOLBAR, new Page.GetByRoleOptions().setName("Message actions"))
                .getByRole(AriaRole.BUTTON);
    }

    private static String[] names(List<String> names) {
        return names.toArray(String[]::new);
    }
}
