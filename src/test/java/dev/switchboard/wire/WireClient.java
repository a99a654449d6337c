package dev.switchboard.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A STOMP client of raw frames over the JDK's WebSocket, which can also say what no good client would. Keeps every frame
 * it was sent, in order. Thread-safe.
 */
public final class WireClient implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<WireFrame> received = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Consumer<WireFrame> onFrame;
    private WebSocket socket;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private int heartBeats;

    private WireClient(Consumer<WireFrame> onFrame) {
        this.onFrame = onFrame;
    }

    /** Opens a WebSocket, without a CONNECT. */
    public static WireClient open(URI endpoint, Map<String, String> httpHeaders) {
        return open(endpoint, httpHeaders, frame -> {});
    }

    /**
     * Opens a WebSocket, without a CONNECT.
     *
     * @param onFrame called for each frame, in order, in the socket's thread
     */
    public static WireClient open(URI endpoint, Map<String, String> httpHeaders, Consumer<WireFrame> onFrame) {
        WireClient client = new WireClient(onFrame);
        WebSocket.Builder builder =
                HTTP.newWebSocketBuilder().connectTimeout(PATIENCE).subprotocols("v12.stomp", "v11.stomp", "v10.stomp");
        httpHeaders.forEach(builder::header);
        client.socket = builder.buildAsync(endpoint, client.new Listener()).join();
        return client;
    }

    /** Opens a WebSocket and connects with an access token; fails if that is refused. */
    public static WireClient connect(URI server, String token) {
        return connect(server, token, frame -> {});
    }

    /** As {@link #connect(URI, String)}, with a call for each frame. */
    public static WireClient connect(URI server, String token, Consumer<WireFrame> onFrame) {
        WireClient client = open(endpointOf(server), Map.of(), onFrame);
        client.send("CONNECT", Map.of("accept-version", "1.2", "host", "test", "Authorization", "Bearer " + token), "");
        client.await(frame -> frame.command().equals("CONNECTED"));
        return client;
    }

    /** The raw WebSocket endpoint of a server. */
    public static URI endpointOf(URI server) {
        return URI.create("ws://" + server.getHost() + ":" + server.getPort() + "/ws");
    }

    public void send(String command, Map<String, String> headers, String body) {
        sendText(new WireFrame(command, new LinkedHashMap<>(headers), body).text());
    }

    public void subscribe(String id, String destination, Map<String, String> moreHeaders) {
        Map<String, String> headers = new LinkedHashMap<>(moreHeaders);
        headers.put("id", id);
        headers.put("destination", destination);
        send("SUBSCRIBE", headers, "");
    }

    /** Sends one WebSocket message as it is. */
    public synchronized void sendText(String text) {
        lastSend = lastSend.handle((done, failed) -> done).thenCompose(done -> socket.sendText(text, true));
    }

    /** Waits for the first frame, received already or yet to come, that a test looks for. */
    public WireFrame await(Predicate<WireFrame> wanted) {
        return await(wanted, PATIENCE);
    }

    public WireFrame await(Predicate<WireFrame> wanted, Duration patience) {
        long limit = System.nanoTime() + patience.toNanos();
        synchronized (received) {
            int next = 0;
            while (true) {
                for (; next < received.size(); next++) {
                    if (wanted.test(received.get(next))) {
                        return received.get(next);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
                if (left <= 0 || (closed.isDone() && next == received.size())) {
                    throw new AssertionError("No such frame came"
                            + (closed.isDone() ? " before the close " + closed.join() : "") + "; these did: "
                            + received);
                }
                try {
                    received.wait(Math.min(left, 100));
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(stopping);
                }
            }
        }
    }

    /** Waits for the RECEIPT of a frame. */
    public WireFrame awaitReceipt(String receipt) {
        return await(frame ->
                frame.command().equals("RECEIPT") && frame.header("receipt-id").equals(receipt));
    }

    /** Waits for the close and gives its code; 1006 if the connection was cut. */
    public int awaitClose(Duration patience) {
        try {
            return closed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillOpen) {
            throw new AssertionError("Still open after " + patience + "; received: " + frames(), stillOpen);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    /** Everything received so far. */
    public List<WireFrame> frames() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Heart-beats (lone line ends) received so far. */
    public int heartBeats() {
        synchronized (received) {
            return heartBeats;
        }
    }

    /** Cuts the TCP connection without a word. */
    public void abort() {
        socket.abort();
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(failed -> null);
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder buffer = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            buffer.append(part);
            int end;
            while (true) {
                while (!buffer.isEmpty() && (buffer.charAt(0) == '\n' || buffer.charAt(0) == '\r')) {
                    buffer.deleteCharAt(0);
                    synchronized (received) {
                        heartBeats++;
                        received.notifyAll();
                    }
                }
                end = buffer.indexOf("\0");
                if (end < 0) {
                    break;
                }
                WireFrame frame = WireFrame.parse(buffer.substring(0, end));
                buffer.delete(0, end + 1);
                synchronized (received) {
                    received.add(frame);
                    received.notifyAll();
                }
                onFrame.accept(frame);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            wake();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
            wake();
        }

        private void wake() {
            synchronized (received) {
                received.notifyAll();
            }
        }
    }
}
