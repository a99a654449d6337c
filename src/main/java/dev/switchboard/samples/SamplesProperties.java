package dev.switchboard.samples;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample publisher.
 *
 * @param enabled whether it publishes made-up prices and scores, and this machine's figures, on the namespace {@code live}
 * @param interval how often it publishes; 10 ms to 1 m
 */
@ConfigurationProperties("switchboard.samples")
record SamplesProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("250ms") Duration interval) {

    SamplesProperties {
        if (interval.compareTo(Duration.ofMillis(10)) < 0 || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("switchboard.samples.interval is 10ms to 1m, not " + interval);
        }
    }
}
