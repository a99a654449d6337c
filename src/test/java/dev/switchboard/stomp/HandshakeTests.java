package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.wire.WireClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may open a connection, and what becomes of those who dawdle. */
class HandshakeTests extends StompServerTest {

    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    private static final String KEY = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout(5000);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                break;
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private String answer(String requestLine, String headers) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            write(socket, requestLine + " HTTP/1.1\r\nHost: localhost:" + port() + "\r\n" + headers + "\r\n");
            return read(socket);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private int upgrade(String path, String headers) throws IOException {
        return status(answer("GET " + path, UPGRADE + KEY + headers));
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void opensToOurOwnPagesToFriendsAndToNoPageAtAll() throws IOException {
        String own = "Origin: http://localhost:" + port() + "\r\n";

        assertThat(upgrade("/ws", "")).isEqualTo(101);
        assertThat(upgrade("/ws", own)).isEqualTo(101);
        assertThat(upgrade("/ws", own + "Cookie: SESSION=whatever\r\n")).isEqualTo(101);
        assertThat(upgrade("/ws", "Origin: https://friend.example.org\r\n")).isEqualTo(101);
        assertThat(upgrade("/ws/000/abcdefgh/websocket", own)).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example.org",
                "null",
                "",
                "http://localhost",
                "https://localhost:PORT",
                "http://localhost:PORT.evil.example.org",
                "http://localhost:PORT@evil.example.org",
                "http://evil.example.org#http://localhost:PORT",
                "http://localhost:PORT/",
                "http://localhost:PORT, http://localhost:PORT",
                "http://localhost:PORT http://evil.example.org",
                "http://xlocalhost:PORT",
                "http://localhost.:PORT",
                "http://127.0.0.1:PORT",
                "http://localhost:0PORT",
                "HTTP://LOCALHOST:PORT",
                "//localhost:PORT",
                "localhost:PORT",
                "http://[localhost]:PORT",
                "http://localhost:99999999999",
                "http://",
                "file://",
                "http://friend.example.org",
                "https://friend.example.org:444",
                "https://friend.example.org.evil.org",
                "https://evil.friend.example.org",
                "*",
                "https://friend.example.org\tx",
            })
    void refusesForeignPages(String origin) throws IOException {
        String header = "Origin: " + origin.replace("PORT", Integer.toString(port())) + "\r\n";

        assertThat(upgrade("/ws", header)).isEqualTo(403);
        assertThat(upgrade("/ws", header + "Cookie: SESSION=whatever\r\n")).isEqualTo(403);
        String info = answer("GET /ws/info", header);
        assertThat(status(info)).isEqualTo(403);
        assertThat(info).doesNotContainIgnoringCase("Access-Control-Allow");
        String xhr = answer("POST /ws/000/abcdefgi/xhr_streaming", header + "Content-Length: 0\r\n");
        assertThat(status(xhr)).isEqualTo(403);
        assertThat(xhr).doesNotContainIgnoringCase("Access-Control-Allow");
    }

    @Test
    void refusesTwoOrigins() throws IOException {
        String own = "Origin: http://localhost:" + port() + "\r\n";

        assertThat(upgrade("/ws", own + own)).isEqualTo(403);
    }

    @Test
    void refusesACookieWithoutAnOrigin() throws IOException {
        assertThat(upgrade("/ws", "Cookie: SESSION=whatever\r\n")).isEqualTo(403);
        assertThat(upgrade("/ws/000/abcdefgj/websocket", "Cookie: SESSION=whatever\r\n"))
                .isEqualTo(403);
    }

    @Test
    void tellsFriendsBrowsersThatTheyMay() throws IOException {
        String friend = "Origin: https://friend.example.org\r\n";

        assertThat(answer("GET /ws/info", friend))
                .contains("200 OK", "Access-Control-Allow-Origin: https://friend.example.org")
                .contains("Access-Control-Allow-Credentials: true");
        assertThat(answer("OPTIONS /ws/000/abcdefgk/xhr_send", friend + "Access-Control-Request-Method: POST\r\n"))
                .contains("200 OK", "Access-Control-Allow-Origin: https://friend.example.org");
    }

    @Test
    void speaksNoOtherVersionOfWebSocket() throws IOException {
        assertThat(status(answer(
                        "GET /ws", UPGRADE + "Sec-WebSocket-Version: 7\r\nSec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n")))
                .isEqualTo(426);
        String hixie76 = "Upgrade: WebSocket\r\nConnection: Upgrade\r\nOrigin: http://localhost:" + port() + "\r\n"
                + "Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5\r\nSec-WebSocket-Key2: 12998 5 Y3 1  .P00\r\n";
        assertThat(status(answer("GET /ws", hixie76))).isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/WS",
                "/ws/",
                "//ws",
                "/ws//",
                "/./ws",
                "/x/../ws",
                "/%77s",
                "/ws;a=b",
                "/ws%2f",
                "/ws%00",
                "/ws.json",
                "/ws/websocket",
                "/ws/a/b/c/d",
                "/ws/a/b/jsonp",
                "/ws/a/b/jsonp_send",
                "/ws/a/b/eventsource",
                "/ws/a/b/htmlfile",
                "/ws/iframe.html",
                "/ws/iframe-1.5.1.html",
                "/ws/a.b/c/xhr",
                "/ws/a/b/xhr;x.bat",
                "/ws/info/",
            })
    void isNowhereElse(String path) throws IOException {
        assertThat(upgrade(path, "Origin: http://evil.example.org\r\n")).isIn(400, 403, 404);
        assertThat(upgrade(path, "")).isIn(400, 404);
        assertThat(status(answer("GET " + path, ""))).isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource({"GET /ws, 400", "POST /ws, 405", "GET /ws/a/b/xhr, 405"})
    void saysWhatARequestLacks(String request, int status) throws IOException {
        assertThat(status(answer(request, "Content-Length: 0\r\n"))).isEqualTo(status);
    }

    @Test
    void carriesTheSecurityHeadersOnAnUpgradeToo() throws IOException {
        assertThat(answer("GET /ws", UPGRADE + KEY))
                .contains("X-Content-Type-Options: nosniff", "Content-Security-Policy:", "Referrer-Policy:")
                .doesNotContainIgnoringCase("Server: Jetty");
    }

    @Test
    void compressesNothing() throws IOException {
        assertThat(answer("GET /ws", UPGRADE + KEY + "Sec-WebSocket-Extensions: permessage-deflate\r\n"))
                .startsWith("HTTP/1.1 101")
                .doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
    }

    @Test
    void closesAConnectionThatNeverConnects() {
        try (WireClient silent = open();
                WireClient beating = open()) {
            long begun = System.nanoTime();
            await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
                beating.sendText("\n");
                return beating.isClosed();
            });

            assertThat(silent.awaitClose(SOON)).isEqualTo(1008);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void cutsOffWhoSendsHeadersByteByByte() throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            write(socket, "GET /ws HTTP/1.1\r\nHost: localhost\r\nX: ");
            long begun = System.nanoTime();

            await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> {
                try {
                    write(socket, "x");
                    return false;
                } catch (IOException cutOff) {
                    return true;
                }
            });

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        }
        assertThat(status(answer("GET /ws/info", ""))).isEqualTo(200);
    }

    @Test
    void keepsAnIdleConnectionForItsNextRequest() throws Exception {
        try (Socket socket = new Socket("localhost", port())) {
            for (int request = 0; request < 2; request++) {
                write(socket, "GET /ws/nothing HTTP/1.1\r\nHost: localhost:" + port() + "\r\n\r\n");
                String head = read(socket);
                assertThat(head).startsWith("HTTP/1.1 404");
                int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
                assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
                TimeUnit.MILLISECONDS.sleep(request == 0 ? 2500 : 0);
            }
        }
    }
}
