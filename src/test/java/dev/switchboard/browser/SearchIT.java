package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found, where it leads, and what must not be found any more (experience: SE3 to SE5). */
class SearchIT {

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
        ApiClient ada = stage.administrator();
        for (String text :
                new String[] {"我家在上海东边", "Welche größe hat das?", "the deployment went well", "nothing of the sort"}) {
            say(ada, "lobby", text);
        }
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** SE3: inside a sentence without spaces, without its marks, by its beginning; and the hit is marked. */
    @ParameterizedTest
    @CsvSource({
        "上海, 我家在上海东边, 上海",
        "grosse, Welche größe hat das?, größe",
        "GRÖSSE, Welche größe hat das?, größe",
        "deplo, the deployment went well, deplo"
    })
    void findsPartsOfWordsAndWordsWithoutTheirMarks(String query, String text, String marked) {
        try (Person ada = stage.person("ada")) {
            ada.page().navigate("/search");
            ada.field("Search messages").fill(query);

            assertThat(results(ada)).hasCount(1);
            assertThat(results(ada)).containsText(text);
            assertThat(results(ada).locator("mark")).containsText(marked);
            assertThat(ada.page()).hasURL(Pattern.compile("/search\\?q="));
        }
    }

    /** SE4: what was just said is found; after an edit the new text is and the old is not; what was deleted is gone. */
    @Test
    void theIndexFollowsEditsAndDeletions() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            ada.say("the walrus sings");
            assertThat(ada.message("the walrus sings").getByLabel("Sent")).isVisible();
            search(ada, "walrus");
            assertThat(results(ada)).hasCount(1);

            ada.open("lobby");
            ada.composer().press("ArrowUp");
            Locator editor =
                    ada.page().getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Edit message"));
            editor.fill("the dolphin sings");
            editor.press("Enter");
            assertThat(ada.message("the dolphin sings")).containsText("edited");
            search(ada, "walrus");
            assertThat(ada.heading("Nothing found")).isVisible();
            search(ada, "dolphin");
            assertThat(results(ada)).hasCount(1);
            assertThat(results(ada)).containsText("the dolphin sings");

            ada.open("lobby");
            ada.message("the dolphin sings").hover();
            ada.message("the dolphin sings")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More actions"))
                    .click();
            ada.page()
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Delete"))
                    .click();
            assertThat(ada.message("the dolphin sings")).hasCount(0);
            search(ada, "dolphin");
            assertThat(ada.heading("Nothing found")).isVisible();
        }
    }

    /** SE5: a room that one was removed from is not found in, whatever one asks. */
    @Test
    void whatOneMayNotReadAnyMoreIsNotFound() {
        ApiClient ada = stage.administrator();
        ada.post("/api/rooms", Map.of("id", "vault", "name", "Vault", "private", true))
                .ok();
        say(ada, "vault", "the combination is armadillo");
        stage.script("grace");
        try (Person grace = stage.person("grace")) {
            search(grace, "armadillo");
            assertThat(grace.heading("Nothing found")).isVisible();
            ada.write("PUT", "/api/rooms/vault/members/grace", Map.of()).ok();
            search(grace, "armadillo");
            assertThat(results(grace)).hasCount(1);

            ada.write("DELETE", "/api/rooms/vault/members/grace", Map.of()).ok();

            search(grace, "armadillo");
            assertThat(grace.heading("Nothing found")).isVisible();
            grace.expectConsoleError("status of 40[34]");
            grace.page().navigate("/search?q=armadillo&room=vault");
            assertThat(grace.field("Search messages")).isVisible();
            assertThat(grace.page().getByText("The search failed.").or(grace.heading("Nothing found")))
                    .isVisible();
            assertThat(results(grace)).hasCount(0);
        }
    }

    /** A result leads to the message with what was said around it, and Back to the results. */
    @Test
    void aResultLeadsToItsContextAndBack() {
        ApiClient script =
                ApiClient.withToken(stage.server().uri(), stage.administrator().createToken("filler"));
        script.post("/api/rooms", Map.of("id", "tower", "name", "Tower")).ok();
        for (int floor = 1; floor <= 90; floor++) {
            say(script, "tower", floor == 20 ? "here lives the heron" : "floor " + floor);
        }
        try (Person ada = stage.person("ada")) {
            search(ada, "heron");
            results(ada).getByRole(AriaRole.LINK).click();

            assertThat(ada.page()).hasURL(Pattern.compile("/r/tower/m/\\d+$"));
            assertThat(ada.message("here lives the heron")).isInViewport();
            assertThat(ada.message("floor 19")).isInViewport();
            assertThat(ada.message("floor 21")).isInViewport();

            ada.page().goBack();

            assertThat(ada.page()).hasURL(Pattern.compile("/search\\?q=heron$"));
            assertThat(ada.field("Search messages")).hasValue("heron");
            assertThat(results(ada)).containsText("here lives the heron");

            ada.page().goForward();

            assertThat(ada.message("here lives the heron")).isInViewport();
        }
    }

    private static void search(Person person, String query) {
        person.page().navigate("/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private static Locator results(Person person) {
        return person.page()
                .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Results"))
                .getByRole(AriaRole.LISTITEM);
    }

    private static void say(ApiClient by, String room, String text) {
        by.post("/api/rooms/" + room + "/messages", Map.of("text", text)).ok();
    }
}
