package dev.switchboard;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which the headers of a request do not become complete in time, however busily they drip. Jetty
 * itself only has a time limit for silence.
 */
final class HeaderDeadline extends AbstractLifeCycle implements Runnable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final AbstractConnector connector;
    private final long withinNanos;
    private final Map<EndPoint, Long> incompleteSince = new ConcurrentHashMap<>();
    private volatile Scheduler.@Nullable Task next;

    HeaderDeadline(AbstractConnector connector, Duration within) {
        this.connector = connector;
        this.withinNanos = within.toNanos();
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    @Override
    public void run() {
        try {
            long now = System.nanoTime();
            incompleteSince.keySet().removeIf(socket -> !socket.isOpen());
            for (EndPoint socket : connector.getConnectedEndPoints()) {
                if (!isIncomplete(socket.getConnection())) {
                    incompleteSince.remove(socket);
                } else if (now - incompleteSince.computeIfAbsent(socket, seen -> now) >= withinNanos) {
                    incompleteSince.remove(socket);
                    socket.close();
                }
            }
        } finally {
            schedule();
        }
    }

    private void schedule() {
        if (isStarting() || isStarted()) {
            next = connector.getScheduler().schedule(this, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether headers are due: a new connection, or a request that has begun. Not one that waits for another request. */
    private static boolean isIncomplete(@Nullable Connection connection) {
        if (connection instanceof SslConnection tls) {
            return isIncomplete(tls.getSslEndPoint().getConnection());
        }
        if (connection instanceof HttpConnection http) {
            HttpParser parser = http.getParser();
            return parser.inHeaderState() && (!parser.isStart() || http.getMessagesIn() == 0);
        }
        return false;
    }
}
