package dev.switchboard.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.switchboard.MostlyWaits;
import dev.switchboard.connection.RawWebSocket.Received;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Against a real Jetty, and clients that read when they like. */
@MostlyWaits
class JettyTransportTests {

    private static final Server SERVER = new Server();
    private static final Map<String, Connection> OPENED = new ConcurrentHashMap<>();
    private static final Map<Connection, Transport> TRANSPORTS = new ConcurrentHashMap<>();
    private static final Map<Connection, String> HEARD = new ConcurrentHashMap<>();
    private static final AtomicInteger CLOSED_BY_CONTAINER = new AtomicInteger();
    private static final Connections CONNECTIONS = new Connections(
            new ConnectionProperties(
                    DataSize.ofMegabytes(64),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(8)),
            TestLimits.with(0, 0),
            new SimpleMeterRegistry());

    private static int port;

    /** What Spring's endpoint does, in short. */
    public static final class Endpoint extends Session.Listener.AbstractAutoDemanding {

        private @Nullable Connection connection;

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            Transport transport = new JettyTransport(session);
            Connection opened = CONNECTIONS.open(transport, "127.0.0.1");
            connection = opened;
            TRANSPORTS.put(opened, transport);
            opened.beat(Heartbeat.NONE);
            OPENED.put(session.getUpgradeRequest().getQueryString(), opened);
        }

        @Override
        public void onWebSocketText(String message) {
            requireNonNull(connection).heard();
            HEARD.put(connection, message);
        }

        @Override
        public void onWebSocketPong(ByteBuffer payload) {
            requireNonNull(connection).heard();
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            CLOSED_BY_CONTAINER.incrementAndGet();
            CONNECTIONS.closed(requireNonNull(connection));
            callback.succeed();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        ServerConnector connector = new ServerConnector(SERVER, 1, 1);
        connector.setHost("127.0.0.1");
        SERVER.addConnector(connector);
        SERVER.setHandler(WebSocketUpgradeHandler.from(
                SERVER, container -> container.addMapping("/ws", (request, response, callback) -> new Endpoint())));
        SERVER.start();
        port = connector.getLocalPort();
        CONNECTIONS.start();
    }

    @AfterAll
    static void stop() throws Exception {
        CONNECTIONS.stop();
        CONNECTIONS.destroy();
        SERVER.stop();
    }

    @Test
    void writesSharedBytesAsTextAndSeveralFramesTogether() throws IOException {
        try (RawWebSocket client = new RawWebSocket(port, "/ws?bytes")) {
            Connection connection = opened("bytes");
            Frame shared = Frame.of("über 上海\0");
            List<Frame> frames = List.of(shared, shared, Frame.of("x".repeat(9_000)), shared);

            Transport transport = requireNonNull(TRANSPORTS.get(connection));
            AtomicInteger done = new AtomicInteger();
            transport.write(frames, failure -> done.incrementAndGet());

            assertThat(client.read().text()).isEqualTo("über 上海\0über 上海\0");
            assertThat(client.read().text()).isEqualTo("x".repeat(9_000));
            assertThat(client.read()).satisfies(received -> {
                assertThat(received.opcode()).isOne();
                assertThat(received.fin()).isTrue();
                assertThat(received.text()).isEqualTo("über 上海\0");
            });
            await().untilAsserted(() -> assertThat(done).hasValue(1));
        }
    }

    @Test
    void doesNotDisturbJettysOwnSession() throws Exception {
        try (RawWebSocket client = new RawWebSocket(port, "/ws?own")) {
            Connection connection = opened("own");
            connection.outbox().offer(Frame.of("one"), "tag");
            client.send(1, "hello");
            await().untilAsserted(() -> assertThat(HEARD).containsEntry(connection, "hello"));
            connection.outbox().offer(Frame.of("two"), "tag");

            assertThat(client.read().text()).isEqualTo("one");
            assertThat(client.read().text()).isEqualTo("two");

            connection.close(CloseReason.SIGN_IN_AGAIN);
            assertThat(client.read()).satisfies(received -> {
                assertThat(received.opcode()).isEqualTo(8);
                assertThat(received.closeCode()).isEqualTo(4001);
            });
            client.send(8, "\u000f\u00a1");
            await().until(() -> CONNECTIONS.find(connection.id()).isEmpty());
        }
    }

    @Test
    void saysGoodbyeBehindManyFrames() throws Exception {
        try (RawWebSocket client = new RawWebSocket(port, "/ws?goodbye")) {
            Connection connection = opened("goodbye");
            for (int i = 0; i < 1_000; i++) {
                connection.outbox().offer(Frame.of(i + ":" + "x".repeat(100) + "\0"), "tag");
            }
            connection.close(CloseReason.SERVICE_RESTART);

            StringBuilder all = new StringBuilder();
            Received last = client.read();
            for (; last.opcode() == 1; last = client.read()) {
                all.append(last.text());
            }
            assertThat(all.toString().split("\0")).hasSize(1_000);
            assertThat(last.closeCode()).isEqualTo(1012);
        }
    }

    @Test
    void worksWithAProperClientThatAnswersPings() throws Exception {
        StringBuilder received = new StringBuilder();
        try (HttpClient http = HttpClient.newHttpClient()) {
            WebSocket client = http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws?proper"), new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                            received.append(data);
                            socket.request(1);
                            return null;
                        }
                    })
                    .join();
            Connection connection = opened("proper");
            // Nobody says anything, for more than two intervals of pings.
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            connection.outbox().offer(Frame.of("still here"), "tag");
            await().untilAsserted(() -> assertThat(received).hasToString("still here"));
            client.sendClose(1000, "").join();
            await().until(() -> CONNECTIONS.find(connection.id()).isEmpty());
        }
    }

    @Test
    void cutsAPeerThatAnswersNoPing() throws Exception {
        try (RawWebSocket client = new RawWebSocket(port, "/ws?silent")) {
            Connection connection = opened("silent");

            assertThat(client.read().opcode()).isEqualTo(9);

            assertThat(client.endsWithReset()).isTrue();
            await().until(() -> CONNECTIONS.find(connection.id()).isEmpty());
        }
    }

    @Test
    void cutsReadersThatStopReadingInTimeAndLeavesTheirNeighboursAlone() throws Exception {
        int closedBefore = CLOSED_BY_CONTAINER.get();
        List<RawWebSocket> stalled = new ArrayList<>();
        List<Connection> stuck = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stalled.add(new RawWebSocket(port, "/ws?stalled" + i));
            stuck.add(opened("stalled" + i));
        }
        try (RawWebSocket neighbour = new RawWebSocket(port, "/ws?neighbour")) {
            Connection healthy = opened("neighbour");
            Frame large = Frame.of("x".repeat(100_000));
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                stuck.forEach(connection -> connection.outbox().offer(large, "tag"));
                stuck.forEach(Connection::heard);
                healthy.heard();
                healthy.outbox().offer(Frame.of("n" + i), "tag");
                assertThat(neighbour.read().text()).isEqualTo("n" + i);
            }
            assertThat(stuck).allMatch(connection -> connection.outbox().queuedBytes() > 1_000_000);

            await().atMost(Duration.ofSeconds(15)).until(() -> {
                healthy.heard();
                stuck.forEach(Connection::heard);
                return stuck.stream()
                        .allMatch(
                                connection -> CONNECTIONS.find(connection.id()).isEmpty());
            });

            // The write's time of 2 s, a look at each connection every second, 1 s for the goodbye; and a busy machine.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            assertThat(stuck).allMatch(connection -> connection.outbox().closing() == CloseReason.TOO_SLOW);
            assertThat(stalled).allMatch(RawWebSocket::endsWithReset);
            healthy.outbox().offer(Frame.of("last"), "tag");
            assertThat(neighbour.read().text()).isEqualTo("last");
            await().until(() -> CLOSED_BY_CONTAINER.get() >= closedBefore + 20);
        } finally {
            for (RawWebSocket each : stalled) {
                each.close();
            }
        }
    }

    @Test
    void refusesAnotherKindOfSession() {
        Session other = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> null);

        assertThatIllegalArgumentException().isThrownBy(() -> new JettyTransport(other));
    }

    private static Connection opened(String name) {
        return await().pollInterval(Duration.ofMillis(2))
                .until(() -> OPENED.remove(name), connection -> connection != null);
    }
}
