package dev.switchboard.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.HistoryChecker.Entry;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged jar, killed with {@code kill -9} in the middle of a burst from several clients, and started again: what
 * was receipted is there once, in the order that was seen live, and nothing is invented (P1, P3, P4, P6).
 *
 * <p>As many rounds as the system property {@code switchboard.kill.rounds} says.
 */
class KillNineIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WRITERS = 4;
    private static final int IN_FLIGHT = 20;

    private final HistoryChecker checker = new HistoryChecker();
    private final Map<String, String> unanswered = new ConcurrentHashMap<>();
    private final List<String> tokens = new ArrayList<>();

    @Test
    void whatWasReceiptedSurvivesOnceAndInOrder(@TempDir Path folder) throws Exception {
        int rounds = Integer.getInteger("switchboard.kill.rounds", 3);
        long seed = Long.getLong("switchboard.kill.seed", System.nanoTime());
        Random random = new Random(seed);
        try (PackagedServer server = PackagedServer.start(folder, "--switchboard.limits.sends-per-second=0")) {
            enrolWriters(server);
            int killedWith = 0;
            for (int round = 1; round <= rounds; round++) {
                int before = checker.acceptedCount();
                burstAndKill(server, round, random.nextInt(50, 600));
                killedWith += unanswered.size();
                assertThat(checker.acceptedCount())
                        .as("accepted sends in round %d of seed %d", round, seed)
                        .isGreaterThan(before);

                server.start();
                repeatUnanswered(server);
                repeatAnswered(server, round);
                assertThat(checker.check(log(server)))
                        .as("round %d of seed %d", round, seed)
                        .isEmpty();
            }
            System.out.printf(
                    "kill -9: %d rounds, seed %d: %d sends accepted, %d were unanswered at a kill%n",
                    rounds, seed, checker.acceptedCount(), killedWith);
        }
    }

    private void enrolWriters(PackagedServer server) {
        ApiClient administrator = ApiClient.of(server.uri());
        administrator.setUp("ada", "correct horse battery");
        tokens.add(administrator.createToken("writer"));
        for (int writer = 1; writer < WRITERS; writer++) {
            tokens.add(administrator
                    .invite("writer" + writer, "correct horse battery")
                    .createToken("writer"));
        }
    }

    private void burstAndKill(PackagedServer server, int round, int delayMillis) throws InterruptedException {
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

        server.kill();

        clients.forEach(client -> client.awaitClose(Duration.ofSeconds(10)));
        views.forEach(view -> checker.seen(List.copyOf(view)));
    }

    /** What was not answered is unknown: it is sent again under its id, and has one effect. */
    private void repeatUnanswered(PackagedServer server) {
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
    private void repeatAnswered(PackagedServer server, int round) {
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

    private List<Entry> log(PackagedServer server) {
        return ApiClient.withToken(server.uri(), tokens.getFirst()).allEvents("lobby").stream()
                .map(KillNineIT::entry)
                .toList();
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
