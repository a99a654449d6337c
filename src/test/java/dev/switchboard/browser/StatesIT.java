package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.MouseButton;
import dev.switchboard.packaged.ApiClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fifty-two states of the application under axe-core's rules, in both themes and at both widths (experience: AX1, AX5). */
class StatesIT {

    private static final double PATIENCE = 30_000;

    private static Stage stage;
    private static ApiClient ada;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.sends-per-second=0", "--switchboard.limits.requests-per-second=0");
        ada = stage.administrator();
        ApiClient grace = stage.script("grace");
        stage.room("talk", "grace");
        say(ada, "talk", "@grace see https://example.com/ 🎉");
        say(grace, "talk", "I see, @ada");
        stage.room("open-to-all");
        stage.room("archive", "grace");
        ada.write("PATCH", "/api/rooms/archive", Map.of("archived", true)).ok();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void comingIn(Look look) {
        Audit audit = new Audit();
        String invitation =
                ada.post("/api/invitations", Map.of("uses", 1)).ok().get("code").asString();
        try (Person visitor = stage.visitor("grace", look)) {
            visitor.expectConsoleError("status of (401|404)");
            visitor.page().navigate("/sign-in");
            assertThat(visitor.field("Password")).isVisible();
            audit.look(visitor, "sign-in");
            visitor.field("User name").fill("grace");
            visitor.field("Password").fill("wrong");
            visitor.button("Sign in").click();
            assertThat(visitor.page().getByRole(AriaRole.ALERT)).containsText("not right");
            audit.look(visitor, "sign-in refused");

            visitor.page().navigate("/invite/" + invitation);
            assertThat(visitor.button("Create account")).isVisible();
            audit.look(visitor, "invitation");
            visitor.button("Create account").click();
            audit.look(visitor, "account form with mistakes");
            visitor.page().navigate("/invite/nothing");
            assertThat(visitor.heading("This invitation cannot be used")).isVisible();
            audit.look(visitor, "invitation that cannot be used");
        }
        audit.requireClean(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void inARoom(Look look) {
        Audit audit = new Audit();
        String room = stage.room("state-" + look.width(), "grace");
        try (Person person = stage.person("ada", look)) {
            person.open(room);
            audit.look(person, "empty room");
            say(ada, room, "@grace see https://example.com/ 🎉");
            say(stage.script("grace"), room, "and you, @ada");
            Locator message = person.message("and you, @ada");
            assertThat(message).isVisible();
            audit.look(person, "room");

            message.focus();
            person.page().keyboard().press("Enter");
            assertThat(person.button("More actions")).isVisible();
            audit.look(person, "actions of a message");
            message.click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(person.page().getByRole(AriaRole.MENU)).isVisible();
            audit.look(person, "menu of a message");
            person.page().keyboard().press("Escape");
            message.focus();
            person.page().keyboard().press("+");
            assertThat(person.field("Search emoji")).isFocused();
            audit.look(person, "emoji");
            person.page().keyboard().type("party");
            person.page().keyboard().press("Enter");
            assertThat(person.page().getByLabel(Pattern.compile("^🎉 1: "))).isVisible();
            audit.look(person, "reaction");
            message.focus();
            person.page().keyboard().press("r");
            assertThat(person.button("Do not answer this message")).isVisible();
            audit.look(person, "answering");
            person.say("my answer");
            assertThat(person.message("my answer").getByLabel("Sent")).isVisible();
            person.message("my answer").focus();
            person.page().keyboard().press("e");
            assertThat(person.field("Edit message")).isFocused();
            audit.look(person, "editing");
            person.page().keyboard().press("Escape");
            person.composer().fill("x".repeat(8_003));
            assertThat(person.page().getByText("3 characters too long to send")).isVisible();
            audit.look(person, "too long");
            person.composer().fill("");
            person.message("my answer").focus();
            person.page().keyboard().press("Delete");
            assertThat(person.button("Undo")).isVisible();
            audit.look(person, "tombstone");

            person.goOffline();
            person.say("while away");
            assertThat(person.button("Try now"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            audit.look(person, "without a network");
            ada.write("PATCH", "/api/rooms/" + room, Map.of("archived", true)).ok();
            person.goOnline();
            assertThat(person.message("while away").getByText("Not sent –"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
            audit.look(person, "refused");
        }
        audit.requireClean(12);
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void aboutRooms(Look look) {
        Audit audit = new Audit();
        String unread = stage.room("unread-" + look.width(), "grace");
        ApiClient grace = stage.script("grace");
        List<Long> seqs = IntStream.rangeClosed(1, 60)
                .mapToObj(number -> say(grace, unread, "line " + number + " for @ada"))
                .toList();
        try (Person person = stage.person("ada", look)) {
            person.expectConsoleError("status of 404");
            person.follow("/");
            assertThat(person.row("Lobby")).isVisible();
            audit.look(person, "rooms");
            person.open(unread);
            assertThat(person.heading("New")).isVisible();
            audit.look(person, "unread messages");
            person.follow("/r/" + unread + "/m/" + seqs.get(5));
            assertThat(person.button("Return to latest")).isVisible();
            audit.look(person, "one message of many");
            person.open("talk");
            person.button("Members, ").click();
            assertThat(person.field("Invite somebody")).isVisible();
            audit.look(person, "members");
            person.page().keyboard().press("Escape");
            for (String item : List.of("Rename", "Leave", "Delete room")) {
                person.button("Room actions").click();
                if (item.equals("Rename")) {
                    audit.look(person, "menu of a room");
                }
                person.page()
                        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item))
                        .click();
                assertThat(person.page().getByRole(AriaRole.DIALOG)).isVisible();
                audit.look(person, item);
                person.page().keyboard().press("Escape");
            }
            person.follow("/r/archive");
            assertThat(person.page().getByText("This room is archived")).isVisible();
            audit.look(person, "archived room");
            person.follow("/r/nowhere");
            assertThat(person.heading("There is no such room")).isVisible();
            audit.look(person, "no such room");
            person.follow("/no/such/page");
            assertThat(person.heading("There is nothing here")).isVisible();
            audit.look(person, "no such page");
        }
        try (Person outsider = stage.person("grace", look)) {
            outsider.follow("/r/open-to-all");
            assertThat(outsider.button("Join open-to-all")).isVisible();
            audit.look(outsider, "room one is not in");
            String club = stage.room("club-" + look.width(), "grace");
            outsider.open(club);
            ada.write("DELETE", "/api/rooms/" + club + "/members/grace", Map.of())
                    .ok();
            assertThat(outsider.page().getByText("You were removed from")).isVisible();
            audit.look(outsider, "removed from the room");
        }
        audit.requireClean(13);
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void aroundRooms(Look look) {
        Audit audit = new Audit();
        try (Person person = stage.person("ada", look)) {
            person.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            for (String dialog :
                    List.of("New room", "Browse rooms", "New direct message", "Notices", "Invite people")) {
                person.follow("/");
                person.button(dialog).first().click();
                assertThat(person.dialog(dialog)).isVisible();
                if (dialog.equals("New direct message")) {
                    person.field("To").fill("gra");
                    assertThat(person.page().getByRole(AriaRole.OPTION)).isVisible();
                }
                audit.look(person, dialog);
                person.dialog(dialog)
                        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
                        .click();
                assertThat(person.dialog(dialog)).hasCount(0);
            }
            for (String path : List.of("/search", "/search?q=see", "/search?q=nothinglikeit")) {
                person.follow(path);
                assertThat(person.field("Search messages")).isVisible();
                audit.look(person, path);
            }
            for (String section :
                    List.of("profile", "appearance", "sessions", "tokens", "invitations", "people", "nothing")) {
                person.follow("/settings/" + section);
                assertThat(person.heading("Settings")).isVisible();
                audit.look(person, section);
            }
            person.follow("/settings/tokens");
            person.button("Create token").click();
            assertThat(person.field("Name")).isFocused();
            audit.look(person, "token without a name");
            person.field("Name").fill("Build " + look.width());
            person.button("Create token").click();
            assertThat(person.field("Access token")).isVisible();
            audit.look(person, "token");
        }
        audit.requireClean(17);
    }

    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
    void whatIsLive(Look look) {
        Audit audit = new Audit();
        try (Source source = Source.of(stage);
                Person person = stage.person("ada", look)) {
            source.price("price.UP", 101.5, 0.4);
            source.price("price.DOWN", 99.5, -0.4);
            source.publish("load", Map.of("value", 0.5));
            source.publish("load", Map.of("value", 0.75));
            source.publish("other", Map.of("anything", "else"));
            source.publish(
                    "match",
                    Map.of("home", "Rovers", "away", "North", "homeGoals", 1, "minute", 3, "phase", "first half"));
            assertThat(person.connection()).containsText("Online");
            person.follow("/live");
            assertThat(person.heading("Other channels")).isVisible();
            audit.look(person, "live");
            source.price("price.UP", 102.5, 0.8);
            assertThat(person.page().getByText("102.50")).isVisible();
            audit.look(person, "live, changed");
            person.button("Pause").click();
            assertThat(person.page().getByText("Paused – as of")).isVisible();
            audit.look(person, "live, paused");
            person.button("Alert for UP").click();
            person.button("Set alert").click();
            assertThat(person.page().getByText("Enter a number above 0")).isVisible();
            audit.look(person, "alert with a mistake");
            person.page().keyboard().press("Escape");
            source.notice(
                    Map.of("title", "Tonight", "text", "Maintenance at ten", "level", "warning", "link", "/live"));
            assertThat(person.link("Show").first()).isVisible();
            audit.look(person, "a notice of the server");
        }
        audit.requireClean(5);
    }

    private static long say(ApiClient by, String room, String text) {
        return by.post("/api/rooms/" + room + "/messages", Map.of("text", text))
                .ok()
                .get("seq")
                .asLong();
    }
}
