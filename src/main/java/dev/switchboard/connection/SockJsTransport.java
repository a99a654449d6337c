package dev.switchboard.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * A SockJS session of Spring's, over HTTP or WebSocket, whose framing is Spring's. Spring's writes block, each on a thread of
 * its own for as long as it runs, and one that is stuck fails when the connection is cut.
 *
 * <p>Between two requests of its client a session over HTTP has nowhere to write to, and Spring would keep what is written.
 * Here a write waits for the next request: the outbox fills as with any slow reader, and what is taken out of it is not read
 * later. For a sign of life the present request is ended, for then a living client comes with another; a WebSocket is pinged.
 */
public final class SockJsTransport implements Transport {

    private static final int VIRTUAL_THREADS_MAY_BLOCK_IN_MONITORS = 24;
    private static final ThreadFactory THREADS = threads();
    private static final AtomicInteger WRITING = new AtomicInteger();
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final WebSocketSession session;
    private final @Nullable SockJsOverHttp overHttp;
    private final @Nullable NativeWebSocketSession overWebSocket;
    private volatile @Nullable Thread writer;
    private volatile boolean sending;
    private volatile boolean cut;

    /** Takes over the writing of a session, which one of {@link SockJsHandlers} has opened: nobody else writes to it. */
    public SockJsTransport(WebSocketSession session) {
        this.session = session;
        WebSocketSession inner = WebSocketSessionDecorator.unwrap(session);
        this.overHttp = inner instanceof SockJsOverHttp http ? http : null;
        this.overWebSocket = inner instanceof NativeWebSocketSession webSocket ? webSocket : null;
        if (overHttp == null && overWebSocket == null) {
            throw new IllegalArgumentException("Not a session of our handlers: " + inner.getClass());
        }
    }

    /** Spring writes inside a monitor, where older virtual threads would hold on to their carrier. */
    private static ThreadFactory threads() {
        return Runtime.version().feature() >= VIRTUAL_THREADS_MAY_BLOCK_IN_MONITORS
                ? Thread.ofVirtual().name("sockjs-write").factory()
                : Thread.ofPlatform().daemon().name("sockjs-write").factory();
    }

    @Override
    public void write(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        inBackground(
                () -> {
                    awaitRequest(FOR_EVER);
                    send(new TextMessage(frames.stream().map(Frame::text).collect(Collectors.joining())));
                    awaitNothingHeld();
                },
                done);
    }

    private void send(TextMessage message) throws IOException {
        sending = true;
        try {
            if (cut) {
                throw new IOException("The connection was cut");
            }
            session.sendMessage(message);
        } finally {
            sending = false;
        }
    }

    @Override
    public void ping() {
        SockJsOverHttp http = overHttp;
        if (http == null) {
            nativeSession()
                    .ifPresent(webSocket ->
                            webSocket.sendPing(ByteBuffer.allocate(0), org.eclipse.jetty.websocket.api.Callback.NOOP));
        } else if (writer == null) {
            THREADS.newThread(() -> endRequest(http)).start();
        }
    }

    private static void endRequest(SockJsOverHttp http) {
        try {
            http.endRequest();
        } catch (RuntimeException alreadyGone) {
            // Then no other request comes, and the silence goes on.
        }
    }

    @Override
    public boolean pings() {
        return true;
    }

    @Override
    public void hear(Runnable sign) {
        SockJsOverHttp http = overHttp;
        if (http == null) {
            SockJsSigns.of(session.getAttributes()).hear(sign);
        } else {
            http.requests().hear(sign);
        }
    }

    @Override
    public boolean carriesBytes() {
        return false;
    }

    @Override
    public void close(CloseReason reason, Consumer<@Nullable Throwable> done) {
        inBackground(
                () -> {
                    // Without a request Spring would tell the client another reason than this.
                    awaitRequest(Outbox.GOODBYE.minus(Duration.ofMillis(100)));
                    session.close(new CloseStatus(reason.code(), reason.phrase()));
                },
                done);
    }

    @Override
    public void abort() {
        cut = true;
        THREADS.newThread(this::disconnect).start();
    }

    private void disconnect() {
        SockJsOverHttp http = overHttp;
        if (http != null && sending) {
            http.requests().reset();
        }
        nativeSession().ifPresent(SockJsTransport::reset);
        Thread stuck = writer;
        if (stuck != null) {
            stuck.interrupt();
        }
        try {
            session.close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (IOException | RuntimeException alreadyGone) {
            // There is nobody left to tell.
        }
    }

    private Optional<Session> nativeSession() {
        NativeWebSocketSession webSocket = overWebSocket;
        return webSocket == null ? Optional.empty() : Optional.ofNullable(webSocket.getNativeSession(Session.class));
    }

    private static void reset(Session webSocket) {
        if (webSocket instanceof org.eclipse.jetty.websocket.common.WebSocketSession native12) {
            JettyTransport.reset(native12.getCoreSession());
        } else {
            webSocket.disconnect();
        }
    }

    /** Waits until there is a request to write to, or for so long. */
    private void awaitRequest(Duration atMost) throws IOException {
        await(http -> !session.isOpen() || http.hasRequest(), atMost);
    }

    /** Waits until Spring holds nothing of what it was given: its request may have ended at that moment. */
    private void awaitNothingHeld() throws IOException {
        await(http -> !session.isOpen() || http.holdsNothing(), FOR_EVER);
    }

    private void await(Predicate<SockJsOverHttp> condition, Duration atMost) throws IOException {
        SockJsOverHttp http = overHttp;
        if (http == null) {
            return;
        }
        try {
            http.requests().await(() -> cut || condition.test(http), atMost);
        } catch (InterruptedException cutMeanwhile) {
            throw new IOException("The connection was cut", cutMeanwhile);
        }
        if (cut) {
            throw new IOException("The connection was cut");
        }
    }

    /** How many threads write at this moment, of all sessions. */
    static int writing() {
        return WRITING.get();
    }

    private interface Blocking {

        void run() throws IOException;
    }

    private void inBackground(Blocking action, Consumer<@Nullable Throwable> done) {
        THREADS.newThread(() -> {
                    writer = Thread.currentThread();
                    WRITING.incrementAndGet();
                    Throwable failure = null;
                    try {
                        action.run();
                    } catch (IOException | RuntimeException broken) {
                        failure = broken;
                    } finally {
                        writer = null;
                        WRITING.decrementAndGet();
                    }
                    done.accept(failure);
                })
                .start();
    }
}
