package dev.switchboard.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandler;

/** Against Spring's SockJS on a real Jetty, and clients that read when they like. */
@Execution(ExecutionMode.CONCURRENT)
class SockJsTransportTests {

    private static final Map<String, Connection> OPENED = new ConcurrentHashMap<>();
    private static final Map<Connection, Transport> TRANSPORTS = new ConcurrentHashMap<>();
    private static final Connections CONNECTIONS = new Connections(
            new ConnectionProperties(
                    DataSize.ofMegabytes(64),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(8)),
            TestLimits.with(0, 0),
            new SimpleMeterRegistry());

    private static ServletWebServerApplicationContext context;
    private static int port;

    /** No stereotype, so that the application's own tests do not find it. */
    @EnableWebSocket
    @ImportAutoConfiguration({JettyServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class})
    static class SockJsServer implements WebSocketConfigurer {

        @Override
        public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
            registry.addHandler(new Sessions(), "/ws")
                    .withSockJS()
                    .setTransportHandlers(
                            SockJsHandlers.all(new DefaultHandshakeHandler()).toArray(TransportHandler[]::new));
        }
    }

    private static final class Sessions extends TextWebSocketHandler {

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            Transport transport = new SockJsTransport(session);
            Connection connection = CONNECTIONS.open(transport, "127.0.0.1");
            TRANSPORTS.put(connection, transport);
            connection.beat(Heartbeat.NONE);
            session.getAttributes().put("connection", connection);
            OPENED.put(session.getId(), connection);
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            if (session.getAttributes().get("connection") instanceof Connection connection) {
                CONNECTIONS.closed(connection);
            }
        }
    }

    @BeforeAll
    static void start() {
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(SockJsServer.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "spring.config.location=optional:classpath:/none/")
                .run();
        port = requireNonNull(context.getWebServer()).getPort();
        CONNECTIONS.start();
    }

    @AfterAll
    static void stop() {
        CONNECTIONS.stop();
        CONNECTIONS.destroy();
        context.close();
    }

    @Test
    void writesToAPollingClientInOrderAndSaysGoodbyeBehind() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(poll(http, "polling")).isEqualTo("o\n");
            Connection connection = opened("polling");
            connection.outbox().offer(Frame.of("one"), "tag");
            connection.outbox().offer(Frame.of("ü"), "tag");
            connection.outbox().close(CloseReason.FORBIDDEN);

            StringBuilder all = new StringBuilder();
            while (!all.toString().contains("c[")) {
                all.append(poll(http, "polling"));
            }
            assertThat(all.toString().replace("\"]\na[\"", "").replace("\",\"", ""))
                    .isEqualTo("a[\"oneü\"]\nc[4003,\"Forbidden, stay away\"]\n");
            await().until(() -> CONNECTIONS.find(connection.id()).isEmpty());
        }
    }

    @Test
    void boundsWhatWaitsForAPollingClientThatDoesNotPollAndDeliversItOnceItDoes() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            poll(http, "lazy");
            Connection connection = opened("lazy");
            for (int i = 0; i < 30; i++) {
                connection.outbox().offer(Frame.of(i + "x".repeat(10_000) + ";"), "tag");
            }

            await().pollDelay(Duration.ofMillis(300))
                    .untilAsserted(
                            () -> assertThat(connection.outbox().queuedBytes()).isGreaterThan(300_000));

            StringBuilder all = new StringBuilder();
            while (!all.toString().contains("29x")) {
                all.append(poll(http, "lazy"));
            }
            List<String> received =
                    all.toString().replaceAll("[^0-9;]", "").transform(text -> Arrays.asList(text.split(";")));
            assertThat(received).containsExactlyElementsOf(numbers());
        }
    }

    private static List<String> numbers() {
        return IntStream.range(0, 30).mapToObj(Integer::toString).toList();
    }

    @Test
    void cutsAPollingClientThatNeverComesBack() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            poll(http, "gone");
            Connection connection = opened("gone");
            for (int i = 0; i < 30; i++) {
                connection.outbox().offer(Frame.of("x".repeat(10_000)), "tag");
            }

            await().atMost(Duration.ofSeconds(8))
                    .until(() -> CONNECTIONS.find(connection.id()).isEmpty());

            assertThat(connection.outbox().closing()).isEqualTo(CloseReason.TOO_SLOW);
        }
    }

    @Test
    void cutsStreamingClientsThatStopReadingInTimeAndLeavesTheirNeighboursAlone() throws Exception {
        List<Socket> stalled = new ArrayList<>();
        List<Connection> stuck = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stalled.add(request("stalled" + i, "xhr_streaming"));
            stuck.add(opened("stalled" + i));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            poll(http, "neighbour");
            Connection neighbour = opened("neighbour");
            Frame large = Frame.of("x".repeat(100_000));
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                stuck.forEach(connection -> connection.outbox().offer(large, "tag"));
            }
            neighbour.outbox().offer(Frame.of("hello"), "tag");
            assertThat(poll(http, "neighbour")).isEqualTo("a[\"hello\"]\n");
            assertThat(stuck).allMatch(connection -> connection.outbox().queuedBytes() > 1_000_000);

            await().atMost(Duration.ofSeconds(15))
                    .until(() -> stuck.stream()
                            .allMatch(connection ->
                                    CONNECTIONS.find(connection.id()).isEmpty()));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            // Nobody writes any more, and no thread is left behind.
            await().untilAsserted(() -> assertThat(SockJsTransport.writing()).isZero());
        } finally {
            for (Socket each : stalled) {
                each.close();
            }
        }
    }

    @Test
    void takesBackWhatARevokedReaderHasNotRead() throws Exception {
        try (Socket slow = request("slow", "xhr_streaming")) {
            Connection connection = opened("slow");
            // More than the kernel takes; less would be answered whole, and the next request waited for.
            connection.outbox().offer(Frame.of("x".repeat(10_000_000)), "room");
            connection.outbox().offer(Frame.of("waits"), "room");
            await().until(() -> isStuck(connection));

            long revoked = System.nanoTime();
            connection.outbox().revoke("room");
            await().atMost(Duration.ofSeconds(8))
                    .until(() -> CONNECTIONS.find(connection.id()).isEmpty());

            // The write's time of 2 s has not passed.
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofMillis(1900));
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> slow.getInputStream().readAllBytes());
        }
    }

    @Test
    void keepsNothingForTheNextPollThatItsReaderMayNotHaveThen() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            poll(http, "removed");
            Connection connection = opened("removed");
            connection.outbox().offer(Frame.of("begun"), "room");
            connection.outbox().offer(Frame.of("waits"), "room");
            connection.outbox().offer(Frame.of("other"), "elsewhere");

            connection.outbox().revoke("room");
            await().atMost(Duration.ofSeconds(8))
                    .until(() -> CONNECTIONS.find(connection.id()).isEmpty());

            assertThat(poll(http, "removed")).doesNotContain("begun", "waits");
        }
    }

    @Test
    void asksForASignOfLifeByEndingTheRequest() throws Exception {
        AtomicInteger signs = new AtomicInteger();
        try (HttpClient http = HttpClient.newHttpClient();
                Socket stream = request("streaming", "xhr_streaming")) {
            Connection streaming = opened("streaming");
            poll(http, "waiting");
            Connection polling = opened("waiting");
            CompletableFuture<String> polled = CompletableFuture.supplyAsync(() -> {
                try {
                    return poll(http, "waiting");
                } catch (IOException | InterruptedException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            transport(streaming).hear(signs::incrementAndGet);
            await().until(() -> {
                transport(polling).ping();
                return polled.isDone();
            });
            transport(streaming).ping();

            assertThat(polled.join()).isEqualTo("h\n");
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().endsWith("\n0\r\n\r\n")) {
                answer.append((char) stream.getInputStream().read());
            }
            assertThat(signs).hasValue(0);
            try (Socket next = request("streaming", "xhr_streaming")) {
                await().untilAsserted(() -> assertThat(signs).hasValue(1));
                streaming.outbox().offer(Frame.of("still here"), "tag");
                while (!answer.toString().contains("still here")) {
                    answer.append((char) next.getInputStream().read());
                }
            }
        }
    }

    @Test
    void hearsThePongsOfAWebSocket() throws Exception {
        AtomicInteger signs = new AtomicInteger();
        try (RawWebSocket client = new RawWebSocket(port, "/ws/000/ponging/websocket")) {
            assertThat(client.read().text()).isEqualTo("o");
            Connection connection = opened("ponging");
            Transport transport = transport(connection);
            transport.hear(signs::incrementAndGet);

            transport.ping();
            assertThat(client.read().opcode()).isEqualTo(9);
            client.send(10, "");

            await().untilAsserted(() -> assertThat(signs).hasValue(1));
        }
    }

    @Test
    void cutsAWebSocketThatStopsReading() throws Exception {
        try (RawWebSocket client = new RawWebSocket(port, "/ws/000/stuck/websocket")) {
            assertThat(client.read().text()).isEqualTo("o");
            Connection connection = opened("stuck");
            connection.outbox().offer(Frame.of("hi\n"), "tag");
            assertThat(client.read().text()).isEqualTo("a[\"hi\\n\"]");
            for (int i = 0; i < 100; i++) {
                connection.outbox().offer(Frame.of("x".repeat(100_000)), "tag");
            }

            await().atMost(Duration.ofSeconds(8))
                    .until(() -> CONNECTIONS.find(connection.id()).isEmpty());

            assertThat(connection.outbox().closing()).isEqualTo(CloseReason.TOO_SLOW);
            await().untilAsserted(() -> assertThat(SockJsTransport.writing()).isZero());
        }
    }

    private static String poll(HttpClient http, String session) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ws/000/" + session + "/xhr"))
                                .POST(BodyPublishers.noBody())
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static Socket request(String session, String transport) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("POST /ws/000/" + session + "/" + transport + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                + "\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static Transport transport(Connection connection) {
        return requireNonNull(TRANSPORTS.get(connection));
    }

    /** Whether nothing of what waits has been written for a while. */
    private static boolean isStuck(Connection connection) throws InterruptedException {
        long before = connection.outbox().queuedBytes();
        Thread.sleep(200);
        return before > 0 && connection.outbox().queuedBytes() == before;
    }

    private static Connection opened(String session) {
        return await().pollInterval(Duration.ofMillis(2))
                .until(() -> OPENED.remove(session), connection -> connection != null);
    }
}
