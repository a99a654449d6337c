package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Destination;
import dev.switchboard.identity.Revocation;
import dev.switchboard.identity.Speaker;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.net.HttpCookie;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who may speak, and that delivery ends within one second of the right. */
class RightsTests extends StompServerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Autowired
    private Broker broker;

    private WireClient attempt(String... headers) {
        WireClient client = open();
        StringBuilder connect = new StringBuilder("CONNECT\naccept-version:1.2\n");
        for (String header : headers) {
            connect.append(header).append('\n');
        }
        client.sendText(connect.append("\n\0").toString());
        return client;
    }

    @Test
    void letsNobodyInWithoutAnIdentity() {
        String username = someone();
        String token = pass(username);
        for (String[] headers : new String[][] {
            {},
            {"Authorization:Bearer wrong"},
            {"Authorization:Bearer"},
            {"Authorization:Basic cm9vdDpyb290"},
            {"Authorization:" + token},
            {"Authorization:"},
            {"login:root"},
            {"login:" + username, "passcode:wrong"},
            {"login:root", "passcode:" + token},
            {"login:root", "passcode:" + PASSWORD},
            {"login:", "passcode:"},
            {"user:root"},
            {"simpUser:root"},
        }) {
            try (WireClient client = attempt(headers)) {
                assertEnded(client, "unauthenticated", 4001);
                assertThat(awaitError(client).body()).doesNotContain(token);
            }
        }
    }

    @Test
    void takesNoTokenFromTheAddress() {
        String token = pass(someone());
        URI endpoint = URI.create(WireClient.endpointOf(server()) + "?access_token=" + token);
        try (WireClient client = WireClient.open(endpoint, Map.of("Authorization", "Bearer " + newcomerToken()))) {
            client.sendText("CONNECT\naccept-version:1.2\n\n\0");

            assertEnded(client, "unauthenticated", 4001);
        }
    }

    private String newcomerToken() {
        return newcomer(someone()).createToken("handshake");
    }

    @Test
    void looksAgainOnceTheConnectionIsRegistered() {
        String token = pass(someone());
        passes.endSilently(token);

        try (WireClient client = attempt("Authorization:Bearer " + token)) {
            assertEnded(client, "unauthenticated", 4001);
        }
    }

    @Test
    void hangsUpOnARevokedTokenAndForgetsWhatWaits() {
        String board = someone();
        String token = pass(someone());
        Speaker speaker = passes.speaker(token);
        try (WireClient revoked = WireClient.connect(server(), token);
                WireClient other = connected()) {
            revoked.subscribe("b", "/topic/board/" + board, Map.of("receipt", "s"));
            revoked.awaitReceipt("s");

            passes.tell(new Revocation.OfCredential(speaker.credential()));
            say(other, "/app/board", note(board, "after"), "after");
            other.awaitReceipt("after");
            revoked.sendText("SEND\ndestination:/app/board\n\n" + note(board, "smuggled") + "\0");

            assertThat(revoked.awaitClose(SECOND)).isEqualTo(4001);
            assertThat(revoked.frames()).noneMatch(frame -> frame.command().equals("MESSAGE"));
            assertThat(board(board, other)).isEqualTo("1");
        }
    }

    private String board(String name, WireClient client) {
        client.subscribe("h-" + name, "/topic/board/" + name, Map.of("receipt", "h-" + name));
        return client.awaitReceipt("h-" + name).header("head");
    }

    @Test
    void staysAwayWhoseAccountIsDisabled() {
        String token = pass(someone());
        try (WireClient one = WireClient.connect(server(), token);
                WireClient two = WireClient.connect(server(), token);
                WireClient other = connected()) {
            passes.tell(new Revocation.OfUser(passes.speaker(token).user()));

            assertThat(one.awaitClose(SECOND)).isEqualTo(4003);
            assertThat(two.awaitClose(SECOND)).isEqualTo(4003);
            say(other, "/app/hint", note("b", "t"), "r");
            other.awaitReceipt("r");
        }
    }

    @Test
    void aChangedRoleReachesOpenConnectionsBothWays() {
        String username = someone();
        ApiClient api = newcomer(username);
        ApiClient root = administrator();
        String unscoped = api.createToken("test");
        String scoped = api.post("/api/tokens", Map.of("name", "narrow", "scopes", List.of("read", "write")))
                .ok()
                .get("token")
                .asString();
        try (WireClient client = WireClient.connect(server(), unscoped);
                WireClient narrow = WireClient.connect(server(), scoped)) {
            for (WireClient each : List.of(client, narrow)) {
                each.subscribe("errors", "/user/queue/errors", Map.of("receipt", "e"));
                each.awaitReceipt("e");
            }
            assertForbidden(client, "before");

            root.write("PATCH", "/api/users/" + username, Map.of("role", "administrator"))
                    .ok();
            say(client, "/app/administer", "{}", "promoted");
            client.awaitReceipt("promoted");
            assertForbidden(narrow, "not-by-this-token");

            root.write("PATCH", "/api/users/" + username, Map.of("role", "user"))
                    .ok();
            assertForbidden(client, "after");
        }
    }

    private static void assertForbidden(WireClient client, String receipt) {
        say(client, "/app/administer", "{}", receipt);
        WireFrame refused = client.await(frame -> frame.body().contains('"' + receipt + '"'));
        assertThat(refused.json().get("code").asString()).isEqualTo("forbidden");
    }

    @Test
    void endsWhenTheTokenExpires() {
        Instant expiry = Instant.now().plusMillis(1500);
        String token = passes.issue(someone(), Set.of(), expiry);
        try (WireClient client = WireClient.connect(server(), token)) {
            assertThat(client.awaitClose(Duration.ofSeconds(4))).isEqualTo(4001);

            assertThat(Instant.now()).isBetween(expiry, expiry.plusSeconds(1));
        }
    }

    @Test
    void tellsOfASubscriptionThatEnds() {
        String board = someone();
        String token = pass(someone());
        Speaker speaker = passes.speaker(token);
        try (WireClient removed = WireClient.connect(server(), token);
                WireClient deaf = WireClient.connect(server(), token);
                WireClient other = connected()) {
            removed.subscribe("errors", "/user/queue/errors", Map.of("receipt", "e"));
            removed.awaitReceipt("e");
            for (WireClient each : new WireClient[] {removed, deaf, other}) {
                each.subscribe("b", "/topic/board/" + board, Map.of("receipt", "s"));
                each.awaitReceipt("s");
            }

            board().shutOut(speaker.user());
            broker.revoke(Destination.of("/topic/board/" + board), speaker.user());
            say(other, "/app/board", note(board, "after"), "after");
            other.awaitReceipt("after");

            JsonNode problem = awaitProblem(removed).json();
            assertThat(problem.get("code").asString()).isEqualTo("forbidden");
            assertThat(problem.get("subscription").asString()).isEqualTo("b");
            assertThat(problem.has("receipt-id")).isFalse();
            assertEnded(deaf, "forbidden", 1008);
            removed.subscribe("b", "/topic/board/" + board, Map.of("receipt", "again", "since", "0"));
            removed.await(frame -> frame.body().contains("\"again\""));
            assertThat(removed.frames())
                    .noneMatch(frame -> frame.header("destination").startsWith("/topic/board"));
            other.await(frame -> frame.body().equals("after"));
        }
    }

    private Board board() {
        return board;
    }

    @Test
    void endsWithTheTokenOfARealAccount() {
        ApiClient api = newcomer(someone());
        JsonNode token = api.post("/api/tokens", Map.of("name", "test")).ok();
        try (WireClient client = WireClient.connect(server(), token.get("token").asString())) {
            api.write("DELETE", "/api/tokens/" + token.get("id").asString(), Map.of())
                    .ok();

            assertThat(client.awaitClose(SECOND)).isEqualTo(4001);
        }
    }

    @Test
    void endsWhenARealTokenExpires() {
        ApiClient api = newcomer(someone());
        Instant expiry = Instant.now().plusSeconds(2);
        String token = api.post("/api/tokens", Map.of("name", "short", "expiresAt", expiry.toString()))
                .ok()
                .get("token")
                .asString();
        try (WireClient client = WireClient.connect(server(), token)) {
            assertThat(client.awaitClose(Duration.ofSeconds(5))).isEqualTo(4001);
            assertThat(Instant.now()).isBefore(expiry.plusSeconds(1));
        }
    }

    @Test
    void endsWhenTheAccountIsDisabled() {
        String username = someone();
        String token = newcomer(username).createToken("test");
        try (WireClient client = WireClient.connect(server(), token)) {
            administrator()
                    .write("PATCH", "/api/users/" + username, Map.of("disabled", true))
                    .ok();

            assertThat(client.awaitClose(SECOND)).isEqualTo(4003);
        }
        try (WireClient client = attempt("Authorization:Bearer " + token)) {
            assertThat(awaitError(client).header("message")).isIn("forbidden", "unauthenticated");
            assertThat(client.awaitClose(SOON)).isIn(4003, 4001);
        }
    }

    /** A browser: its cookie on the handshake, its CSRF token on CONNECT. */
    private WireClient browser(Browser browser, String... headers) {
        WireClient client = WireClient.open(
                WireClient.endpointOf(server()), Map.of("Cookie", browser.cookie(), "Origin", server().toString()));
        StringBuilder connect = new StringBuilder("CONNECT\naccept-version:1.2\n");
        for (String header : headers) {
            connect.append(header).append('\n');
        }
        client.sendText(connect.append("\n\0").toString());
        return client;
    }

    @Test
    void recognisesABrowserByItsSessionAndCsrfToken() {
        Browser browser = Browser.signUp(server(), someone(), PASSWORD);
        try (WireClient client = browser(browser, "X-XSRF-TOKEN:" + browser.csrf(), "login:root")) {
            WireFrame connected = client.await(frame -> frame.command().equals("CONNECTED"));

            assertThat(connected.header("user-name")).isEqualTo(browser.username());
        }
    }

    @Test
    void doesNotTrustACookieAlone() {
        Browser browser = Browser.signUp(server(), someone(), PASSWORD);
        Browser other = Browser.signUp(server(), someone(), PASSWORD);
        for (String[] headers : new String[][] {
            {},
            {"X-XSRF-TOKEN:"},
            {"X-XSRF-TOKEN:wrong"},
            {"X-XSRF-TOKEN:" + other.csrf()},
            {"x-csrf-token:" + browser.csrf()},
            {"X-XSRF-TOKEN:" + HttpCookie.parse(browser.cookie()).getFirst().getValue()},
        }) {
            try (WireClient client = browser(browser, headers)) {
                assertEnded(client, "unauthenticated", 4001);
            }
        }
    }

    @Test
    void endsWhenTheBrowserSignsOutInAnotherTab() {
        Browser browser = Browser.signUp(server(), someone(), PASSWORD);
        try (WireClient client = browser(browser, "X-XSRF-TOKEN:" + browser.csrf())) {
            client.await(frame -> frame.command().equals("CONNECTED"));

            assertThat(browser.write("DELETE", "/api/session", Map.of())).isEqualTo(204);

            assertThat(client.awaitClose(SECOND)).isEqualTo(4001);
        }
        try (WireClient client = browser(browser, "X-XSRF-TOKEN:" + browser.csrf())) {
            assertEnded(client, "unauthenticated", 4001);
        }
    }

    @Test
    void usesTheSessionOfAnOpenConnection() {
        String token = pass(someone());
        try (WireClient client = WireClient.connect(server(), token)) {
            await().atMost(SOON).until(() -> passes.touches(token) > 0);
            assertThat(client.isClosed()).isFalse();
        }
    }
}
