package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

/** Every screen under axe-core's WCAG 2.2 AA rules, in both themes and both widths, and what works by keyboard (AX1 to AX7). */
class AccessibilityIT {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
        stage.administrator()
                .post("/api/rooms/lobby/messages", Map.of("text", "@ada see https://example.com/ 🎉"))
                .ok();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noScreenBreaksARule(Look look) {
        String invitation = stage.administrator()
                .post("/api/invitations", Map.of("uses", 1))
                .ok()
                .get("code")
                .asString();
        try (Person visitor = stage.visitor("visitor", look)) {
            for (String path : List.of("/sign-in", "/invite/" + invitation)) {
                visitor.page().navigate(path);
                assertThat(visitor.page().getByRole(AriaRole.HEADING).first()).isVisible();
                requireAccessible(visitor.page(), path);
            }
        }
        try (Person ada = stage.person("ada", look)) {
            ada.expectConsoleError("status of 404"); // the room that does not exist
            ada.open("lobby");
            requireAccessible(ada.page(), "room");
            for (String path : List.of(
                    "/",
                    "/search?q=see",
                    "/settings/profile",
                    "/settings/appearance",
                    "/settings/sessions",
                    "/settings/tokens",
                    "/settings/invitations",
                    "/settings/people",
                    "/r/nowhere")) {
                ada.page().navigate(path);
                assertThat(ada.page().getByRole(AriaRole.HEADING).first()).isVisible();
                requireAccessible(ada.page(), path);
            }
        }
    }

    /** AX2: regions are reached by F6, and skipping is offered. */
    @Test
    void regionsAreReachedByKeyboard() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            assertThat(ada.page().getByRole(AriaRole.BANNER)).isVisible();
            assertThat(ada.page().getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Rooms")))
                    .isVisible();
            ada.page().keyboard().press("F6");
            String first = focused(ada.page());
            ada.page().keyboard().press("F6");
            String second = focused(ada.page());

            assertThat(first).isNotEqualTo("BODY").isNotEqualTo(second);
        }
    }

    /** AX2: focus is never lost by sending. */
    @Test
    void focusStaysInTheComposerAfterSending() {
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            ada.say("focus stays");

            assertThat(ada.composer()).isFocused();
        }
    }

    /** AX3: an arriving message is announced once; one's own is not. */
    @Test
    void anArrivingMessageIsAnnounced() {
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open("lobby");
            grace.open("lobby");

            grace.say("can you hear me");
            ada.say("my own echo");

            assertThat(ada.page().getByLabel("Announcements").first()).containsText("Grace: can you hear me");
            assertThat(ada.page().getByLabel("Announcements").first()).not().containsText("my own echo");
        }
    }

    /** AX5: what can be pressed is at least 24 by 24 pixels. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void targetsAreLargeEnough(Look look) {
        try (Person ada = stage.person("ada", look)) {
            ada.open("lobby");
            List<String> small = ada.page().getByRole(AriaRole.BUTTON).all().stream()
                    .filter(button -> button.isVisible() && button.boundingBox() != null)
                    .filter(button -> button.boundingBox().width < 24 || button.boundingBox().height < 24)
                    .map(button -> String.valueOf(button.getAttribute("aria-label")) + button.innerText())
                    .toList();

            assertThat(small).isEmpty();
        }
    }

    /** AX1: 320 px wide, nothing scrolls sideways. */
    @Test
    void nothingOverflowsAt320Pixels() {
        try (Person ada = stage.person("ada")) {
            ada.page().setViewportSize(320, 640);
            ada.open("lobby");

            assertThat(ada.page().evaluate("document.documentElement.scrollWidth <= 320"))
                    .isEqualTo(true);
        }
    }

    private static void requireAccessible(Page page, String state) {
        assertThat(page).hasTitle(Pattern.compile(".+"));
        page.waitForTimeout(250); // transitions change colours
        List<String> violations = new AxeBuilder(page)
                .withTags(RULES).analyze().getViolations().stream()
                        .map(AccessibilityIT::sentence)
                        .toList();
        assertThat(violations).as(state).isEmpty();
    }

    private static String sentence(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream()
                        .map(node -> node.getHtml() + " " + node.getTarget())
                        .toList();
    }

    private static String focused(Page page) {
        return (String) page.evaluate("""
                () => {
                  let element = document.activeElement;
                  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
                  return element.tagName + (element.id ? "#" + element.id : "") + "." + element.className;
                }""");
    }
}
