package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.connection.Connections;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.Crowd;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import io.micrometer.core.instrument.MeterRegistry;
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

/** P6 and P11 in a real room: five of five hundred readers stop reading, and nobody else notices. */
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
    private static final Duration PACE = Duration.ofMillis(25);
    private static final String TEXT = "All work and no play. ".repeat(280);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(3);
    private static final long OUTBOX = 256 * 1024;

    @TempDir
    private static Path storage;

    @LocalServerPort
    private int port;

    @Autowired
    private Connections connections;

    @Autowired
    private MeterRegistry meters;

    private final AtomicLongArray sentAt = new AtomicLongArray(MESSAGES + 1000);
    private final long[] latencies = new long[READERS * MESSAGES];
    private final AtomicInteger heard = new AtomicInteger();
    private long mostQueued;
    private long fullAt;
    private long closedAt;
    private int everybody;
    private volatile long firstHead;

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
            for (int i = 0; i < STUCK; i++) {
                crowd.addStuck(LOBBY, 10);
            }
            crowd.start();
            everybody = connections.count();

            long started = System.nanoTime();
            say(speaker, head);
            long said = System.nanoTime();

            await().atMost(Duration.ofSeconds(20)).until(() -> heard.get() >= READERS * MESSAGES);
            long allHeard = System.nanoTime();
            assertThat(crowd.wrong()).isEmpty();
            assertThat(heard.get()).isEqualTo(READERS * MESSAGES);
            report(said - started, allHeard - said);

            assertThat(crowd.wrong()).isEmpty();
            assertThat(Duration.ofNanos(closedAt - fullAt)).isBetween(Duration.ZERO, WRITE_TIMEOUT.plusSeconds(5));
            assertThat(meters.get("switchboard.connection.closed")
                            .tag("reason", "4008")
                            .counter()
                            .count())
                    .isEqualTo(STUCK);
            assertThat(mostQueued).isGreaterThan(OUTBOX / 2).isLessThan((STUCK + 25) * OUTBOX);
            await().atMost(Duration.ofSeconds(5)).until(() -> queuedBytes() == 0);
        }

        resume(server, token, head);
    }

    private void say(WireClient speaker, long head) {
        String body = "{\"room\":\"lobby\",\"text\":\"" + TEXT + "\"}";
        for (int i = 1; i <= MESSAGES; i++) {
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
        while (closedAt == 0
                && System.nanoTime() - sentAt.get(MESSAGES)
                        < WRITE_TIMEOUT.plusSeconds(10).toNanos()) {
            look();
            LockSupport.parkNanos(PACE.toNanos());
        }
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
        int count = heard.getAndIncrement();
        int message = (int) (sequence - firstHead);
        latencies[count] = System.nanoTime() - sentAt.get(message);
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
            assertThat(receipt.header("head")).isEqualTo(Long.toString(head + MESSAGES));
            List<Long> sequences = returned.frames().stream()
                    .filter(frame -> frame.command().equals("MESSAGE"))
                    .map(frame -> Long.parseLong(frame.header("seq")))
                    .toList();
            assertThat(sequences)
                    .containsExactlyElementsOf(LongStream.rangeClosed(head + 1, head + MESSAGES)
                            .boxed()
                            .toList());
        }
    }

    private void report(long saying, long catchingUp) {
        Arrays.sort(latencies);
        System.out.printf(
                "%d readers, %d stuck: %d messages in %d ms, all heard %d ms later, p50 %d ms, p99 %d ms;"
                        + " the stuck closed %d ms after they were seen full; at most %d KB queued%n",
                READERS,
                STUCK,
                MESSAGES,
                saying / 1_000_000,
                catchingUp / 1_000_000,
                latencies[latencies.length / 2] / 1_000_000,
                latencies[latencies.length / 100 * 99] / 1_000_000,
                (closedAt - fullAt) / 1_000_000,
                mostQueued / 1024);
    }
}
