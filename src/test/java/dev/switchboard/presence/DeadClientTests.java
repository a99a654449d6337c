package dev.switchboard.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * P10 as it is by default, in real time: clients whose connections stay open but who never answer again are gone within 35 s,
 * over each transport and whatever heart-beats they agreed on, and those who live are not.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
class DeadClientTests {

    private static final String LOBBY = "/topic/rooms/lobby";
    private static final String PASSWORD = "correct horse battery";
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:r\ndestination:" + LOBBY + "\n\n\0";
    private static final Duration PROMISED = Duration.ofSeconds(35);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path storage;

    @LocalServerPort
    private int port;

    private final List<Socket> sockets = new ArrayList<>();

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry registry) {
        registry.add("switchboard.storage.directory", storage::toString);
    }

    @Test
    void areGoneFromPresenceInTimeOverEachTransport() throws Exception {
        URI server = URI.create("http://localhost:" + port);
        ApiClient ada = ApiClient.of(server);
        ada.setUp("ada", PASSWORD);
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String name : List.of(
                "raw-silent",
                "raw-slow",
                "stream-silent",
                "stream-slow",
                "poll-silent",
                "poll-slow",
                "socket-silent")) {
            tokens.put(name, ada.invite(name, PASSWORD).createToken("tests"));
        }
        ApiClient living = ada.invite("living", PASSWORD);
        String streams = ada.invite("streams", PASSWORD).createToken("tests");

        try (Stream stream = new Stream("streams");
                WireClient observer = WireClient.connect(server, ada.createToken("tests"));
                WireClient lives = WireClient.connect(server, living.createToken("tests"))) {
            listen(observer, LOBBY);
            listen(observer, LOBBY + "/presence");
            listen(lives, LOBBY);
            stream.say(connect("0,0", streams));
            stream.say(SUBSCRIBE);
            awaitHint(observer, "entered", "streams", Duration.ofSeconds(10));
            for (Map.Entry<String, String> each : tokens.entrySet()) {
                String heartBeat = each.getKey().endsWith("slow") ? "60000,60000" : "0,0";
                String[] frames = {connect(heartBeat, each.getValue()), SUBSCRIBE};
                switch (each.getKey().substring(0, each.getKey().indexOf('-'))) {
                    case "raw" -> webSocket("/ws", frames);
                    case "socket" -> webSocket("/ws/0/" + each.getKey() + "/websocket", quoted(frames));
                    case "stream" -> overHttp(each.getKey(), "xhr_streaming", frames);
                    default -> overHttp(each.getKey(), "xhr", frames);
                }
                awaitHint(observer, "entered", each.getKey(), Duration.ofSeconds(10));
            }

            long dead = System.nanoTime();
            for (String name : tokens.keySet()) {
                Duration left = PROMISED.minusNanos(System.nanoTime() - dead);
                awaitHint(observer, "left", name, left);
            }

            System.out.printf("The last was gone after %d ms%n", (System.nanoTime() - dead) / 1_000_000);
            lives.send(
                    "SEND",
                    Map.of("destination", "/app/chat", "receipt", "r"),
                    "{\"room\":\"lobby\",\"text\":\"alive\"}");
            lives.awaitReceipt("r");
            Awaitility.await().until(() -> stream.heard().contains("alive"));
            assertThat(stream.requests()).as("it was asked whether it lives").isGreaterThan(1);
            assertThat(observer.frames())
                    .noneMatch(frame -> isHint(frame, "left", "living") || isHint(frame, "left", "streams"));
        } finally {
            for (Socket each : sockets) {
                each.close();
            }
        }
    }

    /** A SockJS client by XHR streaming that lives: it never beats, but asks for more whenever an answer ends. */
    private final class Stream implements AutoCloseable {

        private final HttpClient http = HttpClient.newHttpClient();
        private final String session;

        @SuppressWarnings("JdkObsolete") // Two threads write and read it.
        private final StringBuffer heard = new StringBuffer();

        private final AtomicInteger requests = new AtomicInteger();
        private volatile boolean closed;

        Stream(String session) {
            this.session = session;
            Thread.startVirtualThread(this::read);
            Awaitility.await().until(() -> heard().contains("o\n"));
        }

        String heard() {
            return heard.toString();
        }

        int requests() {
            return requests.get();
        }

        private void read() {
            while (!closed) {
                requests.incrementAndGet();
                try (InputStream answer = http.send(
                                request("xhr_streaming", ""), HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
                    for (int octet = answer.read(); octet >= 0; octet = answer.read()) {
                        heard.append((char) octet);
                    }
                } catch (IOException | InterruptedException atTheEnd) {
                    return;
                }
            }
        }

        void say(String frame) throws IOException, InterruptedException {
            assertThat(http.send(request("xhr_send", quoted(frame)[0]), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);
        }

        private HttpRequest request(String transport, String body) {
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ws/0/" + session + "/" + transport))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
        }

        @Override
        public void close() {
            closed = true;
            http.shutdownNow();
        }
    }

    private static String connect(String heartBeat, String token) {
        return "CONNECT\naccept-version:1.2\nheart-beat:" + heartBeat + "\nAuthorization:Bearer " + token + "\n\n\0";
    }

    private static String[] quoted(String... frames) {
        String[] quoted = new String[frames.length];
        for (int i = 0; i < frames.length; i++) {
            quoted[i] = JSON.writeValueAsString(new String[] {frames[i]});
        }
        return quoted;
    }

    /** Connects and subscribes over a WebSocket, and then never reads or says anything. */
    private void webSocket(String path, String... frames) throws IOException {
        Socket socket = request("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        awaitText(socket, "\r\n\r\n");
        for (String frame : frames) {
            byte[] text = frame.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(new byte[] {
                (byte) 0x81, (byte) 0xfe, (byte) (text.length >> 8), (byte) text.length, 0, 0, 0, 0
            });
            socket.getOutputStream().write(text);
        }
    }

    /** Connects and subscribes over SockJS, asks for more once, and then never reads or says anything. */
    private void overHttp(String session, String transport, String... frames) throws IOException {
        Socket first = post("/ws/0/" + session + "/" + transport, "");
        awaitText(first, "o\n");
        for (String frame : quoted(frames)) {
            awaitText(post("/ws/0/" + session + "/xhr_send", frame), "204");
        }
        if (transport.equals("xhr")) {
            awaitText(post("/ws/0/" + session + "/xhr", ""), "CONNECTED");
            post("/ws/0/" + session + "/xhr", "");
        }
    }

    private Socket post(String path, String body) throws IOException {
        return request("POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    private Socket request(String text) throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static void awaitText(Socket socket, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int octet = socket.getInputStream().read();
            assertThat(octet).as("the end of %s", read).isNotNegative();
            read.append((char) octet);
        }
    }

    private static void listen(WireClient client, String destination) {
        client.subscribe(destination, destination, Map.of("receipt", destination));
        client.awaitReceipt(destination);
    }

    private static void awaitHint(WireClient client, String type, String username, Duration patience) {
        client.await(frame -> isHint(frame, type, username), patience);
    }

    private static boolean isHint(WireFrame frame, String type, String username) {
        return frame.command().equals("MESSAGE")
                && frame.header("destination").endsWith("/presence")
                && frame.body().contains("\"type\":\"" + type + "\"")
                && frame.body().contains('"' + username + '"');
    }
}
