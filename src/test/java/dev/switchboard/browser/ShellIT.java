package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The address is the state (experience: SH2), and what the settings set. */
class ShellIT {

    private static final int LENGTH = 150;

    private static Stage stage;
    private static ApiClient script;
    private static long first;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.sends-per-second=0", "--switchboard.limits.requests-per-second=0");
        script = ApiClient.withToken(stage.server().uri(), stage.administrator().createToken("filler"));
        script.post("/api/rooms", Map.of("id", "long", "name", "Long")).ok();
        for (int i = 1; i <= LENGTH; i++) {
            String text = "line %03d of the story".formatted(i) + ", which goes on".repeat(i % 9 * i % 20);
            long seq = script.post("/api/rooms/long/messages", Map.of("text", text))
                    .ok()
                    .get("seq")
                    .asLong();
            if (i == 1) {
                first = seq;
            }
        }
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    /** SH2: a message's address shows that message at the same place, however one comes to it. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void aMessagesAddressRestoresTheView(Look look) {
        try (Person ada = stage.person("ada", look)) {
            String address = "/r/long/m/" + (first + 49);
            ada.page().navigate(address);
            double place = place(ada, "line 050");

            ada.page().reload();
            assertThat(place(ada, "line 050")).isCloseTo(place, within(1.0));

            ada.follow("/search?q=story");
            assertThat(ada.field("Search messages")).hasValue("story");
            ada.page().goBack();
            assertThat(ada.page()).hasURL(Pattern.compile(address + "$"));
            assertThat(place(ada, "line 050")).isCloseTo(place, within(1.0));

            ada.page().goForward();
            assertThat(ada.page()).hasURL(Pattern.compile("/search\\?q=story$"));
            assertThat(results(ada).first()).containsText("of the story");

            try (Page tab = ada.context().newPage()) {
                tab.navigate(address);
                Locator message =
                        tab.getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText("line 050"));
                assertThat(message).isInViewport();
                await().untilAsserted(() -> assertThat(message.boundingBox().y).isCloseTo(place, within(1.0)));
            }
        }
    }

    /** SH2: where one stood in a room is there again after a reload, back and forward, also when much was said meanwhile. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void reloadBackAndForwardRestoreWhereOneStood(Look look) {
        try (Person ada = stage.person("ada", look)) {
            ada.open("long");
            assertThat(ada.messages().last()).isInViewport();
            View view = View.of(ada);
            view.scrollTo(first + 39);
            View.Spot stood = view.first();
            assertThat(stood.seq()).isBetween(first + 20, first + 60);

            ada.page().reload();
            assertStands(view, stood);
            ada.page().reload();
            assertStands(view, stood);

            ada.follow("/r/lobby");
            assertThat(ada.heading("Lobby")).isVisible();
            for (int i = 1; i <= 70; i++) {
                script.post("/api/rooms/long/messages", Map.of("text", "said meanwhile " + i))
                        .ok();
            }
            ada.page().goBack();
            assertStands(view, stood);

            ada.page().goForward();
            assertThat(ada.heading("Lobby")).isVisible();
            ada.page().reload();
            assertThat(ada.heading("Lobby")).isVisible();
            ada.page().goBack();
            assertStands(view, stood);

            ada.follow("/search?q=line+042");
            assertThat(results(ada)).hasCount(1);
            ada.page().goBack();
            assertStands(view, stood);
        }
    }

    /** SH2: a message's address in the room that is open is an entry of its own: back leads to where one stood. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void backFromAMessageLeadsToWhereOneStood(Look look) {
        try (Person ada = stage.person("ada", look)) {
            ada.open("long");
            assertThat(ada.messages().last()).isInViewport();
            View view = View.of(ada);
            view.scrollTo(first + 29);
            View.Spot stood = view.first();

            ada.follow("/r/long/m/" + (first + 109));
            assertThat(ada.message("line 110")).isInViewport();
            view.scroll(-150);
            View.Spot there = view.first();

            ada.page().goBack();
            assertStands(view, stood);
            ada.page().goForward();
            assertStands(view, there);
            ada.page().reload();
            assertStands(view, there);
        }
    }

    /** TL1 holds for a room that is opened anew, also in the tab that knows where one stood in it before. */
    @Test
    void aRoomThatIsOpenedAnewShowsTheNewest() {
        stage.room("anew");
        script.post("/api/rooms/anew/messages", Map.of("text", "the first")).ok();
        for (int i = 1; i <= 60; i++) {
            script.post("/api/rooms/anew/messages", Map.of("text", "and then " + i))
                    .ok();
        }
        try (Person ada = stage.person("ada")) {
            ada.open("anew");
            assertThat(ada.message("and then 60")).isInViewport();
            View view = View.of(ada);
            view.scroll(-600);
            assertThat(ada.message("and then 60")).not().isInViewport();

            ada.row("Lobby").click();
            assertThat(ada.heading("Lobby")).isVisible();
            ada.row("anew").click();
            assertThat(ada.message("and then 60")).isInViewport();

            view.scroll(-600);
            try (Page tab = ada.context().newPage()) {
                tab.navigate("/r/anew");
                assertThat(tab.getByRole(AriaRole.ARTICLE)
                                .filter(new Locator.FilterOptions().setHasText("and then 60")))
                        .isInViewport();
            }
        }
    }

    /** SH2: a search's address shows its results, however one comes to it. */
    @Test
    void aSearchsAddressRestoresTheResults() {
        try (Person ada = stage.person("ada")) {
            ada.page().navigate("/search?q=line+042");
            assertThat(results(ada)).hasCount(1);

            ada.page().reload();
            assertThat(ada.field("Search messages")).hasValue("line 042");
            assertThat(results(ada)).hasCount(1);

            ada.row("Lobby").click();
            assertThat(ada.composer()).isEnabled();
            ada.page().goBack();
            assertThat(ada.field("Search messages")).hasValue("line 042");
            assertThat(results(ada)).containsText("line 042 of the story");
        }
    }

    /** SH6: of a public room that one is not in nothing is asked before one joins, so that nothing is refused; then each thing once. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void nothingIsAskedOfARoomThatOneIsNotIn(Look look) {
        String room = stage.room("public-" + look.width());
        stage.administrator()
                .post("/api/rooms/" + room + "/messages", Map.of("text", "for members"))
                .ok();
        try (Person grace = stage.person("grace", look)) {
            List<String> asked = new CopyOnWriteArrayList<>();
            grace.page().onRequest(request -> {
                if (request.url().contains("/api/rooms/" + room)) {
                    asked.add(request.method() + " " + URI.create(request.url()).getPath());
                }
            });
            grace.page().navigate("/r/" + room);
            assertThat(grace.page().getByText("This is a public room that you are not in."))
                    .isVisible();
            assertThat(asked).isEmpty();

            grace.button("Join " + room).click();

            assertThat(grace.message("for members")).isVisible();
            assertThat(grace.composer()).isEnabled();
            await().during(Duration.ofMillis(700))
                    .untilAsserted(() -> assertThat(asked)
                            .containsExactly(
                                    "PUT /api/rooms/" + room + "/members/me", "GET /api/rooms/" + room + "/messages"));
        }
    }

    /** A token is shown once, works, and ends when it is revoked. */
    @Test
    void aTokenIsShownOnceWorksAndIsRevoked() {
        try (Person ada = stage.person("ada")) {
            ada.page().navigate("/settings/tokens");
            ada.field("Name").fill("Build server");
            ada.button("Create token").click();
            Locator shown = ada.field("Access token");
            assertThat(shown).hasValue(Pattern.compile("\\S{20,}"));
            ApiClient script = ApiClient.withToken(stage.server().uri(), shown.inputValue());

            assertThat(script.get("/api/me").ok().get("username").asString()).isEqualTo("ada");
            script.post("/api/rooms/lobby/messages", Map.of("text", "built")).ok();

            ada.page().reload();
            assertThat(ada.page().getByText("Build server")).isVisible();
            assertThat(ada.field("Access token")).hasCount(0);
            ada.button("Revoke Build server").click();
            assertThat(ada.dialog("Revoke “Build server”?")).isVisible();
            ada.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Revoke").setExact(true))
                    .click();

            assertThat(ada.button("Revoke Build server")).hasCount(0);
            await().untilAsserted(
                            () -> assertThat(script.get("/api/me").status()).isEqualTo(401));
        }
    }

    /** Another device is signed out from here, and says so there without losing what was written. */
    @Test
    void anotherSessionIsEndedFromHere() {
        try (Person here = stage.person("grace");
                Person there = stage.person("grace", Look.PHONE_DARK)) {
            there.expectConsoleError("status of 40[13]|WebSocket connection");
            there.open("lobby");
            there.composer().fill("half a thought");
            here.page().navigate("/settings/sessions");
            Locator devices = here.page()
                    .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Signed-in devices"))
                    .getByRole(AriaRole.LISTITEM);
            assertThat(here.button("Sign out this device")).hasCount(1);
            int before = devices.count();
            assertThat(before).isGreaterThanOrEqualTo(2);
            Locator others = here.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(Pattern.compile("^Sign out (?!this device)")));

            for (int left = before - 1; left > 0; left--) {
                others.first().click();
                assertThat(devices).hasCount(left);
            }

            assertThat(there.dialog("Sign in again")).isVisible();
            there.field("Password").fill(Stage.PASSWORD);
            there.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                    .click();
            assertThat(there.dialog("Sign in again")).isHidden();
            assertThat(there.composer()).hasValue("half a thought");
            assertThat(here.button("Sign out this device")).isVisible();
        }
    }

    /** A theme that was chosen is there from the first paint of the next visit. */
    @Test
    void theChosenThemePersists() {
        try (Person ada = stage.person("ada", Look.DESKTOP_LIGHT)) {
            ada.page().navigate("/settings/appearance");
            assertThat(ada.heading("Settings")).isVisible();
            int light = brightness(ada);
            ada.field("Dark").check();
            await().untilAsserted(() -> assertThat(brightness(ada)).isLessThan(light - 100));

            ada.open("lobby");
            assertThat(brightness(ada)).isLessThan(light - 100);
            ada.page().navigate("/settings/appearance");
            assertThat(ada.field("Dark")).isChecked();
            ada.field("Light").check();
            await().untilAsserted(() -> assertThat(brightness(ada)).isEqualTo(light));
        }
    }

    /** Signing out leaves nothing of the room behind. */
    @Test
    void signingOutLeavesTheSignInOnly() {
        try (Person ada = stage.person("ada")) {
            ada.expectConsoleError("status of 401"); // what was asked for just before
            ada.page().navigate("/settings/sessions");
            ada.button("Sign out this device").click();

            assertThat(ada.field("Password")).isVisible();
            ada.page().goBack();
            assertThat(ada.field("Password")).isVisible();
            assertThat(ada.messages()).hasCount(0);
        }
    }

    /** Where a message stands, once it has come to rest. */
    private static double place(Person person, String text) {
        assertThat(person.message(text)).isInViewport();
        double[] last = {-1};
        await().until(() -> {
            double now = person.message(text).boundingBox().y;
            boolean resting = now == last[0];
            last[0] = now;
            return resting;
        });
        return last[0];
    }

    private static void assertStands(View view, View.Spot stood) {
        await().untilAsserted(() -> assertThat(view.shiftOf(stood)).isLessThanOrEqualTo(1.0));
        assertThat(view.first().seq()).isEqualTo(stood.seq());
        await().during(Duration.ofMillis(400)).until(() -> view.shiftOf(stood) <= 1.0);
    }

    private static int brightness(Person person) {
        return ((Number) person.page().evaluate("""
                () => {
                  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
                  return Math.round((red + green + blue) / 3);
                }""")).intValue();
    }

    private static Locator results(Person person) {
        return person.page()
                .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Results"))
                .getByRole(AriaRole.LISTITEM);
    }
}
