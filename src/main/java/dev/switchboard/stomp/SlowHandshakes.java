package dev.switchboard.stomp;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Cuts off whoever sends the headers of a request byte by byte: Jetty's own time-out begins anew with each byte. Looks at all
 * connections once a second.
 */
@Component
final class SlowHandshakes implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlowHandshakes.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Duration patience;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().name("switchboard-slow-handshakes").daemon().factory());

    SlowHandshakes(StompProperties properties) {
        this.patience = properties.headerTimeout();
    }

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            Watch watch = new Watch(server);
            var unused =
                    timer.scheduleAtFixedRate(watch::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** What one server's connections were doing when they were looked at last. Confined to the timer's thread. */
    private final class Watch {

        /** A request whose headers have begun: which of its connection, and since when we know. */
        private record Begun(long request, long at) {}

        private final Server server;
        private Map<EndPoint, Begun> begun = Map.of();

        Watch(Server server) {
            this.server = server;
        }

        void look() {
            try {
                Map<EndPoint, Begun> now = new HashMap<>();
                for (Connector connector : server.getConnectors()) {
                    connector.getConnectedEndPoints().forEach(endPoint -> look(endPoint, now));
                }
                begun = now;
            } catch (RuntimeException mistake) {
                log.atError().setCause(mistake).log("Slow handshakes could not be looked for");
            }
        }

        private void look(EndPoint endPoint, Map<EndPoint, Begun> now) {
            if (!(endPoint.getConnection() instanceof HttpConnection connection) || !isInHeaders(connection)) {
                return;
            }
            long request = connection.getMessagesIn();
            long time = System.nanoTime();
            Begun before = begun.get(endPoint);
            if (before == null || before.request() != request) {
                now.put(endPoint, new Begun(request, time));
            } else if (time - before.at() < patience.toNanos()) {
                now.put(endPoint, before);
            } else {
                log.atDebug()
                        .addKeyValue("address", endPoint.getRemoteSocketAddress())
                        .log("Cut off a slow handshake");
                endPoint.close();
            }
        }

        private static boolean isInHeaders(HttpConnection connection) {
            HttpParser parser = connection.getParser();
            return parser.inHeaderState() && !parser.isStart();
        }
    }
}
