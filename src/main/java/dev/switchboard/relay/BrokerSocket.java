package dev.switchboard.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.BufferingStompDecoder;
import org.springframework.messaging.simp.stomp.StompDecoder;
import org.springframework.messaging.simp.stomp.StompEncoder;
import org.springframework.messaging.tcp.TcpConnection;
import org.springframework.messaging.tcp.TcpConnectionHandler;

/**
 * One socket to the other broker. Whoever sends does not wait: a thread of the socket's own writes. With more frames waiting
 * than {@link #QUEUE} it is closed. Thread-safe.
 */
final class BrokerSocket implements TcpConnection<byte[]> {

    private static final Logger log = LoggerFactory.getLogger(BrokerSocket.class);

    /** Frames that may wait to be written: what the server says waits elsewhere, so these are about listening. */
    private static final int QUEUE = 100_000;

    private static final int READ_BYTES = 64 * 1024;
    private static final int LARGEST_FRAME = 64 * 1024 * 1024;
    private static final long LEAST_LOOK_MS = 100;
    private static final long MOST_LOOK_MS = 1000;

    private final Ends ends;
    private final ScheduledExecutorService timer;
    private final StompEncoder encoder = new StompEncoder();
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(QUEUE);
    private final Queue<Future<?>> looks = new ConcurrentLinkedQueue<>();
    private volatile long readAt = System.nanoTime();
    private volatile long wroteAt = System.nanoTime();
    private volatile boolean closed;

    /** A frame, and who hears that it is written. */
    private record Waiting(Message<byte[]> frame, CompletableFuture<@Nullable Void> written) {}

    /**
     * What it writes to and what it closes.
     *
     * @param talking with TLS, if there is any
     * @param wire without: closing this one waits for nobody
     */
    record Ends(Socket talking, Socket wire) {}

    BrokerSocket(Ends ends, ScheduledExecutorService timer) {
        this.ends = ends;
        this.timer = timer;
    }

    /** Reads until the end, in this thread. */
    void converse(TcpConnectionHandler<byte[]> handler) {
        Thread.ofPlatform().daemon().name("switchboard-relay-write").start(this::write);
        handler.afterConnected(this);
        try {
            read(handler);
            handler.afterConnectionClosed();
        } catch (IOException | RuntimeException failed) {
            if (closed) {
                handler.afterConnectionClosed();
            } else {
                handler.handleFailure(failed);
            }
        }
    }

    private void read(TcpConnectionHandler<byte[]> handler) throws IOException {
        BufferingStompDecoder decoder = new BufferingStompDecoder(new StompDecoder(), LARGEST_FRAME);
        InputStream in = ends.talking().getInputStream();
        byte[] bytes = new byte[READ_BYTES];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            readAt = System.nanoTime();
            // The decoder keeps what is not whole, so it gets bytes of its own.
            ByteBuffer chunk = ByteBuffer.allocate(count).put(bytes, 0, count).flip();
            decoder.decode(chunk).forEach(handler::handleMessage);
        }
    }

    @Override
    public CompletableFuture<@Nullable Void> sendAsync(Message<byte[]> message) {
        Waiting next = new Waiting(message, new CompletableFuture<>());
        if (closed || !waiting.offer(next)) {
            close();
            next.written.completeExceptionally(gone());
        } else if (closed) {
            failWaiting();
        }
        return next.written;
    }

    private void write() {
        try {
            OutputStream out = ends.talking().getOutputStream();
            while (!closed) {
                Waiting next = waiting.poll(MOST_LOOK_MS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    write(next, out);
                }
            }
        } catch (IOException failed) {
            log.debug("The socket cannot be written to", failed);
        } catch (InterruptedException nobodyInterruptsUs) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void write(Waiting next, OutputStream out) throws IOException {
        try {
            out.write(encoder.encode(next.frame));
            wroteAt = System.nanoTime();
        } catch (IOException failed) {
            next.written.completeExceptionally(failed);
            throw failed;
        } catch (RuntimeException mistake) {
            next.written.completeExceptionally(mistake);
            return;
        }
        next.written.complete(null);
    }

    @Override
    public void onReadInactivity(Runnable runnable, long duration) {
        look(runnable, duration, true);
    }

    @Override
    public void onWriteInactivity(Runnable runnable, long duration) {
        look(runnable, duration, false);
    }

    private void look(Runnable runnable, long durationMs, boolean reading) {
        long between = Math.clamp(durationMs / 10, LEAST_LOOK_MS, MOST_LOOK_MS);
        // What is due before the next look is due now.
        long idle = TimeUnit.MILLISECONDS.toNanos(reading ? durationMs : durationMs - between);
        Runnable look = () -> {
            if (!closed && System.nanoTime() - (reading ? readAt : wroteAt) >= idle) {
                runnable.run();
            }
        };
        try {
            looks.add(timer.scheduleWithFixedDelay(look, between, between, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException stopping) {
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        looks.forEach(look -> look.cancel(false));
        try {
            ends.wire().close();
        } catch (IOException gone) {
            log.debug("The socket was gone", gone);
        }
        failWaiting();
    }

    private void failWaiting() {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            next.written.completeExceptionally(gone());
        }
    }

    private static IOException gone() {
        return new IOException("The connection to the broker is closed");
    }
}
