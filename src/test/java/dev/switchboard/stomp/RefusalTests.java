package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Scope;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A refused SEND or SUBSCRIBE is a problem on /user/queue/errors, or else ERROR and close; never a receipt. */
@ExtendWith(OutputCaptureExtension.class)
class RefusalTests extends StompServerTest {

    private static final String NOTE = "{\"board\":\"b\",\"text\":\"t\"}";

    private static WireFrame awaitProblem(WireClient client, String receipt) {
        return client.await(frame -> frame.header("destination").equals("/user/queue/errors")
                && frame.json().path("receipt-id").asString("").equals(receipt));
    }

    @Test
    void namesTheFrameThatItIsAbout() {
        try (WireClient client = listening()) {
            say(client, "/app/refuse", NOTE, "r1", "client-msg-id", "c1");

            WireFrame message = awaitProblem(client);
            JsonNode problem = message.json();

            assertThat(message.header("subscription")).isEqualTo("errors");
            assertThat(message.header("content-type")).startsWith("application/problem+json");
            assertThat(problem.propertyNames())
                    .containsExactlyInAnyOrder(
                            "type", "title", "status", "detail", "code", "retryAfter", "receipt-id", "client-msg-id");
            assertThat(problem.get("status").asInt()).isEqualTo(429);
            assertThat(problem.get("code").asString()).isEqualTo("too_many");
            assertThat(problem.get("detail").asString()).isEqualTo("Slowly");
            assertThat(problem.get("retryAfter").asInt()).isEqualTo(3);
            assertThat(problem.get("receipt-id").asString()).isEqualTo("r1");
            assertThat(problem.get("client-msg-id").asString()).isEqualTo("c1");
            say(client, "/app/hint", NOTE, "after");
            client.awaitReceipt("after");
            assertThat(client.frames())
                    .noneMatch(frame -> frame.header("receipt-id").equals("r1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/app/refuse/later, conflict",
        "/app/unknown, not_found",
        "/app, forbidden",
        "/topic/board/b, forbidden",
        "/queue/anything, forbidden",
        "/user/queue/inbox, forbidden",
        "/user/root/queue/inbox, forbidden",
        "/App/board, forbidden",
        "app/board, invalid",
        "/app/board/, invalid",
        "/app//board, invalid",
        "/app/./board, invalid",
        "/app/../app/board, invalid",
        "/app/board%2f, invalid",
        "/app/board;x=1, invalid",
        "'/app/board ', invalid",
        "/app/*, invalid",
        "/app/{x}, invalid",
        "/app/bo?rd, invalid",
        "'/app/bo\u001b[2Jrd', invalid",
        "'/app/bo\trd', invalid",
        "'/app/bo\u007frd', invalid",
        "'/app/bo\u202erd', invalid",
        "'', invalid",
    })
    void refusesSends(String destination, String code) {
        try (WireClient client = listening()) {
            say(client, destination, NOTE, "r");

            assertThat(awaitProblem(client, "r").json().get("code").asString()).isEqualTo(code);
            say(client, "/app/hint", NOTE, "after");
            client.awaitReceipt("after");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/topic/board/secret, forbidden",
        "/topic/nowhere/at-all, not_found",
        "/topic, not_found",
        "/app/board, not_found",
        "/queue/anything, not_found",
        "/user/root/queue/errors, not_found",
        "/user/queue/nothing, not_found",
        "/topic/**, invalid",
        "/topic/*/a, invalid",
        "/topic/board/?, invalid",
        "/topic/board/{x}, invalid",
        "/topic/board/a/, invalid",
        "/topic//board, invalid",
        "/topic/./board, invalid",
        "/topic/board/../board/a, invalid",
        "/topic/board/%61, invalid",
        "/topic/board/a;x, invalid",
        "'/topic/board/a ', invalid",
        "'/topic/board/\u001b[2Ja', invalid",
        "'/topic/board/\ta', invalid",
        "'/topic/board/\u007fa', invalid",
        "'/topic/board/\u202ea', invalid",
        "'', invalid",
    })
    void refusesSubscriptions(String destination, String code) {
        try (WireClient client = listening()) {
            client.subscribe("s", destination, Map.of("receipt", "r"));

            JsonNode problem = awaitProblem(client, "r").json();

            assertThat(problem.get("code").asString()).isEqualTo(code);
            assertThat(problem.get("subscription").asString()).isEqualTo("s");
            client.subscribe("s", "/topic/board/free", Map.of("receipt", "again"));
            client.awaitReceipt("again");
        }
    }

    @Test
    void saysHowLongToWaitWheneverWaitingHelps() {
        try (WireClient client = listening();
                WireClient deaf = connected()) {
            say(client, "/app/refuse/unavailable", NOTE, "r");
            assertThat(awaitProblem(client, "r").json().get("retryAfter").asLong())
                    .isPositive();

            say(deaf, "/app/refuse/unavailable", NOTE, "r");
            assertThat(awaitError(deaf).header("retry-after")).isEqualTo("1");
        }
    }

    @Test
    void hasNoSelectors() {
        try (WireClient client = listening()) {
            client.subscribe("s", "/topic/board/a", Map.of("receipt", "r", "selector", "T(java.lang.Runtime)"));

            assertThat(awaitProblem(client, "r").json().get("code").asString()).isEqualTo("invalid");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "1.5", "a", "9223372036854775808", "99999999999999999999", "+1", " 1"})
    void refusesAnAbsurdSince(String since) {
        try (WireClient client = listening()) {
            client.subscribe("s", "/topic/board/a", Map.of("receipt", "r", "since", since));

            assertThat(awaitProblem(client, "r").json().get("code").asString()).isEqualTo("invalid");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"board\":\"b\",\"text\":\"t\"} true | JSON",
                "{\"board\":\"b\",\"text\":\"t\"}{} | JSON",
                "{\"board\":\"b\" | JSON",
                "nonsense | JSON",
                "[1,2] | JSON",
                "{\"board\":\"b\"} | 'text'",
                "{\"board\":\"b\",\"text\":null} | 'text'",
                "{\"board\":\"b\",\"text\":\"t\",\"size\":\"many\"} | 'size'",
                "{\"board\":\"b\",\"text\":{\"a\":1}} | 'text'",
                "null | body",
                "'' | body",
            })
    void saysWhatIsWrongWithABody(String body, String mentions) {
        try (WireClient client = listening()) {
            say(client, "/app/board", body, "r");

            JsonNode problem = awaitProblem(client, "r").json();

            assertThat(problem.get("code").asString()).isEqualTo("invalid");
            assertThat(problem.get("detail").asString())
                    .contains(mentions)
                    .doesNotContain("dev.switchboard", "java.", "Exception", "Note");
        }
    }

    @Test
    void readsJsonWhateverTheContentTypeSays() {
        try (WireClient client = listening()) {
            for (String type :
                    new String[] {"text/plain;charset=utf-8", "application/octet-stream", "application/json"}) {
                client.send(
                        "SEND",
                        Map.of("destination", "/app/board", "receipt", type, "content-type", type),
                        "{\"board\":\"types\",\"text\":\"t\"}");
                client.awaitReceipt(type);
            }
            client.send(
                    "SEND", Map.of("destination", "/app/board", "receipt", "bad", "content-type", "nonsense"), NOTE);
            assertThat(awaitProblem(client, "bad").json().get("code").asString())
                    .isEqualTo("invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/app/refuse, too_many, 4029",
        "/app/refuse/later, conflict, 1008",
        "/app/unknown, not_found, 1008",
        "/topic/board/a, forbidden, 1008",
        "/app/**, invalid, 1008",
    })
    void endsWithErrorWhereNobodyListensToErrors(String destination, String code, int close) {
        try (WireClient client = connected()) {
            say(client, destination, NOTE, "r");

            assertEnded(client, code, close);
            assertThat(awaitError(client).header("receipt-id")).isEqualTo("r");
            assertThat(client.frames()).noneMatch(frame -> frame.command().equals("RECEIPT"));
        }
    }

    @Test
    void tellsOnlyTheConnectionThatWasRefused() {
        String username = someone();
        String token = pass(username);
        try (WireClient one = WireClient.connect(server(), token);
                WireClient other = WireClient.connect(server(), token)) {
            for (WireClient client : new WireClient[] {one, other}) {
                client.subscribe("e", "/user/queue/errors", Map.of("receipt", "e"));
                client.awaitReceipt("e");
            }
            say(one, "/app/refuse", NOTE, "r");
            awaitProblem(one, "r");
            say(other, "/app/hint", NOTE, "h");
            other.awaitReceipt("h");

            assertThat(other.frames()).noneMatch(frame -> frame.command().equals("MESSAGE"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/break", "/app/break/later"})
    void owesAnIncidentForOurMistakesAndLogsItOnce(String destination, CapturedOutput output) {
        try (WireClient client = listening()) {
            say(client, destination, NOTE, "r", "Authorization", "Bearer do-not-log-me");

            WireFrame error = awaitError(client);

            assertThat(error.header("message")).isEqualTo("internal");
            assertThat(error.header("receipt-id")).isEqualTo("r");
            assertThat(error.body()).doesNotContain("secret insides");
            assertThat(client.awaitClose(SOON)).isEqualTo(1011);
            assertThat(output.getAll().split("A frame failed by our mistake", -1))
                    .hasSizeGreaterThan(1);
            assertThat(output.getAll().split(error.header("incident"), -1).length - 1)
                    .isOne();
            assertThat(output.getAll()).contains("secret insides").doesNotContain("do-not-log-me");
        }
    }

    @Test
    void asksTheTokenForItsScopes() {
        String reader = passes.issue(someone(), Set.of(Scope.READ), null);
        String writer = passes.issue(someone(), Set.of(Scope.WRITE), null);
        try (WireClient reading = WireClient.connect(server(), reader);
                WireClient writing = WireClient.connect(server(), writer)) {
            reading.subscribe("errors", "/user/queue/errors", Map.of("receipt", "e"));
            reading.awaitReceipt("e");
            say(reading, "/app/board", NOTE, "r");
            assertThat(awaitProblem(reading, "r").json().get("code").asString()).isEqualTo("forbidden");

            say(writing, "/app/hint", NOTE, "w");
            writing.awaitReceipt("w");
            writing.subscribe("s", "/topic/board/a", Map.of("receipt", "s"));
            assertEnded(writing, "forbidden", 1008);
        }
    }

    @Test
    void countsSubscriptionsAndConnections() {
        String token = pass(someone());
        try (WireClient client = WireClient.connect(server(), token)) {
            client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "e"));
            client.awaitReceipt("e");
            for (int i = 1; i <= 8; i++) {
                client.subscribe("s" + i, "/topic/board/a" + i, Map.of("receipt", "r" + i));
            }
            assertThat(awaitProblem(client, "r8").json().get("code").asString()).isEqualTo("too_many");
            client.send("UNSUBSCRIBE", Map.of("id", "s1"), "");
            client.subscribe("s8", "/topic/board/a8", Map.of("receipt", "again"));
            client.awaitReceipt("again");

            WireClient[] more = new WireClient[4];
            for (int i = 0; i < more.length; i++) {
                more[i] = WireClient.connect(server(), token);
            }
            try (WireClient sixth = open()) {
                sixth.send("CONNECT", Map.of("accept-version", "1.2", "Authorization", "Bearer " + token), "");
                assertEnded(sixth, "too_many", 4029);
            }
            for (WireClient each : more) {
                each.close();
            }
        }
    }
}
