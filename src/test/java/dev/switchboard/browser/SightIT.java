package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Large letters, narrow windows, wide spacing, forced colours; where the focus is, and what a finger hits (experience: AX1, AX5). */
class SightIT {

    private static final List<String> PAGES = List.of(
            "/r/talk",
            "/",
            "/search?q=see",
            "/r/nowhere",
            "/settings/profile",
            "/settings/appearance",
            "/settings/sessions",
            "/settings/tokens",
            "/settings/invitations",
            "/settings/people");

    /** All elements of the page, in the shadow trees too, that are drawn. */
    private static final String ELEMENTS = """
            const elements = (root) =>
              [...root.querySelectorAll("*")].flatMap((each) => [each, ...(each.shadowRoot ? elements(each.shadowRoot) : [])]);
            const drawn = () => elements(document).filter((each) => {
              const { width, height } = each.getBoundingClientRect();
              return width > 1 && height > 1 && each.checkVisibility({ visibilityProperty: true, opacityProperty: true })
                && !each.closest(".visually-hidden, .skip, svg");
            });
            const called = (each) => `${each.localName}.${each.className} "${(each.ariaLabel ?? each.textContent).trim().slice(0, 40)}"`;
            """;

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder, "--switchboard.limits.requests-per-second=0");
        stage.room("talk", "grace");
        stage.room("a-room-with-a-long-name-that-does-not-fit");
        for (String text : List.of(
                "@grace see https://example.com/" + "x".repeat(120),
                "Donaudampfschifffahrtsgesellschaft".repeat(4),
                "🎉")) {
            stage.administrator()
                    .post("/api/rooms/talk/messages", Map.of("text", text))
                    .ok();
        }
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** AX1: 320 pixels wide; at 200 % (a window of 1280 by 800 has half of that then); with all spacing as wide as WCAG 1.4.12 asks. */
    @ParameterizedTest
    @CsvSource({"320, 640, false", "640, 400, false", "1280, 800, true", "390, 844, true"})
    void nothingIsCutOffOrScrollsSideways(int width, int height, boolean spaced) {
        List<String> found = new ArrayList<>();
        try (Person ada = stage.person("ada", width < 640 ? Look.PHONE_LIGHT : Look.DESKTOP_LIGHT)) {
            ada.expectConsoleError("status of 404");
            ada.page().setViewportSize(width, height);
            for (String path : PAGES) {
                show(ada, path);
                if (spaced) {
                    space(ada.page());
                }
                cutOff(ada.page()).forEach(each -> found.add(path + ": " + each));
            }
            show(ada, "/r/talk");
            assertThat(ada.composer()).isInViewport();
            assertThat(ada.sendButton()).isInViewport();
            assertThat(ada.message("🎉")).isInViewport();
        }
        try (Person visitor = stage.visitor("visitor", Look.DESKTOP_LIGHT)) {
            visitor.page().setViewportSize(width, height);
            visitor.page().navigate("/sign-in");
            assertThat(visitor.field("Password")).isVisible();
            if (spaced) {
                space(visitor.page());
            }
            cutOff(visitor.page()).forEach(each -> found.add("/sign-in: " + each));
        }
        assertThat(found).isEmpty();
    }

    /** AX1: where the system decides the colours, what is chosen and what has the focus can still be told from the rest. */
    @Test
    void whatIsChosenIsSeenWithForcedColours() {
        try (Person ada = stage.person("ada")) {
            ada.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            show(ada, "/r/talk");
            assertThat(ada.row("talk")).hasCSS("outline-width", "2px");
            assertThat(ada.row("Lobby")).hasCSS("outline-style", "none");
            assertThat(ada.button("Room actions")).hasCSS("border-top-style", "solid");
            ada.page().keyboard().press("F6");
            ada.page().keyboard().press("F6");
            assertThat(ring(ada).get("width")).isEqualTo(3);

            show(ada, "/settings/appearance");
            assertThat(ada.link("Appearance")).hasCSS("outline-width", "2px");
            assertThat(ada.link("Profile")).hasCSS("outline-style", "none");
        }
    }

    /** AX5: what can be pressed is at least 24 by 24 pixels, unless it stands in a sentence. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void whatCanBePressedIsLargeEnough(Look look) {
        List<String> found = new ArrayList<>();
        try (Person ada = stage.person("ada", look)) {
            ada.expectConsoleError("status of 404");
            for (String path : PAGES) {
                show(ada, path);
                small(ada.page()).forEach(each -> found.add(path + ": " + each));
            }
            show(ada, "/r/talk");
            ada.message("🎉").focus();
            ada.page().keyboard().press("Enter");
            assertThat(ada.button("More actions")).isVisible();
            small(ada.page()).forEach(each -> found.add("toolbar: " + each));
            ada.page().keyboard().press("Escape");
            ada.page().keyboard().press("+");
            assertThat(ada.field("Search emoji")).isVisible();
            small(ada.page()).forEach(each -> found.add("emoji: " + each));
        }
        assertThat(found).isEmpty();
    }

    /** AX5: whatever has the focus shows a ring of 2 pixels and 3:1, and nothing hides it. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK", "DESKTOP_DARK"})
    void theFocusIsSeenWhereverItIs(Look look) {
        List<String> found = new ArrayList<>();
        try (Person ada = stage.person("ada", look)) {
            for (String path : List.of("/r/talk", "/search?q=see", "/settings/appearance", "/settings/people")) {
                show(ada, path);
                Set<String> stops = new HashSet<>();
                for (int i = 0; i < 25; i++) {
                    ada.page().keyboard().press("Tab");
                    Map<?, ?> ring = ring(ada);
                    String name = String.valueOf(ring.get("name"));
                    if (name.startsWith("body")) {
                        continue; // once around
                    }
                    stops.add(name);
                    boolean seen = number(ring.get("width")) >= 2 && number(ring.get("contrast")) >= 3;
                    if (!seen || Boolean.TRUE.equals(ring.get("hidden"))) {
                        found.add(path + ": " + ring);
                    }
                }
                assertThat(stops).as("stops of the Tab key on " + path).hasSizeGreaterThan(4);
            }
        }
        assertThat(found).isEmpty();
    }

    private static void show(Person person, String path) {
        person.follow(path);
        assertThat(person.page()).hasURL(Pattern.compile(path.equals("/") ? "/$|/r/" : path.replace("?", "[?]") + "$"));
        assertThat(person.page().getByRole(AriaRole.HEADING).first()).isVisible();
        if (path.startsWith("/r/talk")) {
            assertThat(person.message("🎉")).isVisible();
        }
    }

    /** Widens all spacing as a reader's own style may. */
    private static void space(Page page) {
        page.evaluate("() => {" + ELEMENTS + """
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(
                  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
                    + "p { margin-bottom: 2em !important }");
                document.adoptedStyleSheets.push(sheet);
                elements(document).forEach((each) => each.shadowRoot?.adoptedStyleSheets.push(sheet));
            }""");
    }

    /** What is outside the window, or larger than the box that hides the rest of it; a text that ends in "…" says so. */
    private static List<?> cutOff(Page page) {
        return (List<?>) page.evaluate("() => {" + ELEMENTS + """
                const found = [];
                if (document.documentElement.scrollWidth > innerWidth) found.push(`scrolls: ${document.documentElement.scrollWidth}`);
                for (const each of drawn()) {
                  const style = getComputedStyle(each);
                  const { left, right } = each.getBoundingClientRect();
                  const slides = each.closest("nav") && getComputedStyle(each.closest("nav")).overflowX === "auto";
                  if ((left < -1 || right > innerWidth + 1) && !slides) found.push(`outside: ${called(each)} ${left} ${right}`);
                  if (!each.matches("button, a, label, h1, h2, h3, p, span, legend, input, .name") || each.matches(".brand")) continue;
                  const clips = (overflow) => overflow === "hidden" || overflow === "clip";
                  if (clips(style.overflowX) && style.textOverflow !== "ellipsis" && each.scrollWidth > each.clientWidth + 1)
                    found.push(`cut off: ${called(each)}`);
                  if (clips(style.overflowY) && each.scrollHeight > each.clientHeight + 3) found.push(`cut off below: ${called(each)}`);
                }
                return found;
            }""");
    }

    private static List<?> small(Page page) {
        return (List<?>) page.evaluate("() => {" + ELEMENTS + """
                const targets = "button, a[href], input, select, textarea, [role=option], [role=menuitem], [role=gridcell]";
                return drawn().filter((each) => each.matches(targets) && !each.closest(".text, .hint, p"))
                  .map((each) => [each, (each.closest("label") ?? each).getBoundingClientRect()])
                  .filter(([, { width, height }]) => width < 24 || height < 24)
                  .map(([each, { width, height }]) => `${called(each)} ${width}x${height}`);
            }""");
    }

    /** The ring around what has the focus: its width, its contrast with what is behind it, and whether something covers the element. */
    private static Map<?, ?> ring(Person person) {
        return (Map<?, ?>) person.page().evaluate("() => {" + ELEMENTS + """
                let element = document.activeElement;
                while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
                const above = (each) => each.assignedSlot ?? each.parentElement ?? each.getRootNode().host;
                const holder = [element, above(element), above(element) && above(above(element))]
                  .find((each) => each && getComputedStyle(each).outlineStyle !== "none" && getComputedStyle(each).outlineStyle !== "auto");
                const style = holder && getComputedStyle(holder);
                const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
                const light = (colour) => parts(colour).slice(0, 3).map((part) => part / 255)
                  .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
                  .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
                let behind = holder && parseFloat(style.outlineOffset) >= 0 ? above(holder) : holder;
                while (behind && (parts(getComputedStyle(behind).backgroundColor)[3] ?? 1) < 1) behind = above(behind);
                const pair = holder ? [light(style.outlineColor), light(getComputedStyle(behind ?? document.body).backgroundColor)] : [0, 0];
                const { left, top, width, height } = element.getBoundingClientRect();
                const seen = (x, y) => {
                  let hit = document.elementFromPoint(x, y);
                  while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit)
                    hit = hit.shadowRoot.elementFromPoint(x, y);
                  for (; hit; hit = above(hit)) if (hit === element || hit === element.closest("label")) return true;
                  return false;
                };
                return {
                  name: called(element),
                  width: holder ? parseFloat(style.outlineWidth) : 0,
                  contrast: (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05),
                  hidden: ![0.1, 0.5, 0.9].some((part) => seen(left + width * part, top + height / 2)),
                };
            }""");
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
