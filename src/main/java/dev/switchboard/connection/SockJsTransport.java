package dev.switchboard.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.session.AbstractHttpSockJsSession;

/**
 * A SockJS session of Spring's, over HTTP or WebSocket, whose framing is Spring's. Spring's writes block, each on a thread of
 * its own for as long as it runs, and one that is stuck is interrupted when the connection is cut.
 *
 * <p>Between two requests of its client a session over HTTP has nowhere to write to, and Spring would keep what is written
 * without bound. Here a write that finds no request, and more than {@link #AHEAD} unanswered before it, waits for one: the
 * outbox then fills as with any slow reader.
 */
public final class SockJsTransport implements Transport {

    /** Bytes that Spring may keep for the next request. */
    static final int AHEAD = 64 * 1024;

    private static final int VIRTUAL_THREADS_MAY_BLOCK_IN_MONITORS = 24;
    private static final ThreadFactory THREADS = threads();
    private static final AtomicInteger WRITING = new AtomicInteger();
    private static final Duration LOOK = Duration.ofMillis(20);

    private final WebSocketSession session;
    private final @Nullable AbstractHttpSockJsSession overHttp;
    private int ahead;
    private volatile @Nullable Thread writer;
    private volatile boolean cut;

    /** Takes over the writing of a session: nobody else writes to it. */
    public SockJsTransport(WebSocketSession session) {
        this.session = session;
        this.overHttp =
                WebSocketSessionDecorator.unwrap(session) instanceof AbstractHttpSockJsSession http ? http : null;
    }

    /** Spring writes inside a monitor, where older virtual threads would hold on to their carrier. */
    private static ThreadFactory threads() {
        return Runtime.version().feature() >= VIRTUAL_THREADS_MAY_BLOCK_IN_MONITORS
                ? Thread.ofVirtual().name("sockjs-write").factory()
                : Thread.ofPlatform().daemon().name("sockjs-write").factory();
    }

    @Override
    public void write(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        int size = frames.stream().mapToInt(Frame::size).sum();
        inBackground(
                () -> {
                    awaitRequest(size, Duration.ofDays(1));
                    session.sendMessage(
                            new TextMessage(frames.stream().map(Frame::text).collect(Collectors.joining())));
                },
                done);
    }

    @Override
    public void ping() {}

    @Override
    public boolean pings() {
        return false;
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
                    awaitRequest(AHEAD + 1, Outbox.GOODBYE.minus(Duration.ofMillis(100)));
                    session.close(new CloseStatus(reason.code(), reason.phrase()));
                },
                done);
    }

    @Override
    public void abort() {
        cut = true;
        Thread stuck = writer;
        if (stuck != null) {
            stuck.interrupt();
        }
        THREADS.newThread(this::disconnect).start();
    }

    private void disconnect() {
        if (WebSocketSessionDecorator.unwrap(session) instanceof NativeWebSocketSession holder) {
            Session webSocket = holder.getNativeSession(Session.class);
            if (webSocket != null) {
                webSocket.disconnect();
            }
        }
        try {
            session.close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (IOException | RuntimeException alreadyGone) {
            // There is nobody left to tell.
        }
    }

    /** Waits until what is to be written will not wait in Spring's memory, or for so long. */
    private void awaitRequest(int size, Duration atMost) throws IOException {
        AbstractHttpSockJsSession http = overHttp;
        if (http == null) {
            return;
        }
        long end = System.nanoTime() + atMost.toNanos();
        while (!http.isActive() && ahead + size > AHEAD && http.isOpen() && System.nanoTime() < end) {
            if (cut) {
                throw new IOException("The connection was cut");
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException cutMeanwhile) {
                throw new IOException("The connection was cut", cutMeanwhile);
            }
        }
        ahead = http.isActive() ? 0 : ahead + size;
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
