package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.switchboard.Limits;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SendLimitTests {

    private final UserId ada = UserId.next();

    @Test
    void aBurstOfTwiceAsManyIsTakenAndThenTheTimeToWaitIsSaid() {
        SendLimit limit = limit(1);
        limit.require(ada);
        limit.require(ada);

        RefusedException refused = Talk.refusal(() -> limit.require(ada));

        assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY);
        assertThat(refused.retryAfter().orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        assertThatCode(() -> limit.require(UserId.next())).doesNotThrowAnyException();
    }

    @Test
    void zeroSwitchesItOff() {
        SendLimit limit = limit(0);

        for (int number = 0; number < 10_000; number++) {
            limit.require(ada);
        }
    }

    @Test
    void remembersOnlySoManyUsers() {
        SendLimit limit = limit(1);
        limit.require(ada);
        limit.require(ada);
        for (int number = 0; number < 10_000; number++) {
            limit.require(UserId.next());
        }

        assertThatCode(() -> limit.require(ada)).doesNotThrowAnyException();
    }

    private static SendLimit limit(int perSecond) {
        return new SendLimit(
                new Limits(perSecond, 0, 0, 0, 0, 0, DataSize.ofKilobytes(1), 10, 0, 0, java.time.Duration.ZERO));
    }
}
