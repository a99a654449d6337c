package dev.switchboard.broker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How subscribers get what they have missed.
 *
 * @param replayThreads threads that read from logs; 1 to 64
 * @param replayPage publications that are read at once; 1 to 1000
 * @param replayQueue subscriptions whose replay may wait for a thread; those beyond are ended with UNAVAILABLE; at least 1
 */
@ConfigurationProperties("switchboard.broker")
record BrokerProperties(
        @DefaultValue("2") int replayThreads,
        @DefaultValue("64") int replayPage,
        @DefaultValue("100000") int replayQueue) {

    BrokerProperties {
        if (replayThreads < 1 || replayThreads > 64) {
            throw new IllegalArgumentException("switchboard.broker.replay-threads is 1 to 64, not " + replayThreads);
        }
        if (replayPage < 1 || replayPage > 1000) {
            throw new IllegalArgumentException("switchboard.broker.replay-page is 1 to 1000, not " + replayPage);
        }
        if (replayQueue < 1) {
            throw new IllegalArgumentException("switchboard.broker.replay-queue is at least 1, not " + replayQueue);
        }
    }
}
