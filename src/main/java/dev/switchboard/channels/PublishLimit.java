package dev.switchboard.channels;

import dev.switchboard.Limits;
import dev.switchboard.Rate;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How much one user may publish, over STOMP and REST together: {@code switchboard.limits.publications-per-second}, with
 * bursts of twice as many; each of a batch counts. Remembers the 10,000 users who published last. Thread-safe.
 */
@Component
final class PublishLimit {

    private final Rate<UserId> rate;

    PublishLimit(Limits limits) {
        this.rate = new Rate<>(limits.publicationsPerSecond(), Duration.ofSeconds(1), 2, 10_000);
    }

    /**
     * Counts so many more, or none.
     *
     * @throws RefusedException TOO_MANY if it is too much now; TOO_LARGE if it always will be
     */
    void require(UserId user, int publications) {
        if (rate.times() > 0 && publications > rate.capacity()) {
            throw new RefusedException(Refusal.TOO_LARGE, "At most " + rate.capacity() + " publications in one batch");
        }
        rate.take(user, publications).ifPresent(wait -> {
            throw new RefusedException(Refusal.TOO_MANY, "At most " + rate.times() + " publications a second", wait);
        });
    }
}
