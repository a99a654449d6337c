package dev.switchboard.stomp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one connection may leave open. Zero switches a limit off.
 *
 * @param unacknowledged messages that were sent and not acknowledged; beyond that, logs wait and hints are dropped, for the
 *     subscriptions that are to be acknowledged
 * @param transactions transactions that are begun
 * @param transactionFrames frames of one transaction
 * @param transactionSize bytes of the frames of all transactions that are begun
 */
@ConfigurationProperties("switchboard.limits.stomp")
record StompLimits(
        @DefaultValue("1000") int unacknowledged,
        @DefaultValue("10") int transactions,
        @DefaultValue("100") int transactionFrames,
        @DefaultValue("256KB") DataSize transactionSize) {

    StompLimits {
        if (unacknowledged < 0 || transactions < 0 || transactionFrames < 0 || transactionSize.isNegative()) {
            throw new IllegalArgumentException("switchboard.limits.stomp.* count from 0, which switches a limit off");
        }
    }
}
