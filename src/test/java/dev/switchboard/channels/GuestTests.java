package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever has not said who they are listens to what is open to them, and to nothing else. */
class GuestTests extends ChannelServerTest {

    private WireClient guest() {
        WireClient client = WireClient.open(WireClient.endpointOf(server()), Map.of());
        client.send("CONNECT", Map.of("accept-version", "1.2", "host", "test"), "");
        WireFrame connected = client.await(frame -> frame.command().equals("CONNECTED"));
        assertThat(connected.headers()).doesNotContainKey("user-name");
        return client;
    }

    private WireClient listeningGuest() {
        WireClient client = guest();
        client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "errors"));
        client.awaitReceipt("errors");
        return client;
    }

    @Test
    void guestsHearWhatIsOpenToThem() {
        Caller backEnd = backEnd();
        backEnd.json("/api/channels/square/fountain", "1").expect(201);
        try (WireClient client = guest()) {
            client.subscribe("s", "/topic/square/fountain", Map.of("receipt", "s"));
            client.awaitReceipt("s");
            assertThat(messages(client, "s")).extracting(WireFrame::body).containsExactly("1");

            backEnd.json("/api/channels/square/fountain", "2").expect(201);

            client.await(frame -> frame.body().equals("2"));
        }
    }

    @Test
    void guestsHearNothingElseAndAreToldToSignIn() {
        try (WireClient client = listeningGuest()) {
            for (String closed : new String[] {
                "/topic/live/x",
                "/topic/notices/x",
                "/topic/team/x",
                "/topic/rooms/lobby",
                "/topic/rooms/nowhere",
                "/topic/rooms/lobby/typing",
                "/topic/square/x/presence",
                "/user/queue/inbox",
                "/topic/nowhere/x",
            }) {
                client.subscribe(closed, closed, Map.of("receipt", closed));
                assertThat(awaitProblem(client, closed).json().get("code").asString())
                        .as(closed)
                        .isEqualTo("unauthenticated");
            }
        }
    }

    @Test
    void guestsSayNothing() {
        try (WireClient client = listeningGuest()) {
            for (String destination : new String[] {"/app/publish/square/x", "/app/publish/board/x", "/app/chat"}) {
                client.send(
                        "SEND",
                        Map.of("destination", destination, "receipt", destination),
                        "{\"room\":\"lobby\",\"text\":\"x\"}");
                assertThat(awaitProblem(client, destination).json().get("code").asString())
                        .isEqualTo("unauthenticated");
            }
        }
        try (WireClient client = guest()) {
            client.send("SEND", Map.of("destination", "/app/publish/square/x"), "1");
            assertThat(client.awaitClose(Duration.ofSeconds(10))).isEqualTo(4001);
        }
    }

    @Test
    void whoSaysWhoTheyAreAndIsWrongIsNoGuest() {
        for (Map<String, String> wrong : java.util.List.of(
                Map.of("Authorization", "Bearer wrong"),
                Map.of("login", "root", "passcode", "wrong"),
                Map.of("login", "root"),
                Map.of("passcode", "wrong"))) {
            try (WireClient client = WireClient.open(WireClient.endpointOf(server()), Map.of())) {
                Map<String, String> headers = new java.util.LinkedHashMap<>(wrong);
                headers.put("accept-version", "1.2");
                client.send("CONNECT", headers, "");
                assertThat(client.await(frame -> frame.command().equals("ERROR"))
                                .header("message"))
                        .isEqualTo("unauthenticated");
                assertThat(client.awaitClose(Duration.ofSeconds(10))).isEqualTo(4001);
            }
        }
    }

    @Test
    void guestsReadOverRestWhatIsOpenToThem() {
        Caller backEnd = backEnd();
        backEnd.json("/api/channels/square/clock", "12").expect(201);
        Caller guest = new Caller(server(), "");

        assertThat(guest.get("/api/channels/square/clock").expect(200).text("text"))
                .isEqualTo("12");
        assertThat(guest.get("/api/channels/square/clock/history")
                        .expect(200)
                        .json()
                        .get("items"))
                .hasSize(1);
        guest.get("/api/channels/square/never").expectProblem(404, "not_found");
        for (String closed : new String[] {"live/x", "notices/x", "team/x/history", "nowhere/x", "rooms/lobby"}) {
            guest.get("/api/channels/" + closed).expectProblem(401, "unauthenticated");
        }
        guest.json("/api/channels/square/clock", "13").expectProblem(403, "forbidden");
        new Caller(server(), "wrong").get("/api/channels/square/clock").expectProblem(401, "unauthenticated");
        assertThat(guest.get("/api/rooms").status()).isEqualTo(401);
    }
}
