package dev.switchboard.log;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and how the truth is kept.
 *
 * @param directory the folder of the database files; made at the first start, readable by its owner only
 * @param readers connections that read at the same time; 1 to 64
 * @param writeQueue changes that may wait to be stored and published; one more is refused with UNAVAILABLE; at least 1
 * @param groupSize changes that share one commit at most; at least 1
 * @param outcomeTimeout how long to find out what became of a commit that failed, before it is answered as unknown
 * @param shutdownTimeout how long a stop waits for changes that were accepted
 */
@ConfigurationProperties("switchboard.storage")
record StorageProperties(
        @DefaultValue("data") Path directory,
        @DefaultValue("4") int readers,
        @DefaultValue("10000") int writeQueue,
        @DefaultValue("512") int groupSize,
        @DefaultValue("10s") Duration outcomeTimeout,
        @DefaultValue("10s") Duration shutdownTimeout) {

    StorageProperties {
        if (readers < 1 || readers > 64) {
            throw new IllegalArgumentException("switchboard.storage.readers is 1 to 64, not " + readers);
        }
        if (writeQueue < 1 || groupSize < 1) {
            throw new IllegalArgumentException("switchboard.storage.write-queue and group-size are at least 1");
        }
        if (outcomeTimeout.isNegative() || shutdownTimeout.isNegative()) {
            throw new IllegalArgumentException("switchboard.storage.*-timeout are not negative");
        }
    }
}
