package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values on the wire: the current one first, the newest last, at most so often, and fewer for the slow. */
class StateTests extends ChannelServerTest {

    private static final int TIMES = 200;

    private static void publish(Caller backEnd, String channel, String value) {
        backEnd.post("/api/channels/" + channel, "text/plain", Content.utf8(value))
                .expect(201);
    }

    @Test
    void aNewSubscriberGetsTheCurrentValueAtOnceAndBeforeItsReceipt() {
        Caller backEnd = backEnd();
        String name = some();
        publish(backEnd, "live/" + name, "old");
        publish(backEnd, "live/" + name, "current");
        try (WireClient client = connected(backEnd.token())) {
            client.subscribe("s", "/topic/live/" + name, Map.of("receipt", "s"));
            client.awaitReceipt("s");

            assertThat(messages(client, "s")).extracting(WireFrame::body).containsExactly("current");
            assertThat(client.frames().getLast().command()).isEqualTo("RECEIPT");
        }
    }

    @Test
    void aFastPublisherIsHeardAtTheRateAndTheNewestIsLast() {
        Caller backEnd = backEnd();
        String name = some();
        try (ByteListener listener = new ByteListener(server(), backEnd.token()).subscribe("/topic/slow/" + name)) {
            long start = System.nanoTime();
            for (int i = 1; i <= TIMES; i++) {
                publishHere("slow", name, Integer.toString(i));
                pause(Duration.ofMillis(5));
            }
            ByteListener.Heard last = listener.await(frame -> frame.text().equals(Integer.toString(TIMES)));

            List<ByteListener.Heard> heard = listener.messages();
            assertThat(heard.stream().map(frame -> Integer.parseInt(frame.text())))
                    .isSorted();
            Duration took = Duration.ofNanos(last.atNanos() - start);
            assertThat(heard.size())
                    .as("5 a second in %s", took)
                    .isLessThanOrEqualTo((int) (took.toMillis() / 200) + 1)
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aReaderThatPausesGetsFewerAndTheNewestAndIsNotClosed() {
        Caller backEnd = backEnd();
        List<String> names = IntStream.range(0, 50).mapToObj(i -> some()).toList();
        String padding = "x".repeat(15_000);
        try (ByteListener listener = new ByteListener(server(), backEnd.token());
                ByteListener other = new ByteListener(server(), backEnd.token())) {
            for (String name : names) {
                listener.subscribe("/topic/live/" + name);
                other.subscribe("/topic/live/" + name);
            }
            listener.pause();
            int rounds = 40;
            for (int round = 1; round <= rounds; round++) {
                for (String name : names) {
                    publishHere("live", name, round + ":" + padding);
                }
                pause(Duration.ofMillis(110));
            }
            awaitNewest(other, names, rounds);
            listener.resume();
            awaitNewest(listener, names, rounds);

            assertThat(listener.isClosed()).isFalse();
            assertThat(listener.messages().size())
                    .as("of %d values, what fits into buffers of the operating system", rounds * names.size())
                    .isLessThan(rounds * names.size() / 2);
        }
    }

    private static void awaitNewest(ByteListener listener, List<String> names, int round) {
        for (String name : names) {
            listener.await(
                    frame -> ("/topic/live/" + name).equals(frame.headers().get("destination"))
                            && frame.text().startsWith(round + ":"));
            assertThat(listener.messages().stream()
                            .filter(frame -> ("/topic/live/" + name)
                                    .equals(frame.headers().get("destination")))
                            .toList()
                            .getLast()
                            .text())
                    .startsWith(round + ":");
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    @Test
    void theHistoryKeepsTheLastAndRestGivesTheNewest() {
        Caller backEnd = backEnd();
        for (int i = 1; i <= 5; i++) {
            publish(backEnd, "few/kept", "v" + i);
        }

        assertThat(backEnd.get("/api/channels/few/kept").expect(200).text("text"))
                .isEqualTo("v5");
        assertThat(backEnd.get("/api/channels/few/kept/history").json().get("items"))
                .extracting(item -> item.get("text").asString())
                .containsExactly("v3", "v4", "v5");
        assertThat(backEnd.get("/api/channels/few/kept/history?limit=1").json().get("items"))
                .extracting(item -> item.get("text").asString())
                .containsExactly("v5");
        backEnd.get("/api/channels/few/kept/history?after=3").expectProblem(400, "invalid");
        backEnd.get("/api/channels/few/nothing").expectProblem(404, "not_found");
    }

    @Test
    void theCurrentValuesOfANamespaceAreListedByNamePageByPage() {
        Caller backEnd = backEnd();
        String group = some() + ".";
        for (String name : List.of("c", "a", "b", "d")) {
            publish(backEnd, "live/" + group + name, "old " + name);
            publish(backEnd, "live/" + group + name, name);
        }
        String all = "/api/channels/live?prefix=" + group;

        assertThat(backEnd.get(all).json().get("items"))
                .extracting(item -> item.get("text").asString())
                .containsExactly("a", "b", "c", "d");
        Caller.Answer first = backEnd.get(all + "&limit=3").expect(200);
        assertThat(first.json().get("items"))
                .extracting(item -> item.get("name").asString())
                .containsExactly(group + "a", group + "b", group + "c");
        assertThat(first.text("next")).isEqualTo(group + "c");
        Caller.Answer second = backEnd.get(all + "&limit=3&after=" + first.text("next"));
        assertThat(second.json().get("items"))
                .extracting(item -> item.get("text").asString())
                .containsExactly("d");
        assertThat(second.json().get("next").isNull()).isTrue();
        assertThat(backEnd.get("/api/channels/live?prefix=" + some())
                        .expect(200)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void onlyValuesAreListedAndOnlyToWhoMayListen() {
        backEnd().get("/api/channels/events").expectProblem(404, "not_found");
        backEnd().get("/api/channels/notices").expectProblem(404, "not_found");
        backEnd().get("/api/channels/nowhere").expectProblem(404, "not_found");
        backEnd().get("/api/channels/live?limit=0").expectProblem(400, "invalid");
        Caller nobody = new Caller(server(), "");
        nobody.get("/api/channels/live").expectProblem(401, "unauthenticated");
        nobody.get("/api/channels/nowhere").expectProblem(401, "unauthenticated");
        nobody.get("/api/channels/square").expect(200);
        somebody().get("/api/channels/team").expectProblem(403, "forbidden");
    }

    @Test
    void oneChannelTooManyAndOneByteTooManyAreRefused() {
        Caller backEnd = backEnd();
        publish(backEnd, "few/kept", "1");
        publish(backEnd, "few/another", "1");

        backEnd.post("/api/channels/few/third", "text/plain", Content.utf8("1")).expectProblem(429, "too_many");
        backEnd.json(
                        "/api/channels/few",
                        "{\"items\":[{\"name\":\"kept\",\"text\":\"no\"},{\"name\":\"third\",\"text\":\"no\"}]}")
                .expectProblem(429, "too_many");
        backEnd.post("/api/channels/few/kept", "text/plain", new byte[101]).expectProblem(413, "too_large");
        backEnd.post("/api/channels/few/another", "text/plain", new byte[100]).expect(201);
        assertThat(backEnd.get("/api/channels/few/kept").text("text")).isNotEqualTo("no");
    }

    @Test
    void presenceIsToldWhereTheNamespaceSaysSo() {
        try (WireClient client = connected(somebody().token())) {
            client.subscribe("s", "/topic/slow/place", Map.of("receipt", "s"));
            client.awaitReceipt("s");
            client.subscribe("p", "/topic/slow/place/presence", Map.of("receipt", "p"));
            client.awaitReceipt("p");
            client.subscribe("q", "/topic/live/place/presence", Map.of("receipt", "q"));

            assertThat(awaitProblem(client, "q").json().get("code").asString()).isEqualTo("not_found");
            client.await(frame ->
                    frame.header("subscription").equals("p") && frame.body().contains("\"type\":\"here\""));
        }
    }
}
