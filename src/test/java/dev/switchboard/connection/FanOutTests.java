package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Five hundred real WebSockets, of which one in a hundred does not read. */
class FanOutTests {

    private static final int READERS = 495;
    private static final int STALLED = 5;
    private static final int MESSAGES = 500;
    private static final int CAPACITY = 64 * 1024;

    private final Connections connections = new Connections(
            new ConnectionProperties(
                    DataSize.ofBytes(CAPACITY),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30)),
            TestLimits.with(0, 0),
            new SimpleMeterRegistry());
    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final AtomicLongArray seen = new AtomicLongArray(READERS);
    private final long[] latencies = new long[READERS * MESSAGES];
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger outOfOrder = new AtomicInteger();

    /** Speaks to nobody, and only reads what it must. */
    public final class Endpoint extends Session.Listener.AbstractAutoDemanding {

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            Connection connection = connections.open(new JettyTransport(session), "127.0.0.1");
            connection.beat(Heartbeat.NONE);
            opened.add(connection);
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            callback.succeed();
        }
    }

    @Test
    void givesEverythingInTimeToThoseWhoReadAndHangsUpOnThoseWhoDoNot() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(32 * 1024);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(
                server, container -> container.addMapping("/ws", (request, response, callback) -> new Endpoint())));
        server.start();
        connections.start();
        List<RawWebSocket> stalled = new ArrayList<>();
        try (ManyReaders readers = new ManyReaders(this::onMessage)) {
            for (int i = 0; i < READERS; i++) {
                readers.connect(connector.getLocalPort(), "/ws");
            }
            readers.start();
            for (int i = 0; i < STALLED; i++) {
                stalled.add(new RawWebSocket(connector.getLocalPort(), "/ws"));
            }
            await().until(() -> opened.size() == READERS + STALLED);

            long most = 0;
            for (int number = 1; number <= MESSAGES; number++) {
                Frame frame = Frame.of(number + " " + System.nanoTime() + " " + "x".repeat(1_000) + "\0");
                opened.forEach(connection -> connection.outbox().offer(frame, "room"));
                most = Math.max(
                        most,
                        opened.stream()
                                .mapToLong(each -> each.outbox().queuedBytes())
                                .max()
                                .orElse(0));
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> delivered.get() == READERS * MESSAGES);
            assertThat(outOfOrder).hasValue(0);
            Arrays.sort(latencies);
            assertThat(Duration.ofNanos(latencies[latencies.length * 99 / 100]))
                    .as("p99 of those who read")
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(most).as("no outbox ever held more").isLessThanOrEqualTo(CAPACITY);
            await().until(() -> connections.count() == READERS);
            assertThat(opened.stream().filter(each -> each.outbox().closing() == CloseReason.TOO_SLOW))
                    .hasSize(STALLED);
            assertThat(stalled).allMatch(RawWebSocket::endsWithReset);
        } finally {
            connections.stop();
            connections.destroy();
            server.stop();
            for (RawWebSocket each : stalled) {
                each.close();
            }
        }
    }

    private void onMessage(int reader, String message) {
        long now = System.nanoTime();
        for (String frame : message.substring(0, message.length() - 1).split("\0", -1)) {
            String[] parts = frame.split(" ", 3);
            long number = Long.parseLong(parts[0]);
            if (number != seen.get(reader) + 1) {
                outOfOrder.incrementAndGet();
            }
            seen.set(reader, number);
            latencies[delivered.getAndIncrement()] = now - Long.parseLong(parts[1]);
        }
    }
}
