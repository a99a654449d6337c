package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** STOMP where no WebSocket gets through: SockJS by its requests. */
@ExtendWith(OutputCaptureExtension.class)
class SockJsTests extends StompServerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private StompSessions sessions;

    private HttpResponse<String> post(String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server().resolve("/ws/" + path))
                .timeout(Duration.ofSeconds(10))
                .POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, BodyPublishers.ofString(body));
    }

    /** What polling gives until something comes. */
    private String heardUntil(String session, String end) throws IOException, InterruptedException {
        StringBuilder heard = new StringBuilder();
        for (int poll = 0; poll < 500 && heard.indexOf(end) < 0; poll++) {
            heard.append(post(session + "/xhr", "").body());
        }
        assertThat(heard).contains(end);
        return heard.toString();
    }

    private boolean isPolling(String session) {
        return sessions.all().stream()
                .map(StompSession::webSocket)
                .anyMatch(webSocket -> session.endsWith(webSocket.getId())
                        && webSocket instanceof AbstractHttpSockJsSession http
                        && http.isActive());
    }

    private static String frames(String... frames) {
        return JSON.writeValueAsString(frames);
    }

    private static String connect(String token) {
        return frames("CONNECT\naccept-version:1.2\nheart-beat:0,0\nAuthorization:Bearer " + token + "\n\n\0");
    }

    @Test
    void describesItself() throws Exception {
        HttpResponse<String> info = HTTP.send(
                HttpRequest.newBuilder(server().resolve("/ws/info"))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());

        JsonNode json = JSON.readTree(info.body());
        assertThat(json.get("websocket").asBoolean()).isTrue();
        assertThat(json.get("cookie_needed").asBoolean()).isFalse();
        assertThat(info.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(info.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(info.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void polls() throws Exception {
        String session = "a/" + someone();
        assertThat(post(session + "/xhr", "").body()).isEqualTo("o\n");
        assertThat(post(session + "/xhr_send", connect(pass(someone()))).statusCode())
                .isEqualTo(204);
        assertThat(post(session + "/xhr", "").body()).startsWith("a[\"CONNECTED\\n");

        assertThat(post(session + "/xhr_send", frames("DISCONNECT\nreceipt:bye\n\n\0"))
                        .statusCode())
                .isEqualTo(204);

        assertThat(heardUntil(session, "c[")).contains("receipt-id:bye");
    }

    @Test
    void refusesAConnectWithoutIdentityAndSaysSo() throws Exception {
        String session = "a/" + someone();
        post(session + "/xhr", "");
        post(session + "/xhr_send", connect("wrong"));

        assertThat(heardUntil(session, "c[")).contains("ERROR\\nmessage:unauthenticated");
    }

    @Test
    void knowsNoOtherSession() throws Exception {
        assertThat(post("a/" + someone() + "/xhr_send", frames("\n")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void doesNotShareASessionWithAnotherUser() throws Exception {
        String session = "a/" + someone();
        Browser owner = Browser.signUp(server(), someone(), PASSWORD);
        Browser thief = Browser.signUp(server(), someone(), PASSWORD);
        assertThat(post(session + "/xhr", BodyPublishers.noBody(), "Cookie", owner.cookie())
                        .body())
                .isEqualTo("o\n");

        String connect = frames("CONNECT\naccept-version:1.2\nX-XSRF-TOKEN:" + owner.csrf() + "\n\n\0");
        assertThat(post(session + "/xhr_send", BodyPublishers.ofString(connect), "Cookie", thief.cookie())
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(session + "/xhr_send", connect).statusCode()).isEqualTo(404);
        assertThat(post(session + "/xhr_send", BodyPublishers.ofString(connect), "Cookie", owner.cookie())
                        .statusCode())
                .isEqualTo(204);
        assertThat(post(session + "/xhr", BodyPublishers.noBody(), "Cookie", thief.cookie())
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(session + "/xhr", BodyPublishers.noBody(), "Cookie", owner.cookie())
                        .body())
                .contains("user-name:" + owner.username());
    }

    @Test
    void saysThatABodyIsBrokenAndGoesOn(CapturedOutput output) throws Exception {
        String session = "a/" + someone();
        post(session + "/xhr", "");
        for (String body : new String[] {"", "[", "{\"a\":1}", "nonsense", "[1,{}]"}) {
            HttpResponse<String> answer = post(session + "/xhr_send", body);

            assertThat(answer.statusCode()).as(body).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("Payload expected.");
        }

        assertThat(post(session + "/xhr_send", connect(pass(someone()))).statusCode())
                .isEqualTo(204);
        heardUntil(session, "CONNECTED");
        assertThat(output).doesNotContain("Exception", " ERROR ");
    }

    /** By 413; or the server hangs up while the client still sends, and the answer is lost with the connection. */
    private boolean isRefused(String session, BodyPublisher body) throws InterruptedException {
        try {
            return post(session + "/xhr_send", body).statusCode() == 413;
        } catch (IOException hungUp) {
            return true;
        }
    }

    @Test
    void takesNoBodyWithoutEnd() throws Exception {
        String session = "a/" + someone();
        post(session + "/xhr", "");
        byte[] megabytes = ("[\"" + "x".repeat(4 * 1024 * 1024) + "\"]").getBytes(StandardCharsets.US_ASCII);

        assertThat(isRefused(session, BodyPublishers.ofByteArray(megabytes))).isTrue();
        assertThat(isRefused(session, BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(megabytes))))
                .isTrue();
        try (WireClient other = connected()) {
            say(other, "/app/hint", "{\"board\":\"b\",\"text\":\"t\"}", "r");
            other.awaitReceipt("r");
        }
    }

    @Test
    void takesTheLargestFrameHoweverItIsEscaped() throws Exception {
        String session = "a/" + someone();
        post(session + "/xhr", "");
        post(session + "/xhr_send", connect(pass(someone())));
        heardUntil(session, "CONNECTED");
        String start = "SEND\ndestination:/app/hint\nreceipt:large\nfiller:" + "f".repeat(4_000) + "\n\n";
        String note = "{\"board\":\"b\",\"text\":\"";
        String frame = start + note + "x".repeat(64 * 1024 - note.length() - 2) + "\"}\0";
        StringBuilder escaped = new StringBuilder("[\"");
        frame.chars().forEach(each -> escaped.append("\\u%04x".formatted(each)));

        assertThat(post(session + "/xhr_send", escaped.append("\"]").toString()).statusCode())
                .isEqualTo(204);

        assertThat(heardUntil(session, "RECEIPT")).contains("receipt-id:large");
    }

    @Test
    void closesASessionThatNeverConnects() throws Exception {
        String session = "a/" + someone();
        HttpRequest request = HttpRequest.newBuilder(server().resolve("/ws/" + session + "/xhr_streaming"))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.noBody())
                .build();
        try (InputStream stream =
                HTTP.send(request, BodyHandlers.ofInputStream()).body()) {
            String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(all).contains("c[1008");
        }
    }

    @Test
    void endsWithTheRightToo() throws Exception {
        String session = "a/" + someone();
        ApiClient api = newcomer(someone());
        JsonNode token = api.post("/api/tokens", Map.of("name", "test")).ok();
        post(session + "/xhr", "");
        post(session + "/xhr_send", connect(token.get("token").asString()));
        assertThat(post(session + "/xhr", "").body()).contains("CONNECTED");

        CompletableFuture<String> polled = CompletableFuture.supplyAsync(() -> {
            try {
                return post(session + "/xhr", "").body();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        await().atMost(SOON).until(() -> isPolling(session));
        api.write("DELETE", "/api/tokens/" + token.get("id").asString(), Map.of())
                .ok();

        assertThat(polled.get(10, TimeUnit.SECONDS)).contains("c[4001");
    }

    @Test
    void keepsManySmallMessagesForTheNextPoll() throws Exception {
        String session = "a/" + someone();
        String board = someone();
        post(session + "/xhr", "");
        post(session + "/xhr_send", connect(pass(someone())));
        heardUntil(session, "CONNECTED");
        post(session + "/xhr_send", frames("SUBSCRIBE\nid:b\ndestination:/topic/board/" + board + "\nreceipt:s\n\n\0"));
        heardUntil(session, "RECEIPT");

        try (WireClient other = connected()) {
            for (int i = 1; i <= 130; i++) {
                say(other, "/app/board", "{\"board\":\"" + board + "\",\"text\":\"m" + i + ".\"}", "r" + i);
            }
            other.awaitReceipt("r130");
        }

        assertThat(heardUntil(session, "m130.")).contains("m1.", "m101.");
    }

    @Test
    void bringsAllOfABurstToWhoPolls() throws Exception {
        String session = "a/" + someone();
        String board = someone();
        post(session + "/xhr", "");
        post(session + "/xhr_send", connect(pass(someone())));
        heardUntil(session, "CONNECTED");
        post(session + "/xhr_send", frames("SUBSCRIBE\nid:b\ndestination:/topic/board/" + board + "\nreceipt:s\n\n\0"));
        heardUntil(session, "RECEIPT");

        String heard;
        try (WireClient other = connected()) {
            for (int i = 1; i <= 400; i++) {
                say(other, "/app/board", "{\"board\":\"" + board + "\",\"text\":\"m" + i + ".\"}", "r" + i);
            }
            heard = heardUntil(session, "m400.");
        }

        for (int i = 1; i <= 400; i++) {
            assertThat(heard).containsOnlyOnce("m" + i + ".");
        }
    }
}
