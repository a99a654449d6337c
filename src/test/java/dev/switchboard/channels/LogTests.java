package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.log.EventLog;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Channels that are logs: numbered, resumed, repeated and read as rooms are. */
class LogTests extends ChannelServerTest {

    @Autowired
    private Retention retention;

    @Autowired
    private EventLog events;

    private static Caller.Answer publish(Caller backEnd, String channel, String text, String... headers) {
        return backEnd.post("/api/channels/" + channel, "text/plain", Content.utf8(text), headers);
    }

    private static List<Long> sequences(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(item -> item.get("seq").asLong())
                .toList();
    }

    @Test
    void countsFromOneAndResumesWithoutHoleOrRepeat() {
        Caller backEnd = backEnd();
        String channel = "notices/" + some();
        for (int i = 1; i <= 30; i++) {
            assertThat(publish(backEnd, channel, "n" + i)
                            .expect(201)
                            .json()
                            .get("seq")
                            .asLong())
                    .isEqualTo(i);
        }
        try (WireClient client = connected(backEnd.token())) {
            client.subscribe("s", "/topic/" + channel, Map.of("since", "10", "receipt", "s"));
            WireFrame receipt = client.awaitReceipt("s");
            publish(backEnd, channel, "n31").expect(201);
            client.await(frame -> frame.body().equals("n31"));

            assertThat(receipt.header("recovered")).isEqualTo("true");
            assertThat(receipt.header("head")).isEqualTo("30");
            assertThat(messages(client, "s"))
                    .extracting(frame -> frame.header("seq") + frame.body())
                    .containsExactlyElementsOf(LongStream.rangeClosed(11, 31)
                            .mapToObj(i -> i + "n" + i)
                            .toList());
        }
    }

    @Test
    void theSameIdHasOneEffectOverBothProtocols() {
        Caller backEnd = new Caller(server(), token(signedIn("root")));
        String channel = "notices/" + some();
        String key = some();
        Caller.Answer first =
                publish(backEnd, channel, "once", "Idempotency-Key", key).expect(201);
        Caller.Answer again =
                publish(backEnd, channel, "once", "Idempotency-Key", key).expect(200);
        publish(backEnd, channel, "other", "Idempotency-Key", key).expectProblem(409, "conflict");
        publish(backEnd, channel + "x", "once", "Idempotency-Key", key).expectProblem(409, "conflict");

        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.json().get("deduplicated").asBoolean()).isTrue();
        try (WireClient client = connected(backEnd.token())) {
            publish(client, channel, "once", "1", "client-msg-id", key, "content-type", "text/plain");
            WireFrame receipt = client.awaitReceipt("1");
            publish(client, channel, "other", "2", "client-msg-id", key, "content-type", "text/plain");

            assertThat(receipt.header("deduplicated")).isEqualTo("true");
            assertThat(receipt.header("seq")).isEqualTo("1");
            assertThat(receipt.header("message-id")).isEqualTo(first.text("id"));
            assertThat(awaitProblem(client, "2").json().get("code").asString()).isEqualTo("conflict");
        }
        assertThat(backEnd.get("/api/channels/" + channel + "/history")
                        .json()
                        .get("head")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void theSameIdHasOneEffectWhereNothingIsStoredToo() {
        Caller backEnd = backEnd();
        String key = some();
        String id = publish(backEnd, "live/once", "1", "Idempotency-Key", key)
                .expect(201)
                .text("id");
        publish(backEnd, "live/once", "2").expect(201);

        Caller.Answer again =
                publish(backEnd, "live/once", "1", "Idempotency-Key", key).expect(200);

        assertThat(again.text("id")).isEqualTo(id);
        assertThat(backEnd.get("/api/channels/live/once").text("text")).isEqualTo("2");
        publish(backEnd, "live/once", "3", "Idempotency-Key", key).expectProblem(409, "conflict");
    }

    @Test
    void historyIsReadInPagesBothWays() {
        Caller backEnd = backEnd();
        String channel = "notices/" + some();
        for (int i = 1; i <= 12; i++) {
            publish(backEnd, channel, "n" + i).expect(201);
        }
        String history = "/api/channels/" + channel + "/history?limit=5";

        JsonNode newest = backEnd.get(history).expect(200).json();
        JsonNode older =
                backEnd.get(history + "&before=" + newest.get("prev").asLong()).json();
        JsonNode oldest =
                backEnd.get(history + "&before=" + older.get("prev").asLong()).json();
        JsonNode first = backEnd.get(history + "&after=0").json();
        JsonNode last = backEnd.get(history + "&after=10").json();

        assertThat(sequences(newest)).containsExactly(8L, 9L, 10L, 11L, 12L);
        assertThat(newest.get("next").isNull()).isTrue();
        assertThat(newest.get("head").asLong()).isEqualTo(12);
        assertThat(sequences(older)).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(older.get("next").asLong()).isEqualTo(7);
        assertThat(sequences(oldest)).containsExactly(1L, 2L);
        assertThat(oldest.get("prev").isNull()).isTrue();
        assertThat(sequences(first)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(sequences(last)).containsExactly(11L, 12L);
        assertThat(backEnd.get("/api/channels/" + channel).text("text")).isEqualTo("n12");
        backEnd.get(history + "&before=3&after=1").expectProblem(400, "invalid");
        backEnd.get("/api/channels/" + channel + "/history?limit=1000000000").expectProblem(400, "invalid");
        assertThat(sequences(backEnd.get("/api/channels/notices/never/history").json()))
                .isEmpty();
    }

    @Test
    void onlyTheNewestAreKeptAndWhoMissedMoreIsTold() {
        Caller backEnd = backEnd();
        String channel = "short/" + some();
        for (int i = 1; i <= 9; i++) {
            publish(backEnd, channel, "n" + i).expect(201);
        }
        try (WireClient client = connected(backEnd.token())) {
            client.subscribe("in", "/topic/" + channel, Map.of("since", "4", "receipt", "in"));
            client.subscribe("out", "/topic/" + channel, Map.of("since", "3", "receipt", "out"));

            assertThat(client.awaitReceipt("in").header("recovered")).isEqualTo("true");
            assertThat(client.awaitReceipt("out").header("recovered")).isEqualTo("false");
            assertThat(messages(client, "in"))
                    .extracting(WireFrame::body)
                    .containsExactly("n5", "n6", "n7", "n8", "n9");
            assertThat(messages(client, "out")).isEmpty();
        }
        JsonNode page =
                backEnd.get("/api/channels/" + channel + "/history?after=0").json();
        assertThat(sequences(page)).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(page.get("prev").isNull()).isTrue();
    }

    @Test
    void whatIsTooOldIsForgottenButTheSequenceGoesOn() {
        Caller backEnd = backEnd();
        String channel = "short/" + some();
        for (int i = 1; i <= 3; i++) {
            publish(backEnd, channel, "n" + i).expect(201);
        }

        retention.forget(Instant.now().plus(Duration.ofDays(29)));
        assertThat(events.oldest(channel)).isEqualTo(1);
        retention.forget(Instant.now().plus(Duration.ofDays(31)));

        assertThat(events.oldest(channel)).as("the newest stays").isEqualTo(3);
        assertThat(publish(backEnd, channel, "n4").expect(201).json().get("seq").asLong())
                .isEqualTo(4);
    }

    @Test
    void aBatchIsOneCommitAndAllOrNothing() {
        Caller backEnd = backEnd();
        String a = some();
        String b = some();
        String batch = """
                {"items":[{"name":"%s","text":"one"},{"name":"%s","json":{"n":null,"d":0.5}},
                          {"name":"%s","base64":"AP8=","contentType":"image/png"}]}""".formatted(a, b, a);
        JsonNode receipts = backEnd.json("/api/channels/notices", batch, "Idempotency-Key", "batch-" + a)
                .expect(201)
                .json();
        JsonNode again = backEnd.json("/api/channels/notices", batch, "Idempotency-Key", "batch-" + a)
                .expect(201)
                .json();

        assertThat(receipts.get("items"))
                .extracting(
                        item -> item.get("name").asString() + item.get("seq").asInt())
                .containsExactly(a + 1, b + 1, a + 2);
        assertThat(again.get("items")).allMatch(item -> item.get("deduplicated").asBoolean());
        assertThat(backEnd.get("/api/channels/notices/" + b).text("text")).isEqualTo("{\"n\":null,\"d\":0.5}");
        assertThat(backEnd.get("/api/channels/notices/" + a).text("base64")).isEqualTo("AP8=");
        for (String wrong : List.of(
                "{\"items\":[]}",
                "{}",
                "{\"items\":[{\"name\":\"" + a + "\",\"text\":\"x\"},{\"name\":\"no/name\",\"text\":\"x\"}]}",
                "{\"items\":[{\"name\":\"" + a + "\"}]}",
                "{\"items\":[null]}",
                "{\"items\":[{\"name\":\"" + a + "\",\"text\":\"x\",\"base64\":\"AA==\"}]}",
                "{\"items\":[{\"name\":\"" + a + "\",\"base64\":\"%\"}]}",
                "{\"items\":[{\"name\":\"" + a + "\",\"text\":\"x\",\"contentType\":\"none\"}]}")) {
            backEnd.json("/api/channels/notices", wrong).expectProblem(400, "invalid");
        }
        assertThat(backEnd.get("/api/channels/notices/" + a + "/history")
                        .json()
                        .get("head")
                        .asInt())
                .isEqualTo(2);
    }
}
