package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may publish and listen, and that it ends when it ends. */
class ChannelRightsTests extends ChannelServerTest {

    private static final String BODY = "{}";

    private void assertStompRefuses(String token, String channel, String code) {
        try (WireClient client = connected(token)) {
            publish(client, channel, BODY, "p");
            assertThat(awaitProblem(client, "p").json().get("code").asString()).isEqualTo(code);
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void whereTokensPublishItTakesAnAdministratorsTokenWithTheScope() {
        ApiClient root = signedIn("root");
        Caller other = somebody();
        String reading = token(root, "read", "write");

        new Caller(server(), token(root, "publish"))
                .json("/api/channels/live/x", BODY)
                .expect(201);
        new Caller(server(), token(root)).json("/api/channels/live/x", BODY).expect(201);
        new Caller(server(), reading).json("/api/channels/live/x", BODY).expectProblem(403, "forbidden");
        other.json("/api/channels/live/x", BODY).expectProblem(403, "forbidden");
        assertThat(root.post("/api/channels/live/x", Map.of()).status())
                .as("a browser is no back end")
                .isEqualTo(403);
        new Caller(server(), "").json("/api/channels/live/x", BODY).expectProblem(403, "forbidden");

        assertStompRefuses(reading, "live/x", "forbidden");
        assertStompRefuses(other.token(), "live/x", "forbidden");
        new Caller(server(), token(root, "publish")).get("/api/channels/live/x").expectProblem(403, "forbidden");
    }

    @Test
    void whoeverIsNoAdministratorAnyMoreIsNoBackEndEither() {
        ApiClient root = signedIn("root");
        String name = someone();
        ApiClient person = newcomer(name);
        root.write("PATCH", "/api/users/" + name, Map.of("role", "administrator"))
                .ok();
        Caller backEnd = new Caller(server(), token(person, "publish"));
        backEnd.json("/api/channels/live/x", BODY).expect(201);

        root.write("PATCH", "/api/users/" + name, Map.of("role", "user")).ok();

        backEnd.json("/api/channels/live/x", BODY).expectProblem(403, "forbidden");
    }

    @Test
    void whereEverybodyPublishesAnySignedInPersonMay() {
        Caller other = somebody();

        other.json("/api/channels/board/x", BODY).expect(201);
        try (WireClient client = connected(other.token())) {
            publish(client, "board/x", BODY, "p");
            assertThat(client.awaitReceipt("p").headers()).containsKey("seq");
        }
    }

    @Test
    void whereMembersPublishAndListenNobodyElseDoes() {
        Caller member = new Caller(server(), token(signedIn("member")));
        Caller other = somebody();
        try (WireClient inside = connected(member.token());
                WireClient outside = connected(other.token())) {
            inside.subscribe("s", "/topic/team/x", Map.of("receipt", "s"));
            inside.awaitReceipt("s");
            outside.subscribe("s", "/topic/team/x", Map.of("receipt", "s"));
            assertThat(awaitProblem(outside, "s").json().get("code").asString()).isEqualTo("forbidden");

            publish(inside, "team/x", "hello", "p");
            inside.awaitReceipt("p");
            inside.await(frame -> frame.body().equals("hello"));
            publish(outside, "team/x", "smuggled", "q");

            assertThat(awaitProblem(outside, "q").json().get("code").asString()).isEqualTo("forbidden");
            assertThat(messages(outside, "s")).isEmpty();
            assertThat(messages(inside, "s")).hasSize(1);
        }
        backEnd().json("/api/channels/team/x", BODY).expectProblem(403, "forbidden");
    }

    @Test
    void deliveryEndsWithinASecondOfARevocation() {
        Caller backEnd = backEnd();
        ApiClient person = newcomer(someone());
        var made = person.post("/api/tokens", Map.of("name", "t")).ok();
        String name = some();
        try (WireClient client = connected(made.get("token").asString())) {
            for (String namespace : new String[] {"live", "events", "notices"}) {
                client.subscribe(namespace, "/topic/" + namespace + "/" + name, Map.of("receipt", namespace));
                client.awaitReceipt(namespace);
                backEnd.json("/api/channels/" + namespace + "/" + name, "{\"n\":1}")
                        .expect(201);
                client.await(frame -> frame.header("subscription").equals(namespace));
            }
            assertThat(person.write("DELETE", "/api/tokens/" + made.get("id").asString(), Map.of())
                            .status())
                    .isEqualTo(204);
            for (String namespace : new String[] {"live", "events", "notices"}) {
                backEnd.json("/api/channels/" + namespace + "/" + name, "{\"secret\":1}")
                        .expect(201);
            }

            assertThat(client.awaitClose(Duration.ofSeconds(5))).isEqualTo(4001);
            assertThat(client.frames()).noneMatch(frame -> frame.body().contains("secret"));
        }
    }

    @Test
    void whatIsNoChannelIsRefused() {
        Caller backEnd = new Caller(server(), token(signedIn("root")));
        backEnd.json("/api/channels/nowhere/x", BODY).expectProblem(404, "not_found");
        backEnd.json("/api/channels/rooms/lobby", BODY).expectProblem(404, "not_found");
        backEnd.json("/api/channels/live/" + "x".repeat(129), BODY).expectProblem(400, "invalid");
        backEnd.json("/api/channels/live/a%20b", BODY).expectProblem(400, "invalid");
        backEnd.json("/api/channels/live/" + "x".repeat(128), BODY).expect(201);
        backEnd.get("/api/channels/events/x").expectProblem(404, "not_found");
        backEnd.get("/api/channels/events/x/history").expectProblem(404, "not_found");
        backEnd.post("/api/channels/live/x", "application/x-www-form-urlencoded", Content.utf8("a=b"))
                .expectProblem(400, "invalid");
        backEnd.json("/api/channels/live/x", BODY, "Idempotency-Key", "k".repeat(129))
                .expectProblem(400, "invalid");
        assertStompRefuses(backEnd.token(), "nowhere/x", "not_found");
        assertStompRefuses(backEnd.token(), "rooms/lobby", "not_found");
        assertStompRefuses(backEnd.token(), "live/x/y", "not_found");
        assertStompRefuses(backEnd.token(), "live/" + "x".repeat(129), "invalid");
        try (WireClient client = connected(backEnd.token())) {
            for (String wrong : new String[] {"/topic/nowhere/x", "/topic/live/x/y", "/topic/live", "/topic/LIVE/x"}) {
                client.subscribe("s", wrong, Map.of("receipt", wrong));
                assertThat(awaitProblem(client, wrong).json().get("code").asString())
                        .isEqualTo("not_found");
            }
        }
    }

    @Test
    void tooLargeIsRefusedAlikeOverBothProtocols() {
        byte[] large = new byte[16 * 1024 + 1];
        somebody().post("/api/channels/board/x", "text/plain", large).expectProblem(413, "too_large");
        try (WireClient client = connected(somebody().token())) {
            publish(client, "board/x", "x".repeat(large.length), "p");
            assertThat(awaitProblem(client, "p").json().get("code").asString()).isEqualTo("too_large");
        }
    }
}
