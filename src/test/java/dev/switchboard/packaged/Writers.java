package dev.switchboard.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.HistoryChecker.Entry;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that send in bursts, each with a receipt and an id, that lose their server in the middle and repeat what was not
 * answered. What they were told goes into a {@link HistoryChecker}.
 */
final class Writers {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WRITERS = 4;
    private static final int IN_FLIGHT = 20;

    private final HistoryChecker checker = new HistoryChecker();
    private final Map<String, String> unanswered = new ConcurrentHashMap<>();
    private final List<String> tokens = new ArrayList<>();

    /** Sets the server up, and gives each writer an account. */
    void enrol(PackagedServer server) {
        ApiClient administrator = ApiClient.of(server.uri());
        administrator.setUp("ada", "correct horse battery");
        tokens.add(administrator.createToken("writer"));
        for (int writer = 1; writer < WRITERS; writer++) {
            tokens.add(administrator
                    .invite("writer" + writer, "correct horse battery")
                    .createToken("writer"));
        }
    }

    /**
     * Everybody sends, and in the middle of it the server goes.
     *
     * @param delayMillis how long receipts flow before
     * @param end what ends the server
     */
    void burst(PackagedServer server, int round, int delayMillis, Runnable end) throws InterruptedException {
        int before = checker.acceptedCount();
        CountDownLatch flowing = new CountDownLatch(WRITERS * IN_FLIGHT);
        List<WireClient> clients = new ArrayList<>();
        List<List<Entry>> views = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            List<Entry> view = Collections.synchronizedList(new ArrayList<>());
            views.add(view);
            Burst burst = new Burst(round + "-" + writer + "-", flowing, view);
            WireClient client = WireClient.connect(server.uri(), tokens.get(writer), burst::onFrame);
            client.subscribe("room", "/topic/rooms/lobby", Map.of("receipt", "live"));
            client.awaitReceipt("live");
            burst.start(client);
            clients.add(client);
        }
        assertThat(flowing.await(20, TimeUnit.SECONDS)).as("receipts flow").isTrue();
        TimeUnit.MILLISECONDS.sleep(delayMillis);

        end.run();

        clients.forEach(client -> client.awaitClose(Duration.ofSeconds(10)));
        views.forEach(view -> checker.seen(List.copyOf(view)));
        assertThat(checker.acceptedCount())
                .as("accepted sends, before and after")
                .isGreaterThan(before);
    }

    /** What was not answered is unknown: it is sent again under its id, and has one effect. */
    void repeatUnanswered(PackagedServer server) {
        for (int writer = 0; writer < WRITERS; writer++) {
            String mark = "-" + writer + "-";
            try (WireClient client = WireClient.connect(server.uri(), tokens.get(writer))) {
                List<String> mine = unanswered.keySet().stream()
                        .filter(id -> id.contains(mark))
                        .toList();
                for (String id : mine) {
                    send(client, id, unanswered.get(id));
                }
                for (String id : mine) {
                    checker.accepted(id, Long.parseLong(client.awaitReceipt(id).header("seq")));
                    unanswered.remove(id);
                }
            }
        }
    }

    /** The first send of each writer was answered long ago: its repeat gets the first answer again. */
    void repeatAnswered(PackagedServer server, int round) {
        for (int writer = 0; writer < WRITERS; writer++) {
            String id = round + "-" + writer + "-0";
            try (WireClient client = WireClient.connect(server.uri(), tokens.get(writer))) {
                send(client, id, "text of " + id);
                WireFrame receipt = client.awaitReceipt(id);

                checker.accepted(id, Long.parseLong(receipt.header("seq")));
                assertThat(receipt.header("deduplicated")).isEqualTo("true");
            }
        }
    }

    /** A sentence for each promise that the server's log breaks. */
    List<String> broken(PackagedServer server) {
        return checker.check(ApiClient.withToken(server.uri(), tokens.getFirst()).allEvents("lobby").stream()
                .map(Writers::entry)
                .toList());
    }

    int accepted() {
        return checker.acceptedCount();
    }

    int unanswered() {
        return unanswered.size();
    }

    private static Entry entry(JsonNode event) {
        boolean message = event.path("type").asString("").equals("message");
        return new Entry(
                event.get("seq").asLong(),
                event.get("id").asString(),
                message ? event.path("clientMsgId").asString("") : "",
                message ? event.path("text").asString("") : "");
    }

    private static void send(WireClient client, String id, String text) {
        client.send(
                "SEND",
                Map.of(
                        "destination",
                        "/app/chat",
                        "receipt",
                        id,
                        "client-msg-id",
                        id,
                        "content-type",
                        "application/json"),
                JSON.writeValueAsString(Map.of("room", "lobby", "text", text)));
    }

    /** One writer: so many sends in flight, a new one for each receipt, until the connection is gone. */
    private final class Burst {

        private final String prefix;
        private final CountDownLatch flowing;
        private final List<Entry> view;
        private volatile WireClient client;
        private int next;

        Burst(String prefix, CountDownLatch flowing, List<Entry> view) {
            this.prefix = prefix;
            this.flowing = flowing;
            this.view = view;
        }

        void start(WireClient connected) {
            client = connected;
            for (int send = 0; send < IN_FLIGHT; send++) {
                sendNext();
            }
        }

        void onFrame(WireFrame frame) {
            if (frame.command().equals("MESSAGE")) {
                view.add(entry(frame.json()));
            } else if (frame.command().equals("RECEIPT") && !frame.header("seq").isEmpty()) {
                String id = frame.header("receipt-id");
                checker.accepted(id, Long.parseLong(frame.header("seq")));
                unanswered.remove(id);
                flowing.countDown();
                sendNext();
            }
        }

        private synchronized void sendNext() {
            String id = prefix + next++;
            String text = "text of " + id;
            checker.sent(id, text);
            unanswered.put(id, text);
            send(client, id, text);
        }
    }
}
