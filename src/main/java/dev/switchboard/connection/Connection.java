package dev.switchboard.connection;

import dev.switchboard.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One client connection, whatever the protocol. Thread-safe. */
public final class Connection {

    private static final Frame BEAT = Frame.of("\n");

    private final String id;
    private final String address;
    private final Transport transport;
    private final Outbox outbox;
    private final Timer timer;
    private final long openedAt;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>(4);
    private volatile long heardAt;
    private volatile long pingedAt;
    private volatile @Nullable UserId user;
    private volatile @Nullable Heartbeat heartbeat;
    private volatile Runnable onEnd = () -> {};

    Connection(String id, String address, Transport transport, Outbox outbox, Timer timer) {
        this.id = id;
        this.address = address;
        this.transport = transport;
        this.outbox = outbox;
        this.timer = timer;
        this.openedAt = timer.now();
        this.heardAt = openedAt;
        this.pingedAt = openedAt;
    }

    /** Unguessable, and unique among the open connections. */
    public String id() {
        return id;
    }

    /** The peer's IP address. */
    public String address() {
        return address;
    }

    /** Who it is; empty until {@link Connections#identify}. */
    public Optional<UserId> user() {
        return Optional.ofNullable(user);
    }

    public Outbox outbox() {
        return outbox;
    }

    /** Whether it carries any bytes, and not text only. */
    public boolean carriesBytes() {
        return transport.carriesBytes();
    }

    /** What the protocol keeps with a connection. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** Notes a sign of life: anything that came from the peer, a heart-beat or a pong too. */
    public void heard() {
        heardAt = timer.now();
    }

    /** The protocol has begun: from now on these heart-beats hold, and no limit on the time without them. */
    public void beat(Heartbeat agreed) {
        heard();
        heartbeat = agreed;
    }

    /** Ends the connection behind what waits in its outbox. */
    public void close(CloseReason reason) {
        outbox.close(reason);
    }

    /** Cuts the connection without a word. */
    public void abort() {
        outbox.cut();
    }

    void identified(UserId who) {
        user = who;
    }

    /** @param action called when the connection has ended */
    void onEnd(Runnable action) {
        onEnd = action;
    }

    /** The connection has ended. */
    void end() {
        outbox.end();
        onEnd.run();
    }

    /** Looks at the clock: beats, pings, or gives up. Never blocks. */
    void check(ConnectionProperties properties) {
        long now = timer.now();
        if (outbox.writingFor(now) > properties.writeTimeout().toMillis()) {
            outbox.hangUp(CloseReason.TOO_SLOW);
            return;
        }
        Heartbeat agreed = heartbeat;
        if (agreed == null) {
            if (now - openedAt > properties.connectTimeout().toMillis()) {
                outbox.close(CloseReason.POLICY);
            }
            return;
        }
        long silent = now - heardAt;
        if (silent > patience(agreed, properties)) {
            outbox.cut();
            return;
        }
        long ping = properties.pingInterval().toMillis();
        boolean beatsSuffice = !agreed.expect().isZero() && agreed.expect().toMillis() <= ping;
        if (transport.pings() && !beatsSuffice && silent >= ping && now - pingedAt >= ping) {
            pingedAt = now;
            transport.ping();
        }
        if (!agreed.send().isZero()
                && outbox.idleFor(now) + Connections.CHECK.toMillis()
                        >= agreed.send().toMillis()) {
            outbox.offer(BEAT, Outbox.PROTOCOL);
        }
    }

    /** Milliseconds of silence after which the peer counts as gone. */
    private long patience(Heartbeat agreed, ConnectionProperties properties) {
        Duration pings = transport.pings() ? properties.pingInterval().multipliedBy(2) : Duration.ofDays(1);
        Duration beats = agreed.expect().isZero() ? pings : agreed.expect().multipliedBy(2);
        return Math.min(pings.toMillis(), beats.toMillis());
    }
}
