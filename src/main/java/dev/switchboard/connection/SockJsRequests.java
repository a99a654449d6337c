package dev.switchboard.connection;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;

/**
 * The requests that bring a SockJS session over HTTP what is written to it: one at a time, and each a sign of life.
 * Thread-safe.
 */
final class SockJsRequests {

    private volatile Runnable onSign = () -> {};
    private volatile @Nullable EndPoint socket;

    /** A request has come. */
    void onRequest(ServerHttpRequest request) {
        socket = socket(request);
        onSign.run();
        synchronized (this) {
            notifyAll();
        }
    }

    /** Calls with each request from now on. */
    void hear(Runnable sign) {
        onSign = sign;
    }

    /** Waits until something holds, which is asked again with each request, and now and then. */
    void await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (this) {
            while (!condition.getAsBoolean() && System.nanoTime() < end) {
                wait(100);
            }
        }
    }

    /**
     * Resets the TCP connection of the present request, so that what could not be written of its answer never is. Only while
     * that is being written: between requests, a connection may be another's.
     */
    void reset() {
        EndPoint present = socket;
        if (present != null) {
            Sockets.reset(present);
        }
    }

    private static @Nullable EndPoint socket(ServerHttpRequest request) {
        if (!(request instanceof ServletServerHttpRequest servlet)) {
            return null;
        }
        return ServletContextRequest.getServletContextRequest(servlet.getServletRequest())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
    }
}
