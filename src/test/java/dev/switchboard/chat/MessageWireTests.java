package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/** A conversation as it goes over the wire, with its receipts and refusals. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TemporaryStorage.class)
class MessageWireTests {

    @LocalServerPort
    private int port;

    @Test
    void everythingThatIsSaidIsReceiptedHeardAndRead() {
        URI server = URI.create("http://localhost:" + port);
        ApiClient browser = ApiClient.of(server);
        browser.setUp("ada", "a long enough password");
        String token = browser.createToken("wire");
        ApiClient api = ApiClient.withToken(server, token);
        List<JsonNode> heard = new ArrayList<>();

        try (WireClient client = WireClient.connect(server, token)) {
            client.subscribe("log", "/topic/rooms/lobby", Map.of("receipt", "listening"));
            client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "told"));
            client.subscribe("inbox", "/user/queue/inbox", Map.of());
            client.subscribe("typing", "/topic/rooms/lobby/typing", Map.of());
            receipt(client, "listening");
            receipt(client, "told");

            WireFrame said = send(client, "/app/chat", "one", "{\"room\":\"lobby\",\"text\":\"hello\"}");
            String seq = said.header("seq");
            WireFrame again = send(client, "/app/chat", "one again", "one", "{\"room\":\"lobby\",\"text\":\"hello\"}");
            WireFrame edited = send(client, "/app/chat/edit", "two", target(seq, ",\"text\":\"hello, world\""));
            send(client, "/app/chat/react", "three", target(seq, ",\"emoji\":\"👍\",\"on\":true"));
            send(client, "/app/chat/delete", "four", target(seq, ""));
            send(client, "/app/chat/restore", "five", target(seq, ""));
            WireFrame read = send(client, "/app/chat/read", "six", target(seq, ""));
            send(client, "/app/chat/typing", "seven", "{\"room\":\"lobby\"}");

            assertThat(said.header("message-id")).matches("[0-9A-Z]{26}");
            assertThat(again.header("seq")).isEqualTo(seq);
            assertThat(again.header("message-id")).isEqualTo(said.header("message-id"));
            assertThat(again.header("deduplicated")).isEqualTo("true");
            assertThat(said.headers()).doesNotContainKey("deduplicated");
            assertThat(Long.parseLong(edited.header("seq"))).isEqualTo(Long.parseLong(seq) + 1);
            assertThat(read.headers()).doesNotContainKey("seq");
            for (int number = 0; number < 5; number++) {
                long next = Long.parseLong(seq) + number;
                heard.add(client.await(frame -> frame.header("subscription").equals("log")
                                && frame.header("seq").equals(String.valueOf(next)))
                        .json());
            }
            assertThat(heard)
                    .extracting(event -> event.get("type").asString())
                    .containsExactly("message", "edited", "reaction", "deleted", "restored");
            assertThat(heard).isEqualTo(api.allEvents("lobby").subList((int) (Long.parseLong(seq) - 1), (int)
                    (Long.parseLong(seq) + 4)));
            client.await(frame -> frame.header("subscription").equals("typing"));

            refused(client, "/app/chat", "a", "one", "{\"room\":\"lobby\",\"text\":\"other\"}", "conflict");
            refused(client, "/app/chat", "b", "", "{\"room\":\"lobby\",\"text\":\" \"}", "invalid");
            refused(client, "/app/chat", "c", "", "{\"room\":\"nowhere\",\"text\":\"x\"}", "not_found");
            refused(client, "/app/chat", "d", "", "{\"room\":", "invalid");
            refused(client, "/app/chat/react", "e", "", target(seq, ",\"emoji\":\"👍\""), "invalid");
            refused(client, "/app/chat/edit", "f", "", target("99999", ",\"text\":\"x\""), "not_found");
            refused(client, "/app/chat/edit", "g", "", target("\"x\"", ",\"text\":\"x\""), "invalid");
            refused(client, "/app/chat/nothing", "h", "", "{}", "not_found");
        }
    }

    private static String target(String seq, String more) {
        return "{\"room\":\"lobby\",\"seq\":" + seq + more + "}";
    }

    private static WireFrame send(WireClient client, String destination, String id, String body) {
        return send(client, destination, id, id, body);
    }

    private static WireFrame send(WireClient client, String destination, String receipt, String id, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", destination);
        headers.put("content-type", "application/json");
        headers.put("receipt", receipt);
        headers.put("client-msg-id", id);
        client.send("SEND", headers, body);
        return receipt(client, receipt);
    }

    private static WireFrame receipt(WireClient client, String receipt) {
        return client.await(
                frame -> frame.command().equals("RECEIPT") && Objects.equals(frame.header("receipt-id"), receipt));
    }

    private static void refused(
            WireClient client, String destination, String receipt, String id, String body, String code) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", destination);
        headers.put("receipt", receipt);
        if (!id.isEmpty()) {
            headers.put("client-msg-id", id);
        }
        client.send("SEND", headers, body);
        WireFrame problem = client.await(frame -> frame.header("subscription").equals("errors")
                && frame.json().path("receipt-id").asString("").equals(receipt));
        assertThat(problem.json().get("code").asString()).as("%s", problem).isEqualTo(code);
    }
}
