package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forms that password managers know, and empty places that say what to do (experience: FR5, FR6). */
class WelcomeIT {

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
        stage.administrator();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** FR5: the fields say what they are for, and take what is pasted. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void passwordManagersKnowTheFields(Look look) {
        String code = stage.administrator()
                .post("/api/invitations", Map.of("uses", 1))
                .ok()
                .get("code")
                .asString();
        try (Person visitor = stage.visitor("ada", look)) {
            visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            visitor.page().navigate("/invite/" + code);
            assertThat(visitor.field("Your name")).hasAttribute("autocomplete", "name");
            assertThat(visitor.field("User name")).hasAttribute("autocomplete", "username");
            assertThat(visitor.field("Password")).hasAttribute("autocomplete", "new-password");

            visitor.page().navigate("/sign-in");
            assertThat(visitor.field("User name")).hasAttribute("autocomplete", "username");
            assertThat(visitor.field("Password")).hasAttribute("autocomplete", "current-password");
            visitor.field("User name").fill("ada");
            visitor.page().evaluate("text => navigator.clipboard.writeText(text)", Stage.PASSWORD);
            visitor.field("Password").focus();
            visitor.page().keyboard().press("Control+v");
            assertThat(visitor.field("Password")).hasValue(Stage.PASSWORD);
            visitor.page().keyboard().press("Enter");

            assertThat(visitor.row("Lobby")).isAttached();
        }
    }

    /** FR6: a new room says what to do in it, with which keys, and whom to bring. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void anEmptyRoomSaysHowToBegin(Look look) {
        String room = stage.room("empty-" + look.width());
        try (Person ada = stage.person("ada", look)) {
            ada.open(room);
            assertThat(ada.heading("Say hello")).isInViewport();
            assertThat(ada.page().getByText("sends,")).isVisible();
            ada.page()
                    .getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName("Messages in"))
                    .getByRole(AriaRole.BUTTON)
                    .click();
            assertThat(ada.field("Invite somebody")).isVisible();
            ada.page().keyboard().press("Escape");

            ada.say("hello");

            assertThat(ada.message("hello").getByLabel("Sent")).isVisible();
            assertThat(ada.heading("Say hello")).hasCount(0);
        }
    }
}
