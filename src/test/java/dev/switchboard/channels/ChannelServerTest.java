package dev.switchboard.channels;

import dev.switchboard.UserId;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One real server for all conversations about channels, with namespaces of the tests' own. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "switchboard.identity.registration=open",
            "switchboard.limits.handshakes-per-minute=0",
            "switchboard.limits.requests-per-second=0",
            "switchboard.limits.connections-per-user=0",
            "switchboard.connection.write-timeout=5m",
            "switchboard.connection.ping-interval=5m",
            "switchboard.channels.board.delivery=log",
            "switchboard.channels.board.publish=signed-in",
            "switchboard.channels.short.delivery=log",
            "switchboard.channels.short.history-size=5",
            "switchboard.channels.team.delivery=ephemeral",
            "switchboard.channels.team.publish=members",
            "switchboard.channels.team.listen=members",
            "switchboard.channels.team.members=member",
            "switchboard.channels.slow.delivery=state",
            "switchboard.channels.slow.rate=5",
            "switchboard.channels.slow.presence=true",
            "switchboard.channels.square.delivery=state",
            "switchboard.channels.square.listen=anonymous",
            "switchboard.channels.square.presence=true",
            "switchboard.channels.kept.delivery=state",
            "switchboard.channels.few.delivery=state",
            "switchboard.channels.few.channel-limit=2",
            "switchboard.channels.few.payload-limit=100B",
            "switchboard.channels.few.history-size=3",
        })
abstract class ChannelServerTest {

    private static final String PASSWORD = "correct horse battery";

    @LocalServerPort
    private int port;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private LiveChannels live;

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry registry) {
        Path directory = temporaryDirectory();
        registry.add("switchboard.storage.directory", directory::toString);
    }

    @BeforeEach
    void anAdministratorStands() {
        ApiClient api = ApiClient.of(server());
        if (api.get("/api/setup").ok().get("due").asBoolean()) {
            api.setUp("root", PASSWORD);
            newcomer("member");
        }
    }

    URI server() {
        return URI.create("http://localhost:" + port);
    }

    ApiClient signedIn(String username) {
        ApiClient api = ApiClient.of(server());
        api.signIn(username, PASSWORD);
        return api;
    }

    ApiClient newcomer(String username) {
        ApiClient api = ApiClient.of(server());
        api.post("/api/users", Map.of("name", username, "username", username, "password", PASSWORD))
                .ok();
        return api;
    }

    static String someone() {
        return "u" + UUID.randomUUID().toString().substring(0, 12);
    }

    /** A channel's name that nobody used. */
    static String some() {
        return UUID.randomUUID().toString();
    }

    String token(ApiClient api, String... scopes) {
        return api.post(
                        "/api/tokens",
                        scopes.length == 0 ? Map.of("name", "t") : Map.of("name", "t", "scopes", List.of(scopes)))
                .ok()
                .get("token")
                .asString();
    }

    /** A back end. */
    Caller backEnd() {
        return new Caller(server(), token(signedIn("root"), "publish", "read"));
    }

    /** Somebody who has signed in, over REST by a token that may do all that they may. */
    Caller somebody() {
        return new Caller(server(), token(newcomer(someone())));
    }

    /** A connection that hears of its refusals. */
    WireClient connected(String token) {
        WireClient client = WireClient.connect(server(), token);
        client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "errors"));
        client.awaitReceipt("errors");
        return client;
    }

    /** Publishes past REST and STOMP, as fast as can be, on a channel that is no log. */
    void publishHere(String namespace, String name, String text) {
        Channel channel = namespaces.channel(namespace, name);
        live.publish(UserId.next(), List.of(new Wish(channel, new Content(Content.TEXT, Content.utf8(text)), null)));
    }

    /** Publishes over STOMP, with a receipt. */
    static void publish(WireClient client, String channel, String body, String receipt, String... more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", "/app/publish/" + channel);
        headers.put("receipt", receipt);
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        client.send("SEND", headers, body);
    }

    static WireFrame awaitProblem(WireClient client, String receipt) {
        return client.await(frame -> frame.header("subscription").equals("errors")
                && frame.json().path("receipt-id").asString("").equals(receipt));
    }

    static List<WireFrame> messages(WireClient client, String subscription) {
        return client.frames().stream()
                .filter(frame -> frame.command().equals("MESSAGE")
                        && frame.header("subscription").equals(subscription))
                .toList();
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("switchboard-channels");
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }
}
