package dev.switchboard.relay;

import static dev.switchboard.relay.RelayingServer.awaitMessage;
import static dev.switchboard.relay.RelayingServer.awaitProblem;
import static dev.switchboard.relay.RelayingServer.listen;
import static dev.switchboard.relay.RelayingServer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.MostlyWaits;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The other broker is away, comes, goes and comes again: clients are told, and nothing that was stored is lost. */
@MostlyWaits
class OutageTests {

    @Test
    void aServerStartsWithoutItsBrokerSaysSoAndRelaysOnceItIsThere() {
        try (Artemis artemis = Artemis.absent();
                RelayingServer server = RelayingServer.start(artemis);
                WireClient client = server.connected()) {
            client.subscribe("lobby", "/topic/rooms/lobby", Map.of("receipt", "early"));
            JsonNode refused = awaitProblem(client, "lobby").json();
            ApiClient.Answer unheard = server.api().post("/api/channels/events/any", Map.of("too", "early"));
            say(client, "stored");

            assertThat(refused.get("code").asString()).isEqualTo("unavailable");
            assertThat(refused.get("retryAfter").asInt()).isPositive();
            assertThat(unheard.status()).isEqualTo(503);
            assertThat(unheard.body().get("retryAfter").asInt()).isPositive();
            assertThat(server.api().allEvents("lobby").toString()).contains("stored");

            artemis.start();

            WireFrame receipt = listen(client, "lobby", "/topic/rooms/lobby");
            WireFrame said = say(client, "heard");
            WireFrame heard = awaitMessage(client, "lobby", "heard");
            assertThat(heard.header("seq")).isEqualTo(said.header("seq"));
            assertThat(Long.parseLong(heard.header("seq"))).isEqualTo(Long.parseLong(receipt.header("head")) + 1);
            assertThat(client.frames()).noneMatch(frame -> frame.body().contains("\"text\":\"stored\""));
        }
    }

    @Test
    void listenersAreToldOfAnOutageAndHearAgainAfterIt() {
        try (Artemis artemis = Artemis.started();
                RelayingServer server = RelayingServer.start(artemis);
                WireClient client = server.connected();
                WireClient deaf = server.deaf()) {
            listen(client, "lobby", "/topic/rooms/lobby");
            deaf.subscribe("lobby", "/topic/rooms/lobby", Map.of("receipt", "deaf"));
            deaf.awaitReceipt("deaf");
            say(client, "before");
            WireFrame before = awaitMessage(client, "lobby", "before");
            awaitMessage(deaf, "lobby", "before");

            artemis.stop();

            JsonNode told = awaitProblem(client, "lobby").json();
            assertThat(told.get("code").asString()).isEqualTo("unavailable");
            assertThat(told.get("retryAfter").asInt()).isPositive();
            WireFrame error = deaf.await(frame -> frame.command().equals("ERROR"), RelayingServer.SOON);
            assertThat(error.header("message")).isEqualTo("unavailable");
            assertThat(Integer.parseInt(error.header("retry-after"))).isPositive();
            assertThat(deaf.awaitClose(RelayingServer.SOON)).isEqualTo(1012);
            say(client, "during");
            assertThat(server.api().allEvents("lobby").toString()).contains("during");

            artemis.start();

            WireFrame receipt = listen(client, "lobby", "/topic/rooms/lobby", "since", before.header("seq"));
            assertThat(receipt.header("recovered")).isEqualTo("false");
            assertThat(Long.parseLong(receipt.header("head"))).isGreaterThan(Long.parseLong(before.header("seq")));
            say(client, "after");
            awaitMessage(client, "lobby", "after");
            assertThat(client.frames())
                    .noneMatch(frame -> frame.header("subscription").equals("lobby")
                            && frame.body().contains("\"text\":\"during\""));
        }
    }
}
