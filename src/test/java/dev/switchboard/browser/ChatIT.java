package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two people in two browsers, and a script with a token. */
class ChatIT {

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
    @EnumSource
    void twoPeopleSeeEachOther(Look look) {
        String room = stage.room("talk-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-'), "grace");
        try (Person ada = stage.person("ada", look);
                Person grace = stage.person("grace", look)) {
            ada.open(room);
            grace.open(room);

            ada.say("hello from " + look);
            grace.say("and back from " + look);

            assertThat(grace.message("hello from " + look)).isVisible();
            assertThat(ada.message("and back from " + look)).isVisible();
            assertThat(ada.message("hello from " + look)).hasCount(1);
        }
    }

    @Test
    void aScriptWithATokenReadsAndPosts() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            ada.say("is anybody listening?");
            assertThat(ada.message("is anybody listening?").getByLabel("Sent")).isVisible();
            ApiClient script = ApiClient.withToken(
                    stage.server().uri(), stage.administrator().createToken("script"));

            assertThat(script.get("/api/rooms/lobby/messages").ok().get("items").toString())
                    .contains("is anybody listening?");
            script.post("/api/rooms/lobby/messages", Map.of("text", "the script is"))
                    .ok();

            assertThat(ada.message("the script is")).isVisible();
        }
    }

    @Test
    void anEditAndADeletionReachTheOtherAndUndoRestoresTheSameMessage() {
        String room = stage.room("corrections", "grace");
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open(room);
            grace.open(room);
            ada.say("a typo heer");
            assertThat(grace.message("a typo heer")).isVisible();

            ada.composer().press("ArrowUp");
            Locator editor = ada.page().getByRole(AriaRole.TEXTBOX, byName("Edit message"));
            editor.fill("a typo here");
            editor.press("Enter");

            assertThat(grace.message("a typo here")).containsText("edited");

            Locator message = ada.message("a typo here");
            message.hover();
            message.getByRole(AriaRole.BUTTON, inside("More actions")).click();
            ada.page().getByRole(AriaRole.MENUITEM, byName("Delete")).click();
            assertThat(grace.page().getByText("Ada deleted this message.").last())
                    .isVisible();
            ada.page().getByRole(AriaRole.BUTTON, byName("Undo")).last().click();

            assertThat(grace.message("a typo here")).isVisible();
        }
    }

    @Test
    void aReactionIsCountedOnceHoweverOftenItIsToggled() {
        String room = stage.room("reactions", "grace");
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open(room);
            grace.open(room);
            ada.say("react to this");
            assertThat(grace.message("react to this")).isVisible();
            assertThat(ada.message("react to this").getByLabel("Sent")).isVisible();

            Locator message = grace.message("react to this");
            message.hover();
            message.getByRole(AriaRole.BUTTON, inside("React")).click();
            grace.page()
                    .getByRole(AriaRole.GRIDCELL)
                    .getByRole(AriaRole.BUTTON, inside("thumbs up"))
                    .click();
            Locator mine = message.getByRole(
                    AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^👍 1: Grace$")));
            assertThat(mine).isVisible();
            Locator hers = ada.message("react to this")
                    .getByRole(
                            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^👍 1: Grace$")));
            assertThat(hers).isVisible();

            mine.click();

            assertThat(hers).hasCount(0);
        }
    }

    @Test
    void typingIsShownWhileSomeoneTypesAndGoesWithTheMessage() {
        String room = stage.room("typing", "grace");
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open(room);
            grace.open(room);

            grace.composer().pressSequentially("well, let me think");

            assertThat(ada.page().getByText("Grace is typing")).isVisible();
            grace.composer().press("Enter");
            assertThat(ada.page().getByText("Grace is typing")).isHidden();
        }
    }

    private static Page.GetByRoleOptions byName(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
