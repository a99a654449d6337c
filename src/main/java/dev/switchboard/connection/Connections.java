package dev.switchboard.connection;

import dev.switchboard.Limits;
import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * All open connections, by their id and by their user. Thread-safe.
 *
 * <p>When the server stops, this stops first: everybody is told {@link CloseReason#SERVICE_RESTART}, behind what waits for
 * them, and given a moment to hear it.
 */
@Component
public final class Connections implements SmartLifecycle, DisposableBean {

    /** How often each connection is looked at. */
    static final Duration CHECK = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Connections.class);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final ConnectionProperties properties;
    private final Limits limits;
    private final ConnectionMeters meters;
    private final Ticker ticker = new Ticker();
    private final WriteTurns writes = WriteTurns.started();
    private final Wheel wheel = new Wheel((int) (CHECK.toMillis() / Ticker.TICK.toMillis()));
    private final Executor callbacks = Thread::startVirtualThread;
    private final ConcurrentMap<String, Connection> open = new ConcurrentHashMap<>();
    private final ConcurrentMap<UserId, Set<Connection>> byUser = new ConcurrentHashMap<>();
    private final List<ConnectionObserver> observers = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private volatile boolean leaving;

    Connections(ConnectionProperties properties, Limits limits, MeterRegistry registry) {
        this.properties = properties;
        this.limits = limits;
        this.meters = new ConnectionMeters(registry);
        ConnectionMeters.gauge(registry, "open", "Open connections", open::size);
        ConnectionMeters.gauge(registry, "queued", "Bytes that wait for connections", this::queuedBytes);
    }

    /**
     * Takes in a new connection; it has {@link ConnectionProperties#connectTimeout} to {@link Connection#beat begin}.
     *
     * @param address the peer's IP address
     */
    public Connection open(Transport transport, String address) {
        String id = RandomId.next();
        WatchedTransport watched = new WatchedTransport(transport, meters, () -> callbacks.execute(() -> closed(id)));
        Outbox outbox = new Outbox(watched, properties.outboxCapacity().toBytes(), ticker, callbacks, writes);
        Connection connection = new Connection(id, address, watched, outbox, ticker);
        connection.onEnd(wheel.add(connection));
        transport.hear(connection::heard);
        open.put(id, connection);
        meters.onOpened();
        observers.forEach(observer -> observer.onOpened(connection));
        if (leaving) {
            connection.close(CloseReason.SERVICE_RESTART);
        }
        return connection;
    }

    /**
     * Says whose a connection is, once.
     *
     * @throws RefusedException TOO_MANY if the user has {@link Limits#connectionsPerUser} already
     */
    public void identify(Connection connection, UserId user) {
        byUser.compute(user, (same, before) -> {
            Set<Connection> all = before == null ? ConcurrentHashMap.newKeySet(2) : before;
            if (limits.connectionsPerUser() > 0 && all.size() >= limits.connectionsPerUser()) {
                throw new RefusedException(
                        Refusal.TOO_MANY,
                        "At most " + limits.connectionsPerUser() + " connections of one user",
                        Duration.ofSeconds(10));
            }
            connection.identified(user);
            all.add(connection);
            return all;
        });
        if (!open.containsKey(connection.id())) {
            forget(connection, user);
            return;
        }
        observers.forEach(observer -> observer.onIdentified(connection));
    }

    /** Notes that a connection has ended: its outbox forgets everything. Twice is as good as once. */
    public void closed(Connection connection) {
        closed(connection.id());
    }

    private void closed(String id) {
        Connection connection = open.remove(id);
        if (connection == null) {
            return;
        }
        connection.end();
        CloseReason reason = connection.outbox().closing();
        meters.onClosed(reason);
        log(connection, reason);
        connection.user().ifPresent(user -> forget(connection, user));
        observers.forEach(observer -> observer.onClosed(connection));
    }

    private static void log(Connection connection, @Nullable CloseReason reason) {
        log.atLevel(reason == CloseReason.TOO_SLOW ? Level.WARN : Level.DEBUG)
                .addKeyValue("connection", connection.id())
                .addKeyValue("reason", reason)
                .log(reason == CloseReason.TOO_SLOW ? "Hung up on a client" : "A connection has ended");
    }

    private void forget(Connection connection, UserId user) {
        byUser.computeIfPresent(user, (same, all) -> {
            all.remove(connection);
            return all.isEmpty() ? null : all;
        });
    }

    /** An open connection by its id. */
    public Optional<Connection> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** A user's open connections. */
    public List<Connection> of(UserId user) {
        return List.copyOf(byUser.getOrDefault(user, Set.of()));
    }

    /** Those open connections of which something holds. */
    public List<Connection> matching(Predicate<Connection> condition) {
        return open.values().stream().filter(condition).toList();
    }

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /** Tells an observer of what happens from now on. */
    public void observe(ConnectionObserver observer) {
        observers.add(observer);
    }

    private long queuedBytes() {
        return open.values().stream()
                .mapToLong(connection -> connection.outbox().queuedBytes())
                .sum();
    }

    @Override
    public void start() {
        leaving = false;
        running = true;
        ticker.start(() -> wheel.next().forEach(connection -> connection.check(properties)));
    }

    @Override
    public void stop() {
        running = false;
        leaving = true;
        open.values().forEach(connection -> connection.close(CloseReason.SERVICE_RESTART));
        long end = System.nanoTime() + FAREWELL.toNanos();
        try {
            while (!open.isEmpty() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        open.values().forEach(Connection::abort);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void destroy() {
        ticker.close();
        writes.close();
    }
}
