package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no HTTP client sends. */
class RawHttpTests {

    private static final String HOST = "Host: localhost\r\n";

    private final Server server = Server.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
                "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
                "POST /api/session HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n12345"
            })
    void whatIsNoRequestIsRefusedWithoutAWordAboutTheServer(String request) throws IOException {
        String answer = ask(request);

        assertThat(answer).matches("(?s)HTTP/1.1 (400|505) .*");
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("jetty", "exception", "\nserver:", "<html");
        assertThat(answer)
                .contains("application/problem+json", "X-Content-Type-Options: nosniff", "frame-ancestors 'none'");
    }

    @Test
    void theAnswerThatSwitchesToWebSocketHasTheHeadersToo() throws IOException {
        String upgrade = "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nOrigin: http://127.0.0.1:"
                + server.port() + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

        String answer = head(upgrade);

        assertThat(answer)
                .startsWith("HTTP/1.1 101 ")
                .contains("Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff")
                .contains("Referrer-Policy: same-origin")
                .doesNotContain("Jetty", "Server:", "Set-Cookie");
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws IOException {
        String answer = ask("GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(10_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("nosniff").doesNotContain("Jetty");
    }

    @Test
    void tooManyHeadersAreRefused() throws IOException {
        String answer = ask("GET / HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(12_000) + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void headersThatDripAreCutOffWithinTenSeconds() throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<Duration> drips = threads.submit(dripping(""));
            Future<Duration> dripsLater = threads.submit(dripping("GET /api/setup HTTP/1.1\r\n" + HOST + "\r\n"));
            Future<Duration> says = threads.submit(silent());

            assertThat(drips.get()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(10_500));
            assertThat(dripsLater.get()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(10_500));
            assertThat(says.get()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(10_500));
        }
    }

    /** How long a connection lives whose headers come slowly, after a first request of its own. */
    private Callable<Duration> dripping(String first) {
        return () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(100);
                socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
                long start = System.nanoTime();
                String drops = "GET / HTTP/1.1\r\n" + HOST + "X-Slow: " + "y".repeat(10_000);
                for (byte drop : drops.getBytes(StandardCharsets.US_ASCII)) {
                    try {
                        socket.getOutputStream().write(drop);
                    } catch (SocketException closed) {
                        break;
                    }
                    if (isClosed(socket)) {
                        break;
                    }
                }
                return Duration.ofNanos(System.nanoTime() - start);
            }
        };
    }

    private Callable<Duration> silent() {
        return () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoTimeout(100);
                long start = System.nanoTime();
                while (!isClosed(socket)) {
                    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
                }
                return Duration.ofNanos(System.nanoTime() - start);
            }
        };
    }

    /** Reads whatever there is for a tenth of a second. */
    private static boolean isClosed(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            while (true) {
                if (in.read() < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private String head(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(12_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                answer.append((char) socket.getInputStream().read());
            }
            return answer.toString();
        }
    }

    private String ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(12_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            try {
                int octet;
                while ((octet = socket.getInputStream().read()) >= 0) {
                    answer.append((char) octet);
                }
            } catch (SocketException reset) {
                return answer.toString();
            }
            return answer.toString();
        }
    }
}
