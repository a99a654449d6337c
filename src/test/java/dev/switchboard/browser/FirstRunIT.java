package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** From an empty server to people who chat: set-up, invitations, sign-in (experience: FR1 to FR4). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstRunIT {

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

    /** FR1: the first one to come sets up, is in the lobby, and holds a link for the others. */
    @Test
    @Order(1)
    void aFreshServerLeadsToTheLobbyAndAnInvitation() {
        try (Person ada = stage.visitor("ada", Look.DESKTOP_LIGHT);
                Person second = stage.visitor("second", Look.PHONE_LIGHT)) {
            noteScreens(ada);
            ada.page().navigate("/r/lobby");
            signUp(ada, "Ada", "ada", "Set up Switchboard");

            assertThat(ada.dialog("Invite people")).isVisible();
            assertThat(ada.field("Invitation link")).hasValue(Pattern.compile("^http://.+/invite/.+"));
            String link = ada.field("Invitation link").inputValue();
            assertThat(Camera.read(ada.page()
                            .getByRole(
                                    AriaRole.IMG, new Page.GetByRoleOptions().setName("Invitation link as a QR code"))))
                    .isEqualTo(link);
            ada.dialog("Invite people")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
                    .click();
            ada.say("first!");
            assertThat(ada.message("first!").getByLabel("Sent")).isVisible();
            assertThat(ada.page()).hasURL(Pattern.compile("/r/lobby$"));
            assertThat(screens(ada)).hasSizeBetween(1, 3);

            second.page().navigate(URI.create(link).getPath());
            signUp(second, "Second", "second", "Create account");
            assertThat(second.message("first!")).isVisible();
        }
    }

    /** FR2: whoever has a link is in the lobby after one form, also on a phone. */
    @ParameterizedTest
    @EnumSource(names = {"DESKTOP_DARK", "PHONE_LIGHT"})
    @Order(2)
    void anInvitedPersonIsInTheLobbyWithinTwoScreens(Look look) {
        String username = "guest-" + look.width();
        try (Person guest = stage.visitor(username, look)) {
            noteScreens(guest);
            guest.page().navigate(linkOf(invite(1)));
            assertThat(guest.page().getByText("Ada (@ada) invites you.")).isVisible();
            signUp(guest, "Guest", username, "Create account");

            guest.say("here I am on " + look);

            assertThat(guest.message("here I am on " + look).getByLabel("Sent")).isVisible();
            assertThat(screens(guest)).hasSizeBetween(1, 2);
        }
    }

    /** FR2: a link that lets nobody in any more says why, and whom to ask. */
    @Test
    @Order(3)
    void aLinkThatIsOverSaysWhyAndWhomToAsk() {
        JsonNode revoked = invite(1);
        stage.administrator()
                .write("DELETE", "/api/invitations/" + revoked.get("id").asString(), Map.of())
                .ok();
        JsonNode usedUp = invite(1);
        ApiClient.of(stage.server().uri())
                .post(
                        "/api/users",
                        Map.of(
                                "name",
                                "Quick",
                                "username",
                                "quick",
                                "password",
                                Stage.PASSWORD,
                                "invitation",
                                usedUp.get("code").asString()))
                .ok();
        JsonNode expired = stage.administrator()
                .post(
                        "/api/invitations",
                        Map.of("expiresAt", Instant.now().plusMillis(700).toString()))
                .ok();
        await().until(() -> state(expired).equals("expired"));

        try (Person late = stage.visitor("late", Look.DESKTOP_LIGHT)) {
            Map.of(revoked, "revoked", usedUp, "used up", expired, "expired").forEach((invitation, why) -> {
                late.page().navigate(linkOf(invitation));

                assertThat(late.heading("This invitation cannot be used")).isVisible();
                assertThat(late.page().getByRole(AriaRole.ALERT))
                        .containsText(Pattern.compile("It has (been )?" + why));
                assertThat(late.page().getByRole(AriaRole.ALERT)).containsText("Ask Ada (@ada)");
                assertThat(late.field("User name")).hasCount(0);
            });
        }
    }

    /** FR2: the last place of an invitation is taken while somebody fills in the form. */
    @Test
    @Order(4)
    void aLinkThatIsUsedUpMeanwhileSaysSoToo() {
        JsonNode invitation = invite(1);
        try (Person slow = stage.visitor("slow", Look.DESKTOP_LIGHT)) {
            slow.expectConsoleError("status of 403");
            slow.page().navigate(linkOf(invitation));
            assertThat(slow.field("User name")).isVisible();
            ApiClient.of(stage.server().uri())
                    .post(
                            "/api/users",
                            Map.of(
                                    "name",
                                    "Faster",
                                    "username",
                                    "faster",
                                    "password",
                                    Stage.PASSWORD,
                                    "invitation",
                                    invitation.get("code").asString()))
                    .ok();

            signUp(slow, "Slow", "slow", "Create account");

            assertThat(slow.page().getByRole(AriaRole.ALERT)).containsText("used up");
            assertThat(slow.page().getByRole(AriaRole.ALERT)).containsText("Ask Ada (@ada)");
        }
    }

    /** FR3: signing in leads to where one wanted to go. */
    @Test
    @Order(5)
    void signingInLeadsToTheAddressThatWasAskedFor() {
        long seq = stage.administrator()
                .post("/api/rooms/lobby/messages", Map.of("text", "the deep end"))
                .ok()
                .get("seq")
                .asLong();
        stage.script("grace");
        try (Person grace = stage.visitor("grace", Look.DESKTOP_LIGHT)) {
            grace.page().navigate("/r/lobby/m/" + seq);
            signIn(grace, Stage.PASSWORD);

            assertThat(grace.message("the deep end")).isVisible();
            assertThat(grace.page()).hasURL(Pattern.compile("/r/lobby/m/" + seq + "$"));
        }
    }

    /** FR4: a wrong password is said at once, where one types, without telling whether the account exists. */
    @Test
    @Order(6)
    void aWrongPasswordSaysNothingAboutTheAccount() {
        stage.script("grace");
        String[] said = new String[2];
        String[] usernames = {"grace", "nobody-by-that-name"};
        for (int i = 0; i < usernames.length; i++) {
            try (Person person = stage.visitor(usernames[i], Look.DESKTOP_LIGHT)) {
                person.expectConsoleError("status of 401");
                person.page().navigate("/");
                signIn(person, "not the password");

                Locator alert = person.page().getByRole(AriaRole.ALERT);
                assertThat(alert).containsText("not right");
                assertThat(person.field("Password")).isFocused();
                said[i] = alert.innerText();
            }
        }

        assertThat(said[0]).isEqualTo(said[1]).doesNotContainIgnoringCase("grace");
    }

    /** FR4: the sixth wrong password within five minutes is not even looked at, and the page counts down. */
    @Test
    @Order(7)
    void theSixthWrongPasswordHasToWait() {
        stage.script("forgetful");
        try (Person forgetful = stage.visitor("forgetful", Look.DESKTOP_LIGHT)) {
            forgetful.expectConsoleError("status of (401|429)");
            forgetful.page().navigate("/");
            for (int i = 1; i <= 5; i++) {
                assertThat(attempt(forgetful, "wrong number " + i).status()).isEqualTo(401);
            }

            Response sixth = attempt(forgetful, "wrong number 6");

            assertThat(sixth.status()).isEqualTo(429);
            assertThat(Integer.parseInt(sixth.headerValue("retry-after"))).isBetween(1, 300);
            Locator alert = forgetful.page().getByRole(AriaRole.ALERT);
            assertThat(alert).containsText("Too many attempts. Try again in");
            assertThat(forgetful.button("Sign in")).isDisabled();
            String first = alert.innerText();
            await().untilAsserted(() -> assertThat(alert.innerText()).isNotEqualTo(first));
        }
    }

    /** Where registration is open, the way in is offered beside the sign-in. */
    @Test
    @Order(8)
    void anybodyMaySignUpWhereRegistrationIsOpen(@TempDir Path folder) {
        try (Stage openStage = Stage.open(folder, "--switchboard.identity.registration=open")) {
            openStage.administrator();
            try (Person passer = openStage.visitor("passer", Look.DESKTOP_LIGHT)) {
                passer.page().navigate("/");
                passer.link("Create an account").click();
                signUp(passer, "Passer By", "passer", "Create account");

                assertThat(passer.composer()).isEnabled();
                assertThat(passer.page()).hasURL(Pattern.compile("/r/lobby$"));
            }
        }
    }

    /** Where it takes an invitation, no way in is offered that would not let one in. */
    @Test
    @Order(9)
    void noSignUpIsOfferedWhereItTakesAnInvitation() {
        stage.administrator();
        try (Person passer = stage.visitor("passer", Look.DESKTOP_LIGHT)) {
            passer.page().navigate("/");

            assertThat(passer.field("Password")).isVisible();
            assertThat(passer.link("Create an account")).hasCount(0);
        }
    }

    private static JsonNode invite(int uses) {
        return stage.administrator()
                .post("/api/invitations", Map.of("uses", uses))
                .ok();
    }

    private static String linkOf(JsonNode invitation) {
        return URI.create(invitation.get("url").asString()).getPath();
    }

    private static String state(JsonNode invitation) {
        return stage.administrator()
                .get("/api/invitations/" + invitation.get("code").asString())
                .ok()
                .get("state")
                .asString();
    }

    private static void signUp(Person person, String name, String username, String action) {
        person.field("Your name").fill(name);
        person.field("User name").fill(username);
        person.field("Password").fill(Stage.PASSWORD);
        person.button(action).click();
    }

    private static void signIn(Person person, String password) {
        person.field("User name").fill(person.username());
        person.field("Password").fill(password);
        person.button("Sign in").click();
    }

    private static Response attempt(Person person, String password) {
        assertThat(person.button("Sign in")).not().hasAttribute("aria-disabled", "true");
        return person.page()
                .waitForResponse(
                        response -> response.url().endsWith("/api/session")
                                && response.request().method().equals("POST"),
                        () -> signIn(person, password));
    }

    /** Notes from now on at which addresses something was painted; two paintings of one address are one screen. */
    private static void noteScreens(Person person) {
        person.script("""
                (function look() {
                  const seen = new Set(JSON.parse(sessionStorage.getItem("seen") ?? "[]"));
                  sessionStorage.setItem("seen", JSON.stringify([...seen.add(location.pathname)]));
                  requestAnimationFrame(look);
                })();""");
    }

    private static List<?> screens(Person person) {
        return (List<?>) person.page().evaluate("JSON.parse(sessionStorage.getItem('seen'))");
    }
}
