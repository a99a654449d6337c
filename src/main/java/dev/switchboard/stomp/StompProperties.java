package dev.switchboard.stomp;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may open connections, and when they are told something twice.
 *
 * @param allowedOrigins other sites whose pages may connect, each exactly as a browser writes it in {@code Origin}, such as
 *     {@code https://chat.example.org}; our own origin always may
 * @param redelivery after which time a message that was not acknowledged is sent once more on the same connection, where
 *     the subscription has an {@code ack} mode; 0 for never; else 100ms to 1d
 */
@ConfigurationProperties("switchboard.stomp")
record StompProperties(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("30s") Duration redelivery) {

    StompProperties {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (!redelivery.isZero()
                && (redelivery.compareTo(Duration.ofMillis(100)) < 0 || redelivery.compareTo(Duration.ofDays(1)) > 0)) {
            throw new IllegalArgumentException(
                    "switchboard.stomp.redelivery is 0 or from 100ms to 1d, not " + redelivery);
        }
        for (String origin : allowedOrigins) {
            if (!Origins.isForm(origin)) {
                throw new IllegalArgumentException(
                        "switchboard.stomp.allowed-origins lists origins such as https://chat.example.org, not "
                                + origin);
            }
        }
    }
}
