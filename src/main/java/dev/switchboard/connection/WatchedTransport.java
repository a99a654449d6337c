package dev.switchboard.connection;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transport that is counted, whose mistakes do not come out, and whose end is told to who must know even if the container
 * never says so. Thread-safe.
 */
final class WatchedTransport implements Transport {

    private final Transport transport;
    private final ConnectionMeters meters;
    private final Runnable onCut;
    private final AtomicBoolean cut = new AtomicBoolean();

    /** @param onCut called once, from any thread, after the connection was cut; must not block */
    WatchedTransport(Transport transport, ConnectionMeters meters, Runnable onCut) {
        this.transport = transport;
        this.meters = meters;
        this.onCut = onCut;
    }

    @Override
    public void write(List<Frame> frames, Consumer<@Nullable Throwable> done) {
        int size = 0;
        for (Frame frame : frames) {
            size += frame.size();
        }
        meters.onWrite(size);
        try {
            transport.write(frames, done);
        } catch (RuntimeException mistake) {
            done.accept(mistake);
        }
    }

    @Override
    public void ping() {
        transport.ping();
    }

    @Override
    public boolean carriesBytes() {
        return transport.carriesBytes();
    }

    @Override
    public boolean pings() {
        return transport.pings();
    }

    @Override
    public void hear(Runnable sign) {
        transport.hear(sign);
    }

    @Override
    public void close(CloseReason reason, Consumer<@Nullable Throwable> done) {
        try {
            transport.close(reason, done);
        } catch (RuntimeException mistake) {
            done.accept(mistake);
        }
    }

    @Override
    public void abort() {
        if (cut.compareAndSet(false, true)) {
            meters.onCut();
            try {
                transport.abort();
            } finally {
                onCut.run();
            }
        }
    }
}
