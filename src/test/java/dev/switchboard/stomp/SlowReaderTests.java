package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.connection.Connections;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.Crowd;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * P6 and P11 in a real room: five of five hundred readers stop reading, and nobody else notices. The same is said by turns with
 * them and without them, so that what a busy machine does to it is done to both.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "switchboard.limits.handshakes-per-minute=0",
            "switchboard.limits.connections-per-user=0",
            "switchboard.limits.sends-per-second=0",
            "switchboard.connection.write-timeout=3s",
        })
@DirtiesContext
class SlowReaderTests {

    private static final String LOBBY = "/topic/rooms/lobby";
    private static final int READERS = 495;
    private static final int STUCK = 5;
    private static final int MESSAGES = 120;
    private static final int ROUNDS = 4;
    private static final Duration PACE = Duration.ofMillis(25);
    private static final String TEXT = "All work and no play. ".repeat(280);
    private static final Duration IN_TIME = Duration.ofSeconds(20);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);
    private static final long OUTBOX = 256 * 1024;
    private static final int MOST_TIMES_SLOWER = 3;

    /** Below this a latency says more about the machine than about us. */
    private static final long NOISE_NANOS = Duration.ofMillis(100).toNanos();

    @TempDir
    private static Path storage;

    @LocalServerPort
    private int port;

    @Autowired
    private Connections connections;

    @Autowired
    private MeterRegistry meters;

    private final AtomicLongArray sentAt = new AtomicLongArray(ROUNDS * MESSAGES + 1);
    private final Latencies alone = new Latencies();
    private final Latencies together = new Latencies();
    private final AtomicInteger heard = new AtomicInteger();
    private long mostQueued;
    private long fullAt;
    private long closedAt;
    private int everybody;
    private volatile long firstHead;

    /** How long it took until each was heard; filled by one thread. */
    private static final class Latencies {

        private final long[] nanos = new long[ROUNDS / 2 * READERS * MESSAGES];
        private int count;

        void add(long latency) {
            nanos[count++] = latency;
        }

        long percentile(int percent) {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return sorted[Math.toIntExact((long) (count - 1) * percent / 100)];
        }

        @Override
        public String toString() {
            return "p50 %d ms, p99 %d ms".formatted(percentile(50) / 1_000_000, percentile(99) / 1_000_000);
        }
    }

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry registry) {
        registry.add("switchboard.storage.directory", storage::toString);
    }

    @Test
    void hurtNobodyAreClosedInTimeAndResume() throws Exception {
        URI server = URI.create("http://localhost:" + port);
        ApiClient api = ApiClient.of(server);
        api.setUp("ada", "correct horse battery");
        String token = api.createToken("crowd");
        long head = head(api);
        try (Crowd crowd = new Crowd(port, token, this::onSequence);
                WireClient speaker = WireClient.connect(server, token)) {
            for (int i = 0; i < READERS; i++) {
                crowd.addReader(LOBBY, head);
            }
            crowd.start();

            for (int round = 0; round < ROUNDS; round++) {
                boolean withStuck = round % 2 == 1;
                if (withStuck) {
                    addStuck(crowd);
                }
                say(speaker, head, round);
                int all = READERS * MESSAGES * (round + 1);
                await().atMost(IN_TIME)
                        .until(() -> heard.get() >= all || !crowd.wrong().isEmpty());
                assertThat(crowd.wrong()).isEmpty();
                assertThat(heard.get()).isEqualTo(all);
                if (withStuck) {
                    awaitStuckClosed();
                }
            }
            report();

            assertThat(crowd.wrong()).isEmpty();
            assertThat(meters.get("switchboard.connection.closed")
                            .tag("reason", "4008")
                            .counter()
                            .count())
                    .isEqualTo(STUCK * ROUNDS / 2.0);
            assertThat(mostQueued).isGreaterThan(OUTBOX / 2).isLessThan((STUCK + 25) * OUTBOX);
            assertThat(together.percentile(99))
                    .isLessThanOrEqualTo(MOST_TIMES_SLOWER * Math.max(alone.percentile(99), NOISE_NANOS));
            await().atMost(Duration.ofSeconds(5)).until(() -> queuedBytes() == 0);
        }

        resume(server, token, head);
    }

    private void addStuck(Crowd crowd) throws IOException {
        fullAt = 0;
        closedAt = 0;
        for (int i = 0; i < STUCK; i++) {
            crowd.addStuck(LOBBY, 10);
        }
        everybody = connections.count();
    }

    private void say(WireClient speaker, long head, int round) {
        String body = "{\"room\":\"lobby\",\"text\":\"" + TEXT + "\"}";
        for (int i = round * MESSAGES + 1; i <= (round + 1) * MESSAGES; i++) {
            long next = System.nanoTime() + PACE.toNanos();
            sentAt.set(i, System.nanoTime());
            speaker.send(
                    "SEND",
                    Map.of("destination", "/app/chat", "receipt", "r" + i, "content-type", "application/json"),
                    body);
            WireFrame receipt = speaker.awaitReceipt("r" + i);
            assertThat(receipt.header("seq")).isEqualTo(Long.toString(head + i));
            look();
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void awaitStuckClosed() {
        long end = System.nanoTime() + WRITE_TIMEOUT.plusSeconds(10).toNanos();
        while (closedAt == 0 && System.nanoTime() < end) {
            look();
            LockSupport.parkNanos(PACE.toNanos());
        }
        assertThat(Duration.ofNanos(closedAt - fullAt)).isBetween(Duration.ZERO, WRITE_TIMEOUT.plusSeconds(5));
    }

    private void look() {
        long queued = queuedBytes();
        mostQueued = Math.max(mostQueued, queued);
        if (fullAt == 0 && queued > OUTBOX / 2) {
            fullAt = System.nanoTime();
        }
        if (closedAt == 0 && connections.count() == everybody - STUCK) {
            closedAt = System.nanoTime();
        }
    }

    private void onSequence(int reader, long sequence) {
        int message = (int) (sequence - firstHead);
        boolean withStuck = (message - 1) / MESSAGES % 2 == 1;
        (withStuck ? together : alone).add(System.nanoTime() - sentAt.get(message));
        heard.incrementAndGet();
    }

    private long head(ApiClient api) {
        firstHead = api.get("/api/rooms/lobby/events?after=0&limit=1")
                .ok()
                .get("head")
                .asLong();
        return firstHead;
    }

    private long queuedBytes() {
        return connections.matching(connection -> true).stream()
                .mapToLong(connection -> connection.outbox().queuedBytes())
                .sum();
    }

    /** What is missed is several times what an outbox holds, so the replay must be paced by its reader. */
    private void resume(URI server, String token, long head) {
        try (WireClient returned = WireClient.connect(server, token)) {
            returned.subscribe("again", LOBBY, Map.of("since", Long.toString(head), "receipt", "resumed"));

            WireFrame receipt = returned.awaitReceipt("resumed");

            assertThat(receipt.header("recovered")).isEqualTo("true");
            assertThat(receipt.header("head")).isEqualTo(Long.toString(head + ROUNDS * MESSAGES));
            List<Long> sequences = returned.frames().stream()
                    .filter(frame -> frame.command().equals("MESSAGE"))
                    .map(frame -> Long.parseLong(frame.header("seq")))
                    .toList();
            assertThat(sequences)
                    .containsExactlyElementsOf(LongStream.rangeClosed(head + 1, head + ROUNDS * MESSAGES)
                            .boxed()
                            .toList());
        }
    }

    private void report() {
        System.out.printf(
                "%d readers, %d messages a round, %d rounds by turns: without stuck readers %s; with %d of them %s,"
                        + " %.2f times; the last stuck closed %d ms after they were seen full; at most %d KB queued%n",
                READERS,
                MESSAGES,
                ROUNDS,
                alone,
                STUCK,
                together,
                (double) together.percentile(99) / alone.percentile(99),
                (closedAt - fullAt) / 1_000_000,
                mostQueued / 1024);
    }
}
