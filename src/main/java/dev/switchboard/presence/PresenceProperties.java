package dev.switchboard.presence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How it is told who is here.
 *
 * @param grace how long someone whose last connection has closed is still here, so that a reload is not seen; 0 to 1m
 * @param shown people of one destination that are shown; who comes after is shown once there is room; 1 to 2000
 */
@ConfigurationProperties("switchboard.presence")
record PresenceProperties(
        @DefaultValue("5s") Duration grace,
        @DefaultValue("500") int shown) {

    PresenceProperties {
        if (grace.isNegative() || grace.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("switchboard.presence.grace is 0 to 1m, not " + grace);
        }
        if (shown < 1 || shown > 2000) {
            throw new IllegalArgumentException("switchboard.presence.shown is 1 to 2000, not " + shown);
        }
    }
}
