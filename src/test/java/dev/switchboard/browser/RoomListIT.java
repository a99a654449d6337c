package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rooms one is in, what is unread in them, and the ways in and out (experience: RL2 to RL4, RL8, SH3). */
class RoomListIT {

    /** What a busy machine may need on top of what is promised. */
    private static final Duration SLACK = Duration.ofSeconds(4);

    /** How long a message must be in view to count as read. */
    private static final Duration READING = Duration.ofMillis(500);

    private static final String ICON = "document.querySelector('link[rel=icon]').href";

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

    /** RL2: everything that a row shows is in its name. */
    @Test
    void aRowSaysInWordsWhatItShows() {
        ApiClient grace = roomWithGrace("names", "Names");
        try (Person ada = stage.person("ada")) {
            ada.open("lobby");
            say(grace, "names", "one", "two", "three for @ada");
            assertThat(ada.row("Names, 3 unread, 1 mention")).isVisible();
            say(grace, "names", "four for @ada");
            assertThat(ada.row("Names, 4 unread, 2 mentions")).isVisible();

            ada.row("Names, 4 unread, 2 mentions").click();
            assertThat(ada.row("Names")).hasAttribute("aria-current", "page");
            ada.composer().fill("not finished ye");
            ada.row("Lobby").click();
            assertThat(ada.row("Names, draft")).isVisible();

            ada.row("Names, draft").click();
            assertThat(ada.composer()).hasValue("not finished ye");
            ada.composer().fill("");
            ada.goOffline();
            ada.say("too late");
            assertThat(ada.message("too late").getByText("Queued").first()).isVisible();
            ada.row("Lobby").click();
            stage.administrator()
                    .write("PATCH", "/api/rooms/names", Map.of("archived", true))
                    .ok();
            ada.goOnline();
            assertThat(ada.row("Names, 1 unsent"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
        }
    }

    /** RL3: what others say counts at once; what one says oneself, on whatever device, never does. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void whatOthersSayCountsAtOnceAndOnesOwnNever(Look look, TestReporter reporter) {
        String room = "counts-" + look.width();
        ApiClient grace = roomWithGrace(room, "Counts " + look.width());
        String name = "Counts " + look.width();
        try (Person ada = stage.person("ada", look)) {
            openList(ada, look);
            assertThat(ada.row(name)).isVisible();
            assertThat(ada.connection()).containsText("Online");
            Diary row = Diary.of(
                    ada.page().locator("room-list a[href='/r/" + room + "']"), "element.getAttribute('aria-label')");

            say(stage.administrator(), room, "my own, from another device");
            long sent = System.currentTimeMillis();
            say(grace, room, "hers");
            Duration shown = row.awaited(name + ", 1 unread", sent, Duration.ofSeconds(20));

            reporter.publishEntry("sent to shown as unread", shown.toMillis() + " ms");
            assertThat(shown).isLessThan(Duration.ofMillis(200).plus(SLACK));
            assertThat(row.texts()).containsExactly(name, name + ", 1 unread");
            assertThat(ada.row(name + ", 1 unread")).hasCSS("font-weight", Pattern.compile("[67]\\d\\d"));
        }
    }

    /** RL4, SH3: what is read on one device is read on all; title, icon and badge count what names one, in all rooms together. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void readingOnOneDeviceClearsTheOthers(Look look, TestReporter reporter) {
        String reader = look.isPhone() ? "ivan" : "heidi";
        String first = "one-" + look.width();
        String second = "two-" + look.width();
        ApiClient grace = roomWithGrace(first, first);
        roomWithGrace(second, second);
        stage.script(reader);
        member("PUT", first, reader);
        member("PUT", second, reader);
        try (Person watching = stage.visitor(reader, look);
                Person reading = stage.person(reader)) {
            watching.script("""
                    globalThis.badges = [];
                    navigator.setAppBadge = async (count) => void badges.push(count);
                    navigator.clearAppBadge = async () => void badges.push(0);
                    """);
            watching.signIn(Stage.PASSWORD);
            openList(watching, look);
            String title = look.isPhone() ? "Switchboard" : "#Lobby – Switchboard";
            assertThat(watching.page()).hasTitle(title);
            reading.open("lobby");
            say(grace, first, "ping @" + reader, "and pong");
            say(grace, second, "@" + reader + "!");
            assertThat(watching.row(first + ", 2 unread, 1 mention")).isVisible();
            assertThat(watching.row(second + ", 1 unread, 1 mention")).isVisible();
            assertThat(watching.page()).hasTitle("(2) " + title);
            assertThat(reading.page()).hasTitle("(2) #Lobby – Switchboard");
            assertThat(watching.page().evaluate(ICON)).asString().contains("%3E2%3C");
            Diary told = Diary.of(watching.page().locator("title"), "element.textContent");

            reading.row(first + ", 2 unread, 1 mention").click();
            assertThat(watching.page()).hasTitle("(1) " + title);
            assertThat(watching.row(first)).isVisible();
            long opened = System.currentTimeMillis();
            reading.row(second + ", 1 unread, 1 mention").click();
            Duration cleared =
                    told.awaited(title, opened, Duration.ofSeconds(20)).minus(READING);

            reporter.publishEntry("read here to read there", cleared.toMillis() + " ms");
            assertThat(cleared).isLessThan(Duration.ofSeconds(1).plus(SLACK));
            assertThat(watching.row(second)).isVisible();
            assertThat(watching.page().evaluate(ICON)).asString().endsWith("favicon.svg");
            assertThat(watching.page().evaluate("badges")).isEqualTo(List.of(1, 2, 1, 0));
        }
    }

    /** The page that has the list of rooms: on a wide screen every one. */
    private static void openList(Person person, Look look) {
        if (look.isPhone()) {
            person.page().navigate("/");
        } else {
            person.open("lobby");
        }
    }

    /** RL8: whoever is removed from the room on the page is told so, and offered another. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
    void beingRemovedFromTheOpenRoomIsExplained(Look look) {
        String id = "club-" + look.width();
        create(Map.of("id", id, "name", "Club", "private", true));
        stage.script("grace");
        member("PUT", id, "grace");
        try (Person grace = stage.person("grace", look)) {
            grace.open(id);
            assertThat(grace.button("Members, 1 here")).isVisible();
            grace.composer().fill("half a sentence");

            member("DELETE", id, "grace");

            assertThat(grace.page().getByText("You were removed from Club by Ada."))
                    .isVisible();
            assertThat(grace.composer()).hasCount(0);
            assertThat(grace.messages()).hasCount(0);
            assertThat(grace.row("Club")).hasCount(0);
            assertThat(grace.row("Club, draft")).hasCount(0);
            grace.page()
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Go to ")))
                    .click();
            assertThat(grace.composer()).isEnabled();
        }
    }

    /** RL8: what happened while the network was away is found out on return. */
    @Test
    void beingRemovedWhileOfflineIsExplainedOnReturn() {
        create(Map.of("id", "den", "name", "Den", "private", true));
        stage.script("grace");
        member("PUT", "den", "grace");
        try (Person grace = stage.person("grace")) {
            grace.open("den");
            grace.expectConsoleError("status of 404");
            grace.goOffline();
            assertThat(grace.connection()).not().containsText("Online");

            member("DELETE", "den", "grace");
            grace.goOnline();

            assertThat(grace.page().getByText("You are no longer a member of Den."))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            assertThat(grace.composer()).hasCount(0);
            assertThat(grace.row("Den")).hasCount(0);
        }
    }

    /** RL8: banned is said as banned, and there is no way back in. */
    @Test
    void beingBannedIsSaidAsSuch() {
        create(Map.of("id", "pub", "name", "Pub"));
        stage.script("grace");
        member("PUT", "pub", "grace");
        try (Person grace = stage.person("grace")) {
            grace.open("pub");
            assertThat(grace.button("Members, 1 here")).isVisible();

            stage.administrator()
                    .write("PUT", "/api/rooms/pub/bans/grace", Map.of())
                    .ok();

            assertThat(grace.page().getByText("You were banned from Pub by Ada."))
                    .isVisible();
            assertThat(grace.composer()).hasCount(0);
            assertThat(grace.row("Pub")).hasCount(0);
            assertThat(grace.button("Join Pub again")).hasCount(0);
        }
    }

    /** A room is made, found, joined and left by what is on the page. */
    @Test
    void aRoomIsCreatedJoinedAndLeft() {
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace", Look.PHONE_LIGHT)) {
            ada.open("lobby");
            ada.button("New room").click();
            ada.field("Name").fill("Garden & Café");
            ada.button("Create room").click();
            assertThat(ada.page()).hasURL(Pattern.compile("/r/garden-cafe$"));
            assertThat(ada.row("Garden & Café")).hasAttribute("aria-current", "page");
            ada.say("who waters the plants?");

            grace.page().navigate("/");
            grace.button("Browse rooms").click();
            grace.button("Join Garden & Café").click();
            assertThat(grace.message("who waters the plants?")).isVisible();
            grace.say("I do");
            assertThat(ada.message("I do")).isVisible();

            grace.button("Room actions").click();
            grace.page()
                    .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Leave"))
                    .click();
            assertThat(grace.dialog("Leave Garden & Café?")).isVisible();
            grace.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Leave").setExact(true))
                    .click();
            assertThat(grace.page()).not().hasURL(Pattern.compile("garden"));
            grace.page().navigate("/");
            assertThat(grace.row("Lobby")).isVisible();
            assertThat(grace.row("Garden & Café")).hasCount(0);
            ada.button("Members, ").click();
            Locator members = ada.page()
                    .getByRole(
                            AriaRole.LIST,
                            new Page.GetByRoleOptions().setName("Members").setExact(true))
                    .getByRole(AriaRole.LISTITEM);
            assertThat(members).hasCount(1);
            assertThat(members).containsText("Ada");
        }
    }

    /** A private room exists for its members only; whoever is invited has it at once. */
    @Test
    void aPrivateRoomIsNotThereForOthersUntilTheyAreInvited() {
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open("lobby");
            ada.button("New room").click();
            ada.field("Name").fill("Surprise party");
            ada.page().getByLabel("Only those who are invited").check();
            ada.button("Create room").click();
            assertThat(ada.page()).hasURL(Pattern.compile("/r/surprise-party-\\w+$"));

            grace.expectConsoleError("status of 404");
            grace.page().navigate(URI.create(ada.page().url()).getPath());
            assertThat(grace.heading("There is no such room")).isVisible();
            assertThat(grace.composer()).hasCount(0);
            grace.button("Browse rooms").click();
            assertThat(grace.dialog("Browse rooms")).isVisible();
            assertThat(grace.button("Join Surprise party")).hasCount(0);
            assertThat(grace.page()).not().hasTitle(Pattern.compile("Surprise"));
            grace.page().keyboard().press("Escape");

            ada.button("Members, ").click();
            ada.field("Invite somebody").fill("grace");
            ada.button("Invite").last().click();

            assertThat(grace.row("Surprise party")).isVisible();
            assertThat(grace.composer()).isEnabled();
        }
    }

    /** A direct room is named, for each, after the other. */
    @Test
    void aDirectMessageFindsTheOther() {
        try (Person ada = stage.person("ada");
                Person heidi = stage.person("heidi")) {
            heidi.open("lobby");
            ada.open("lobby");
            ada.button("New direct message").click();
            ada.field("To").fill("hei");
            ada.page()
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Heidi"))
                    .click();
            ada.button("Write").click();
            assertThat(ada.heading("Heidi")).isVisible();
            ada.say("just the two of us");

            heidi.row("Ada, 1 unread").click();

            assertThat(heidi.message("just the two of us")).isVisible();
            heidi.say("indeed");
            assertThat(ada.message("indeed")).isVisible();
            assertThat(ada.row("Heidi")).hasCount(1);
            assertThat(stage.script("grace").get("/api/rooms").ok().toString()).doesNotContain("Heidi");
        }
    }

    private static ApiClient roomWithGrace(String id, String name) {
        create(Map.of("id", id, "name", name));
        ApiClient grace = stage.script("grace");
        member("PUT", id, "grace");
        return grace;
    }

    private static void create(Map<String, ?> room) {
        stage.administrator().post("/api/rooms", room).ok();
    }

    private static void member(String method, String room, String username) {
        stage.administrator()
                .write(method, "/api/rooms/" + room + "/members/" + username, Map.of())
                .ok();
    }

    private static void say(ApiClient by, String room, String... texts) {
        for (String text : List.of(texts)) {
            by.post("/api/rooms/" + room + "/messages", Map.of("text", text)).ok();
        }
    }
}
