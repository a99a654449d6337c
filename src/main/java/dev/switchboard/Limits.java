package dev.switchboard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one client may use up; the same over REST and STOMP. Zero switches a limit off.
 *
 * @param sendsPerSecond messages, edits, reactions and other changes of one user in a second, with bursts of twice as many
 * @param publicationsPerSecond publications of one user on channels in a second, with bursts of twice as many
 * @param connectionsPerUser open connections of one user
 * @param handshakesPerMinute new connections from one address in a minute
 * @param requestsPerSecond REST calls of one user, or of one address that has not signed in, in a second, with bursts of
 *     four times as many
 * @param subscriptionsPerConnection destinations that one connection may listen to
 * @param messageSize bytes of one frame's body, and of one REST body
 * @param textLength characters (code points) of one message's text
 * @param emojiPerMessage different emoji on one message
 * @param peopleInDirectRoom people of one direct room
 * @param headerTimeout how long a client may take over the headers of a request, or over its first one once it has connected,
 *     before the connection is closed
 */
@ConfigurationProperties("switchboard.limits")
public record Limits(
        @DefaultValue("50") int sendsPerSecond,
        @DefaultValue("1000") int publicationsPerSecond,
        @DefaultValue("50") int connectionsPerUser,
        @DefaultValue("600") int handshakesPerMinute,
        @DefaultValue("100") int requestsPerSecond,
        @DefaultValue("1000") int subscriptionsPerConnection,
        @DefaultValue("64KB") DataSize messageSize,
        @DefaultValue("8000") int textLength,
        @DefaultValue("50") int emojiPerMessage,
        @DefaultValue("32") int peopleInDirectRoom,
        @DefaultValue("8s") Duration headerTimeout) {

    public Limits {
        if (sendsPerSecond < 0
                || publicationsPerSecond < 0
                || connectionsPerUser < 0
                || handshakesPerMinute < 0
                || requestsPerSecond < 0
                || subscriptionsPerConnection < 0
                || messageSize.isNegative()
                || textLength < 0
                || emojiPerMessage < 0
                || peopleInDirectRoom < 0
                || headerTimeout.isNegative()) {
            throw new IllegalArgumentException("switchboard.limits.* count from 0, which switches a limit off");
        }
    }
}
