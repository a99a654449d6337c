package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Of several wishes about a reaction the last counts, wherever they were made, and its name lists who (experience: RE2). */
class ReactionIT {

    private static final double PATIENCE = 30_000;
    private static final String HERS = "👍 1: Grace";
    private static final String BOTH = "👍 2: Grace, Ada";

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
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void theLastIntentCountsOnBothTabsAndNobodyTwice(Look look) {
        String room = room(look);
        try (Person ada = stage.person("ada", look)) {
            Page first = opened(ada.page(), room);
            Page second = opened(ada.context().newPage(), room);
            watch(first);
            watch(second);

            twice(first); // on and off
            thumb(first).click();

            settles(BOTH, first, second);
            assertStored(room, "Grace", "Ada");

            ada.goOffline();
            thumb(first).click();
            settles(HERS, first, second); // the tabs share what they want
            twice(second);
            thumb(second).click();
            settles(BOTH, first, second);
            toggle(second); // and before the other tab has heard of it
            boolean last = toggle(first);
            ada.goOnline();

            settles(last ? BOTH : HERS, first, second);
            assertThat(ada.connection())
                    .containsText(
                            Pattern.compile("Online|Compatibility"),
                            new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
            assertStored(room, last ? List.of("Grace", "Ada") : List.of("Grace"));
            settles(last ? BOTH : HERS, first, second);
            assertThat(seen(first)).isSubsetOf(HERS, BOTH);
            assertThat(seen(second)).isSubsetOf(HERS, BOTH);

            first.reload();
            second.reload();
            settles(last ? BOTH : HERS, first, second);
        }
    }

    private static String room(Look look) {
        String room = stage.room("votes-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-'), "grace");
        long seq = grace.say(room, "what do you think?");
        grace.react(room, seq, "👍");
        return room;
    }

    private static Page opened(Page page, String room) {
        page.navigate("/r/" + room, new Page.NavigateOptions().setTimeout(2 * PATIENCE));
        settles(HERS, page);
        return page;
    }

    private static Locator thumb(Page page) {
        return page.getByRole(AriaRole.ARTICLE)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^👍")));
    }

    /** Presses so fast that nothing can be drawn, or answered, between one and the next. */
    private static void twice(Page page) {
        thumb(page).evaluate("button => { button.click(); button.click(); }");
    }

    /** Presses once, and says what is wanted then. */
    private static boolean toggle(Page page) {
        return (Boolean) thumb(page).evaluate("""
                button => {
                  const article = button.getRootNode().host;
                  button.click();
                  return article.getRootNode().host.chat.current.timeline.hasMine(article.row.message.seq, "👍");
                }""");
    }

    /** The button's name and title are these on every tab, and it is pressed where Ada is among them. */
    private static void settles(String name, Page... tabs) {
        for (Page tab : tabs) {
            assertThat(thumb(tab))
                    .hasAttribute("aria-label", name, new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
            assertThat(thumb(tab)).hasAttribute("title", name);
            assertThat(thumb(tab)).hasAttribute("aria-pressed", Boolean.toString(name.equals(BOTH)));
            assertThat(thumb(tab)).containsText(name.equals(BOTH) ? "2" : "1");
        }
    }

    /** Notes every name that the button has from now on. */
    private static void watch(Page page) {
        page.getByRole(AriaRole.ARTICLE).evaluate("""
                article => {
                  window.seen = [];
                  const note = () => {
                    const shown = article.shadowRoot.querySelectorAll(".reactions button[aria-pressed]");
                    window.seen.push([...shown].map((button) => button.getAttribute("aria-label")).join(" and "));
                  };
                  note();
                  new MutationObserver(note).observe(article.shadowRoot, { subtree: true, childList: true, attributes: true });
                }""");
    }

    private static List<String> seen(Page page) {
        return ((List<?>) page.evaluate("[...new Set(window.seen)]"))
                .stream().map(String::valueOf).toList();
    }

    private static void assertStored(String room, String... names) {
        assertStored(room, List.of(names));
    }

    private static void assertStored(String room, List<String> names) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode reactions = stage.administrator()
                    .get("/api/rooms/" + room + "/messages?limit=1")
                    .ok()
                    .get("items")
                    .get(0)
                    .get("reactions");
            assertThat(reactions).hasSize(1);
            assertThat(reactions.get(0).get("count").asInt()).isEqualTo(names.size());
            assertThat(reactions.get(0).get("people"))
                    .extracting(person -> person.get("name").asString())
                    .containsExactlyElementsOf(names);
        });
    }
}
