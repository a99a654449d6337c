package dev.switchboard.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How connections are kept, and when they are given up.
 *
 * @param outboxCapacity bytes that may wait for one connection before it is closed with 4008; at least 1KB. One frame that
 *     is larger is taken when nothing else waits
 * @param writeTimeout how long one write may take before the connection counts as dead; at least 1s
 * @param heartBeat how often we can and want to beat: the least interval that is agreed with a client, and at twice the
 *     agreed one the other side counts as dead; at least 1s
 * @param pingInterval how long a client may be silent before we ask for a sign of life; at twice this it counts as dead; at
 *     least 1s.
 *     Together with presence's grace of 5s this keeps a dead client from seeming here for more than 35s
 * @param connectTimeout how long a new connection may stay without signing on before its close begins, which takes up to 2s
 *     more where the peer does not read; at least 1s
 */
@ConfigurationProperties("switchboard.connection")
public record ConnectionProperties(
        @DefaultValue("256KB") DataSize outboxCapacity,
        @DefaultValue("10s") Duration writeTimeout,
        @DefaultValue("12s") Duration heartBeat,
        @DefaultValue("12s") Duration pingInterval,
        @DefaultValue("8s") Duration connectTimeout) {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);

    public ConnectionProperties {
        if (outboxCapacity.toBytes() < 1024 || outboxCapacity.toMegabytes() > 1024) {
            throw new IllegalArgumentException(
                    "switchboard.connection.outbox-capacity is from 1KB to 1GB, not " + outboxCapacity);
        }
        check("write-timeout", writeTimeout);
        check("heart-beat", heartBeat);
        check("ping-interval", pingInterval);
        check("connect-timeout", connectTimeout);
    }

    private static void check(String name, Duration value) {
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("switchboard.connection." + name + " is from 1s to 1h, not " + value);
        }
    }
}
