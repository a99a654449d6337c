package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classic client of Spring's guide, stomp-websocket over SockJS, chats with a person in the application. */
class ClassicPageIT {

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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theClassicClientChatsInBothDirections(boolean webSocket) {
        try (Person ada = stage.person("ada");
                Person grace = stage.person("grace")) {
            ada.open("lobby");
            if (!webSocket) {
                grace.expectConsoleError("WebSocket connection");
                grace.net().blockWebSockets();
            }
            connect(grace);
            assertThat(grace.net().upgrades()).isPositive();

            ada.say("do you hear me, classic? " + webSocket);
            assertThat(heard(grace).getByText("do you hear me, classic? " + webSocket))
                    .isVisible();
            grace.field("Message to the lobby").fill("as ever <b>" + webSocket);
            grace.button("Send").click();

            assertThat(ada.message("as ever <b>" + webSocket)).hasCount(1);
            assertThat(heard(grace).getByText("as ever <b>" + webSocket)).hasCount(1);
            assertThat(grace.page().getByRole(AriaRole.STATUS)).hasText("Sent");
        }
    }

    @Test
    void aRefusalIsShownAndTheConnectionStays() {
        try (Person grace = stage.person("grace")) {
            connect(grace);
            grace.field("Message to the lobby").fill("   ");
            grace.button("Send").click();
            assertThat(grace.page().getByRole(AriaRole.ALERT)).isVisible();

            grace.field("Message to the lobby").fill("still connected");
            grace.button("Send").click();

            assertThat(heard(grace).getByText("still connected")).isVisible();
            assertThat(grace.page().getByRole(AriaRole.ALERT)).isHidden();
        }
    }

    @Test
    void whoIsNotSignedInIsToldWhereTo() {
        stage.administrator();
        try (Person visitor = stage.visitor("visitor", Look.PHONE_LIGHT)) {
            visitor.expectConsoleError("status of 401");
            visitor.page().navigate("/examples/classic.html");
            visitor.button("Connect").first().click();

            assertThat(visitor.link("Sign in")).isVisible();
            assertThat(visitor.button("Send")).isDisabled();
        }
    }

    private static void connect(Person person) {
        person.page().navigate("/examples/classic.html");
        person.page()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Connect").setExact(true))
                .click();
        assertThat(person.page().getByRole(AriaRole.STATUS)).containsText("Connected as ");
    }

    private static Locator heard(Person person) {
        return person.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Messages"));
    }
}
