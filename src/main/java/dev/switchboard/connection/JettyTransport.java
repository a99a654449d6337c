package dev.switchboard.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

/**
 * A raw WebSocket of Jetty's. Writes do not block, and shared bytes go out as they are: Jetty's own API would take a text,
 * and encode it again for each connection.
 */
public final class JettyTransport implements Transport {

    /**
     * The most bytes of several frames in one message; a larger frame is a message of its own. Clients on a default
     * WebSocket container take no text message of more than 8192 characters.
     */
    static final int MESSAGE_SIZE = 8 * 1024;

    private final CoreSession session;

    /**
     * Takes over the writing of a session: nobody else writes to it. It is never idle too long for the container, since a
     * connection's silence is watched elsewhere.
     */
    public JettyTransport(Session session) {
        if (!(session instanceof WebSocketSession native12)) {
            throw new IllegalArgumentException("Not a session of Jetty 12: " + session.getClass());
        }
        session.setIdleTimeout(Duration.ZERO);
        this.session = native12.getCoreSession();
    }

    @Override
    public void write(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        List<Frame> message = new ArrayList<>(frames.size());
        int size = 0;
        for (Frame frame : frames) {
            if (size > 0 && size + frame.size() > MESSAGE_SIZE) {
                send(message, size, Callback.NOOP, true);
                message.clear();
                size = 0;
            }
            message.add(frame);
            size += frame.size();
        }
        // Jetty completes callbacks in order, and fails them all once one has failed: the last speaks for all.
        send(message, size, Callback.from(() -> done.accept(null), done), false);
    }

    @Override
    public void ping() {
        session.sendFrame(new org.eclipse.jetty.websocket.core.Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public boolean pings() {
        return true;
    }

    @Override
    public void close(CloseReason reason, Consumer<@Nullable Throwable> done) {
        session.close(reason.code(), reason.phrase(), Callback.from(() -> done.accept(null), done));
    }

    @Override
    public void abort() {
        // Jetty tells the application of the end in the thread that aborts.
        Thread.startVirtualThread(() -> reset(session));
    }

    /** Resets the TCP connection of a WebSocket. */
    static void reset(CoreSession session) {
        if (session instanceof WebSocketCoreSession core) {
            Sockets.forget(core.getConnection().getEndPoint());
        }
        session.abort();
    }

    private void send(List<Frame> frames, int size, Callback callback, boolean batch) {
        byte code = frames.stream().anyMatch(Frame::isBinary) ? OpCode.BINARY : OpCode.TEXT;
        session.sendFrame(new org.eclipse.jetty.websocket.core.Frame(code, merged(frames, size)), callback, batch);
    }

    private static ByteBuffer merged(List<Frame> frames, int size) {
        if (frames.size() == 1) {
            return frames.getFirst().shared();
        }
        ByteBuffer merged = ByteBuffer.allocate(size);
        frames.forEach(frame -> frame.copyTo(merged));
        return merged.flip();
    }
}
