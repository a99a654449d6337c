package dev.switchboard.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With the profile {@code samples} there is something to see on {@code live}, as soon as there is an administrator. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("samples")
@DirtiesContext
class SamplePublisherTests {

    @TempDir
    private static Path storage;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry registry) {
        registry.add("switchboard.storage.directory", storage::toString);
    }

    @Test
    void pricesScoresAndFiguresArePublishedThroughThePublicApi() {
        URI server = URI.create("http://localhost:" + port);
        ApiClient api = ApiClient.of(server);
        api.setUp("ada", "correct horse battery");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/api/channels/live/machine.heap").status() == 200);

        try (WireClient client = WireClient.connect(server, api.createToken("t"))) {
            client.subscribe("price", "/topic/live/price.ACME", Map.of());
            client.subscribe("match", "/topic/live/match.1", Map.of());
            client.subscribe("heap", "/topic/live/machine.heap", Map.of());

            WireFrame price = client.await(frame -> frame.header("subscription").equals("price"));
            WireFrame match = client.await(frame -> frame.header("subscription").equals("match"));
            WireFrame heap = client.await(frame -> frame.header("subscription").equals("heap"));
            client.await(
                    frame -> frame.header("subscription").equals("price")
                            && !frame.header("message-id").equals(price.header("message-id")),
                    Duration.ofSeconds(30));

            assertThat(price.json().get("price").asDouble()).isPositive();
            assertThat(match.json().propertyNames())
                    .containsExactly("home", "away", "homeGoals", "awayGoals", "minute", "phase", "goals");
            assertThat(heap.json().get("unit").asString()).isEqualTo("MB");
        }
        assertThat(api.get("/api/channels/notices/server/history").ok().get("items"))
                .singleElement()
                .satisfies(notice -> assertThat(notice.get("text").asString()).contains("\"link\":\"/live\""));
        for (String figure : List.of("load", "connections", "deliveries", "threads", "uptime")) {
            assertThat(api.get("/api/channels/live/machine." + figure).status())
                    .as(figure)
                    .isEqualTo(200);
        }
        assertThat(api.get("/api/tokens").ok().get("items"))
                .as("one token, for publishing only")
                .filteredOn(token -> token.get("name").asString().equals("Samples"))
                .singleElement()
                .satisfies(token -> assertThat(token.get("scopes").toString()).isEqualTo("[\"publish\"]"));
    }
}
