package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.SwitchboardApplication;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A server of its own: how many handshakes it takes from one address, and how it says goodbye. */
class GoodbyeTests {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void countsHandshakesAndTellsEverybodyWhenItStops(@TempDir Path directory) throws Exception {
        WireClient first;
        WireClient second;
        WireClient visitor;
        try (ConfigurableApplicationContext context = SpringApplication.run(
                SwitchboardApplication.class,
                "--server.port=0",
                "--switchboard.storage.directory=" + directory,
                "--switchboard.limits.handshakes-per-minute=3")) {
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            URI server = URI.create("http://localhost:" + port);
            ApiClient api = ApiClient.of(server);
            api.setUp("root", StompServerTest.PASSWORD);
            String token = api.createToken("test");
            first = WireClient.connect(server, token);
            second = WireClient.connect(server, token);
            visitor = WireClient.open(WireClient.endpointOf(server), Map.of());

            assertThat(tooMany(server)).isTrue();
            HttpResponse<String> sockJs = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.resolve("/ws/a/bcdefgh/xhr"))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(sockJs.statusCode()).isEqualTo(429);
            assertThat(sockJs.headers().firstValue("Retry-After")).isPresent();
            assertThat(first.isClosed()).isFalse();
        }

        assertThat(first.awaitClose(SOON)).isEqualTo(1012);
        assertThat(second.awaitClose(SOON)).isEqualTo(1012);
        assertThat(visitor.awaitClose(SOON)).isEqualTo(1012);
    }

    private static boolean tooMany(URI server) {
        try {
            WireClient.open(WireClient.endpointOf(server), Map.of()).close();
            return false;
        } catch (CompletionException refused) {
            return refused.getCause() instanceof WebSocketHandshakeException handshake
                    && handshake.getResponse().statusCode() == 429;
        }
    }
}
