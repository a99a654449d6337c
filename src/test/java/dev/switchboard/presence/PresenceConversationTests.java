package dev.switchboard.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** PR1 and P9 on the wire, with the grace as it is by default. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
class PresenceConversationTests {

    private static final String DEN = "/topic/rooms/den";
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private static Path storage;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry registry) {
        registry.add("switchboard.storage.directory", storage::toString);
    }

    @Test
    void membersSeeEachOtherComeReloadGoAndBeRemoved() {
        URI server = URI.create("http://localhost:" + port);
        ApiClient ada = ApiClient.of(server);
        ada.setUp("ada", PASSWORD);
        ada.post("/api/rooms", Map.of("id", "den", "name", "Den", "private", true))
                .ok();
        ApiClient grace = ada.invite("grace", PASSWORD);
        ada.write("PUT", "/api/rooms/den/members/grace", Map.of()).ok();
        String gracesToken = grace.createToken("tests");
        ApiClient linus = ada.invite("linus", PASSWORD);

        try (WireClient adas = WireClient.connect(server, ada.createToken("tests"))) {
            listen(adas, DEN);
            listen(adas, DEN + "/presence");
            assertThat(awaitHint(adas, "here", "").body())
                    .contains("\"username\":\"ada\"")
                    .doesNotContain("grace");

            WireClient tab = WireClient.connect(server, gracesToken);
            listen(tab, DEN);
            awaitHint(adas, "entered", "grace");
            tab.abort();
            WireClient reloaded = WireClient.connect(server, gracesToken);
            listen(reloaded, DEN);
            reloaded.abort();
            long left = System.nanoTime();
            awaitHint(adas, "left", "grace");
            assertThat(Duration.ofNanos(System.nanoTime() - left))
                    .isBetween(Duration.ofMillis(4500), Duration.ofSeconds(8));
            assertThat(hints(adas)).hasSize(3);

            WireClient back = WireClient.connect(server, gracesToken);
            listen(back, DEN);
            listen(back, DEN + "/presence");
            awaitHint(back, "here", "grace");
            ada.write("DELETE", "/api/rooms/den/members/grace", Map.of()).ok();
            long removed = System.nanoTime();
            await(adas, 5, "left", "grace");
            assertThat(Duration.ofNanos(System.nanoTime() - removed)).isLessThan(Duration.ofSeconds(1));
            assertThat(hints(back)).noneMatch(hint -> hint.body().contains("\"left\""));
            back.close();
        }

        try (WireClient stranger = WireClient.connect(server, linus.createToken("tests"))) {
            listen(stranger, "/user/queue/errors");
            stranger.subscribe("who", DEN + "/presence", Map.of("receipt", "who"));

            WireFrame problem = stranger.await(frame -> frame.command().equals("MESSAGE"));

            assertThat(problem.json().get("code").asString()).isEqualTo("not_found");
        }
    }

    private static void listen(WireClient client, String destination) {
        client.subscribe(destination, destination, Map.of("receipt", destination));
        client.awaitReceipt(destination);
    }

    private static List<WireFrame> hints(WireClient client) {
        return client.frames().stream()
                .filter(frame -> frame.command().equals("MESSAGE"))
                .filter(frame -> frame.header("destination").endsWith("/presence"))
                .toList();
    }

    private static WireFrame awaitHint(WireClient client, String type, String username) {
        return client.await(frame -> isHint(frame, type, username));
    }

    /** Waits for the hint with a number, counted from 1, and says what it must be. */
    private static void await(WireClient client, int number, String type, String username) {
        client.await(frame -> hints(client).size() >= number);
        assertThat(isHint(hints(client).get(number - 1), type, username)).isTrue();
    }

    private static boolean isHint(WireFrame frame, String type, String username) {
        return frame.command().equals("MESSAGE")
                && frame.header("destination").endsWith("/presence")
                && frame.body().contains("\"type\":\"" + type + "\"")
                && frame.body().contains(username);
    }
}
