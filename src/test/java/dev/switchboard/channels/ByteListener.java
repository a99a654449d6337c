package dev.switchboard.channels;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** A STOMP client that keeps bodies as bytes, knows how each came, and can stop reading. Thread-safe. */
final class ByteListener implements WebSocket.Listener, AutoCloseable {

    /** A MESSAGE or another frame; whether its WebSocket message was a binary one. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Heard(String command, Map<String, String> headers, byte[] body, boolean binary, long atNanos) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final List<Heard> heard = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final WebSocket socket;
    private boolean paused;
    private boolean owed;
    private int closed;

    ByteListener(URI server, String token) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v12.stomp")
                .buildAsync(URI.create("ws://" + server.getHost() + ":" + server.getPort() + "/ws"), this)
                .join();
        String identity = token.isEmpty() ? "" : "Authorization:Bearer " + token + "\n";
        send("CONNECT\naccept-version:1.2\nheart-beat:0,0\n" + identity + "\n");
    }

    /** Subscribes and waits until that is in force. */
    ByteListener subscribe(String destination) {
        send("SUBSCRIBE\nid:" + destination + "\ndestination:" + destination + "\nreceipt:" + destination + "\n\n");
        await(frame -> frame.command().equals("RECEIPT")
                && destination.equals(frame.headers().get("receipt-id")));
        return this;
    }

    void send(String frame) {
        socket.sendText(frame + "\0", true).join();
    }

    /** Reads nothing more, so that the connection fills. */
    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        if (owed) {
            owed = false;
            socket.request(1);
        }
    }

    synchronized List<Heard> messages() {
        return heard.stream().filter(frame -> frame.command().equals("MESSAGE")).toList();
    }

    synchronized boolean isClosed() {
        return closed != 0;
    }

    /** Waits until so many messages have come. */
    void awaitMessages(int count) {
        int[] seen = {0};
        await(frame -> frame.command().equals("MESSAGE") && ++seen[0] == count);
    }

    synchronized Heard await(Predicate<Heard> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int next = 0;
        while (true) {
            for (; next < heard.size(); next++) {
                if (wanted.test(heard.get(next))) {
                    return heard.get(next);
                }
            }
            if (System.nanoTime() > end || closed != 0) {
                throw new AssertionError("No such frame came before " + closed + "; these did: "
                        + heard.stream().map(Heard::headers).toList());
            }
            try {
                wait(50);
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        return take(part.toString().getBytes(StandardCharsets.UTF_8), last, false);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        return take(bytes, last, true);
    }

    private synchronized CompletionStage<?> take(byte[] part, boolean last, boolean binary) {
        message.writeBytes(part);
        if (last) {
            byte[] whole = message.toByteArray();
            message.reset();
            int position = 0;
            while (position < whole.length) {
                position = whole[position] == '\n' ? position + 1 : frame(whole, position, binary);
            }
        }
        if (paused) {
            owed = true;
        } else {
            socket().request(1);
        }
        notifyAll();
        return CompletableFuture.completedFuture(null);
    }

    private WebSocket socket() {
        return socket;
    }

    private int frame(byte[] whole, int start, boolean binary) {
        int end = start;
        while (whole[end] != '\n' || whole[end + 1] != '\n') {
            end++;
        }
        List<String> lines = new String(whole, start, end - start, StandardCharsets.UTF_8)
                .lines()
                .toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.putIfAbsent(line.substring(0, colon), line.substring(colon + 1));
        }
        int body = end + 2;
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        heard.add(new Heard(
                lines.getFirst(), headers, Arrays.copyOfRange(whole, body, body + length), binary, System.nanoTime()));
        return body + length + 1;
    }

    @Override
    public synchronized CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed = code;
        notifyAll();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void onError(WebSocket from, Throwable error) {
        closed = 1006;
        notifyAll();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
