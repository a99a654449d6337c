package dev.switchboard.chat;

import dev.switchboard.Limits;
import dev.switchboard.Rate;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * How much one user may say, over STOMP and REST together: {@code switchboard.limits.sends-per-second}, with bursts of
 * twice as many. Remembers the 10,000 users who spoke last. Thread-safe.
 */
@Component
final class SendLimit {

    private final Rate<UserId> rate;

    SendLimit(Limits limits) {
        this.rate = new Rate<>(limits.sendsPerSecond(), Duration.ofSeconds(1), 2, 10_000);
    }

    /**
     * Counts one more.
     *
     * @throws RefusedException TOO_MANY if it is too much
     */
    void require(UserId user) {
        rate.take(user, 1).ifPresent(wait -> {
            throw new RefusedException(Refusal.TOO_MANY, "At most " + rate.times() + " a second", wait);
        });
    }
}
