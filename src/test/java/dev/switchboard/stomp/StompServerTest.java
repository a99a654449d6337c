package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One real server for all tests of the conversation, with a board to talk on and people who may. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "test.board=true",
            "switchboard.identity.registration=open",
            "switchboard.limits.handshakes-per-minute=0",
            "switchboard.limits.connections-per-user=5",
            "switchboard.limits.subscriptions-per-connection=8",
            "switchboard.connection.heart-beat=1s",
            "switchboard.connection.ping-interval=2s",
            "switchboard.connection.connect-timeout=2s",
            "switchboard.stomp.allowed-origins=https://friend.example.org",
            "switchboard.limits.header-timeout=1s",
            "switchboard.stomp.redelivery=4s",
            "switchboard.limits.stomp.unacknowledged=5",
            "switchboard.limits.stomp.transactions=3",
            "switchboard.limits.stomp.transaction-frames=10",
            "switchboard.limits.stomp.transaction-size=32KB",
        })
@Import(Board.class)
abstract class StompServerTest {

    static final String PASSWORD = "correct horse battery";
    static final Duration SOON = Duration.ofSeconds(5);

    /** Classes of tests that run side by side share a server. */
    private static final Object SETTING_UP = new Object();

    @LocalServerPort
    private int port;

    @Autowired
    Board board;

    @Autowired
    Passes passes;

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry registry) {
        // A folder for each server: those of some tests have other settings.
        Path storage = temporaryDirectory();
        registry.add("switchboard.storage.directory", storage::toString);
    }

    @BeforeEach
    void anAdministratorStands() {
        ApiClient api = ApiClient.of(server());
        synchronized (SETTING_UP) {
            if (api.get("/api/setup").ok().get("due").asBoolean()) {
                api.setUp("root", PASSWORD);
            }
        }
    }

    URI server() {
        return URI.create("http://localhost:" + port);
    }

    int port() {
        return port;
    }

    ApiClient administrator() {
        ApiClient api = ApiClient.of(server());
        api.signIn("root", PASSWORD);
        return api;
    }

    /** A new account, signed in. */
    ApiClient newcomer(String username) {
        ApiClient api = ApiClient.of(server());
        api.post("/api/users", Map.of("name", username, "username", username, "password", PASSWORD))
                .ok();
        return api;
    }

    /** A user name that nobody had. */
    static String someone() {
        return "u" + UUID.randomUUID().toString().substring(0, 12);
    }

    /** A token of somebody new. */
    String pass(String username) {
        return passes.issue(username, Set.of(), null);
    }

    /** A connection of somebody new. */
    WireClient connected() {
        return WireClient.connect(server(), pass(someone()));
    }

    /** A connection of somebody new that hears of its refusals. */
    WireClient listening() {
        WireClient client = connected();
        client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "errors"));
        client.awaitReceipt("errors");
        return client;
    }

    /** A connection of somebody new that speaks a version. */
    WireClient speaking(String version) {
        WireClient client = open();
        client.send("CONNECT", Map.of("accept-version", version, "Authorization", "Bearer " + pass(someone())), "");
        client.await(frame ->
                frame.command().equals("CONNECTED") && frame.header("version").equals(version));
        return client;
    }

    /** What the board's controller reads. */
    static String note(String board, String text) {
        return "{\"board\":\"" + board + "\",\"text\":\"" + text + "\"}";
    }

    /** Listens to a board, with its receipt. */
    static void listen(WireClient client, String id, String board, String... more) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("receipt", "listen-" + id));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        client.subscribe(id, "/topic/board/" + board, headers);
        client.awaitReceipt("listen-" + id);
    }

    /** The message of a board with a number, as it was first sent to a subscription. */
    static WireFrame awaitMessage(WireClient client, String subscription, int sequence) {
        return client.await(frame -> frame.command().equals("MESSAGE")
                && frame.header("subscription").equals(subscription)
                && frame.header("seq").equals(Integer.toString(sequence)));
    }

    /** How often a subscription was sent each message, in the order of their numbers. */
    static Map<Integer, Long> timesSent(WireClient client, String subscription) {
        return client.frames().stream()
                .filter(frame -> frame.command().equals("MESSAGE"))
                .filter(frame -> frame.header("subscription").equals(subscription))
                .collect(Collectors.groupingBy(
                        frame -> Integer.parseInt(frame.header("seq")), TreeMap::new, Collectors.counting()));
    }

    WireClient open() {
        return WireClient.open(WireClient.endpointOf(server()), Map.of());
    }

    static WireFrame awaitError(WireClient client) {
        return client.await(frame -> frame.command().equals("ERROR"), SOON);
    }

    static WireFrame awaitProblem(WireClient client) {
        return client.await(
                frame -> frame.command().equals("MESSAGE")
                        && frame.header("destination").equals("/user/queue/errors"),
                SOON);
    }

    /** Says something with a receipt. */
    static void say(WireClient client, String destination, String body, String receipt, String... more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", destination);
        headers.put("receipt", receipt);
        headers.put("content-type", "application/json");
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        client.send("SEND", headers, body);
    }

    /** The connection is ended by ERROR with a code, and closed. */
    static void assertEnded(WireClient client, String code, int close) {
        assertThat(awaitError(client).header("message")).isEqualTo(code);
        assertThat(client.awaitClose(SOON)).isEqualTo(close);
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("switchboard-stomp");
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }
}
