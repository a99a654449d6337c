package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Text, JSON and bytes reach the subscriber as they were, with their content type, whichever way they came. */
class BodyTests extends ChannelServerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] noise() {
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        return noise;
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "events", "notices"})
    void everythingThatRestPublishesIsHeardAsItWas(String namespace) {
        Caller backEnd = backEnd();
        for (Map.Entry<String, byte[]> each : Map.of(
                        "text/plain;charset=utf-8", bytes("grüße\nlines: a\0b\r\n"),
                        "application/json", bytes("{ \"price\" : 1.10, \"big\":12345678901234567890 }"),
                        "image/png", noise(),
                        "application/x-empty", new byte[0])
                .entrySet()) {
            String channel = namespace + '/' + some();
            try (ByteListener listener = new ByteListener(server(), backEnd.token()).subscribe("/topic/" + channel)) {
                String id = backEnd.post("/api/channels/" + channel, each.getKey(), each.getValue())
                        .expect(201)
                        .text("id");

                ByteListener.Heard heard =
                        listener.await(frame -> frame.command().equals("MESSAGE"));

                assertThat(heard.body()).isEqualTo(each.getValue());
                assertThat(heard.headers()).containsEntry("content-type", each.getKey());
                assertThat(heard.headers().get("message-id")).isEqualTo(id);
                assertThat(heard.headers()).doesNotContainKey("content-encoding");
                assertThat(heard.binary()).isEqualTo(each.getKey().equals("image/png"));
                assertThat(heard.headers().containsKey("seq")).isEqualTo(namespace.equals("notices"));
            }
        }
    }

    @Test
    void whatIsPublishedOverStompIsHeardAsItWas() {
        String token = token(signedIn("root"));
        try (WireClient client = connected(token)) {
            client.subscribe("s", "/topic/live/over-stomp", Map.of("receipt", "s"));
            client.awaitReceipt("s");

            publish(client, "live/over-stomp", "{\"a\": 1.0}", "1", "content-type", "application/json");
            assertThat(client.await(frame -> frame.header("subscription").equals("s"))
                            .body())
                    .isEqualTo("{\"a\": 1.0}");
            assertThat(client.awaitReceipt("1").headers())
                    .containsKey("message-id")
                    .doesNotContainKey("seq");
            publish(client, "live/over-stomp", "plain", "2");

            assertThat(client.await(frame -> frame.body().equals("plain")).header("content-type"))
                    .isEqualTo(Content.TEXT);
        }
    }

    @Test
    void textOnlyTransportsGetBytesAsBase64AndTextAsItIs() throws Exception {
        Caller backEnd = backEnd();
        String session = "/ws/a/" + someone();
        xhr(session + "/xhr", "");
        xhr(
                session + "/xhr_send",
                frame("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + backEnd.token() + "\n\n\0"));
        xhr(session + "/xhr_send", frame("SUBSCRIBE\nid:s\ndestination:/topic/notices/sock\nreceipt:r\n\n\0"));
        assertThat(heardUntil(session, "receipt-id:r")).contains("CONNECTED");

        backEnd.post("/api/channels/notices/sock", "image/png", noise()).expect(201);
        backEnd.post("/api/channels/notices/sock", "text/plain", bytes("the end"))
                .expect(201);
        String heard = heardUntil(session, "the end");

        assertThat(heard)
                .contains("content-encoding:base64")
                .contains("content-type:image/png")
                .contains(Base64.getEncoder().encodeToString(noise()));
        assertThat(heard.substring(heard.indexOf("content-type:text/plain"))).doesNotContain("content-encoding");
    }

    @Test
    void restGivesTheValueBackAsTextOrBase64() {
        Caller backEnd = backEnd();
        backEnd.post("/api/channels/kept/got", "text/html", bytes("<script>alert(1)</script>"))
                .expect(201);
        Caller.Answer text = backEnd.get("/api/channels/kept/got").expect(200);
        backEnd.post("/api/channels/kept/got", "", noise()).expect(201);
        Caller.Answer binary = backEnd.get("/api/channels/kept/got").expect(200);

        assertThat(text.text("text")).isEqualTo("<script>alert(1)</script>");
        assertThat(text.text("contentType")).isEqualTo("text/html");
        assertThat(text.json().has("base64")).isFalse();
        assertThat(Base64.getDecoder().decode(binary.text("base64"))).isEqualTo(noise());
        assertThat(binary.text("contentType")).isEqualTo(Content.BYTES);
        assertThat(backEnd.get("/api/channels/kept/got/history").json().get("items"))
                .hasSize(2);
    }

    private static String frame(String frame) {
        return JSON.writeValueAsString(new String[] {frame});
    }

    private String xhr(String path, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server().resolve(path))
                                .timeout(Duration.ofSeconds(10))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** What polling gives until something comes, as the frames' text. */
    private String heardUntil(String session, String end) throws IOException, InterruptedException {
        StringBuilder heard = new StringBuilder();
        for (int poll = 0; poll < 100 && heard.indexOf(end) < 0; poll++) {
            String body = xhr(session + "/xhr", "");
            if (body.startsWith("a")) {
                JSON.readTree(body.substring(1)).forEach(message -> heard.append(message.asString()));
            }
        }
        assertThat(heard).contains(end);
        return heard.toString();
    }
}
