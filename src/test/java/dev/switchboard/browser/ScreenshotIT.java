package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pictures of the main screens, in {@code target/screenshots}, for people to look at; the README's is {@code room-DESKTOP_LIGHT}.
 */
class ScreenshotIT {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Map<String, String> SCREENS = Map.of(
            "room", "/r/launch",
            "home", "/",
            "search", "/search?q=launch",
            "settings-tokens", "/settings/tokens",
            "settings-people", "/settings/people",
            "settings-sessions", "/settings/sessions");

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        Files.createDirectories(PICTURES);
        stage = Stage.open(folder);
        ApiClient ada = stage.administrator();
        ApiClient grace = stage.script("grace");
        ApiClient linus = stage.script("linus");
        ada.post("/api/rooms", Map.of("id", "launch", "name", "Launch")).ok();
        ada.post("/api/rooms", Map.of("id", "design", "name", "Design", "private", true))
                .ok();
        for (ApiClient member : List.of(grace, linus)) {
            member.write("PUT", "/api/rooms/launch/members/me", Map.of()).ok();
        }
        ada.post("/api/rooms", Map.of("direct", List.of("grace"))).ok();
        say(ada, "Morning! The release candidate is up: https://example.com/rc1");
        say(grace, "Looks good on my phone. The new search finds 上海 inside 我家在上海东边 🎉");
        say(grace, "and größe by grosse");
        say(linus, "Killed the server mid-burst twenty times. Nothing lost, nothing doubled.");
        long seq = say(ada, "@grace can you write the announcement?");
        grace.post("/api/rooms/launch/messages", Map.of("text", "On it – draft in an hour.", "replyTo", seq))
                .ok();
        say(linus, "Then we launch at noon 🚀");
        linus.post("/api/rooms/lobby/messages", Map.of("text", "@ada lunch?")).ok();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMainScreens(Look look) {
        try (Person ada = stage.person("ada", look)) {
            for (Map.Entry<String, String> screen : SCREENS.entrySet()) {
                ada.page().navigate(screen.getValue());
                assertThat(ada.page().getByRole(AriaRole.HEADING).first()).isVisible();
                if (screen.getKey().equals("room")) {
                    assertThat(ada.message("we launch at noon")).isVisible();
                }
                ada.page().waitForTimeout(400); // pictures of what has come to rest
                Path picture = PICTURES.resolve(screen.getKey() + "-" + look + ".png");
                ada.screenshot(picture);

                assertThat(picture).isNotEmptyFile();
            }
        }
        try (Person visitor = stage.visitor("visitor", look)) {
            visitor.page().navigate("/sign-in");
            assertThat(visitor.page().getByRole(AriaRole.HEADING).first()).isVisible();
            visitor.screenshot(PICTURES.resolve("sign-in-" + look + ".png"));
        }
    }

    private static long say(ApiClient who, String text) {
        return who.post("/api/rooms/launch/messages", Map.of("text", text))
                .ok()
                .get("seq")
                .asLong();
    }
}
