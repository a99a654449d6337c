package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateTests {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aBurstIsTakenAndThenTheTimeToWaitIsSaid() {
        Rate<String> rate = new Rate<>(10, HOUR, 2, 100);

        assertThat(rate.take("ada", 20)).isEmpty();
        assertThat(rate.take("ada", 1))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6)));
        assertThat(rate.take("grace", 1)).isEmpty();
    }

    @Test
    void whatIsTooMuchTakesNothing() {
        Rate<String> rate = new Rate<>(10, HOUR, 1, 100);

        assertThat(rate.take("ada", 11)).isPresent();
        assertThat(rate.take("ada", 10)).isEmpty();
    }

    @Test
    void zeroIsNoLimitAndRemembersNobody() {
        Rate<String> rate = new Rate<>(0, HOUR, 2, 100);

        assertThat(rate.take("ada", 1_000_000)).isEmpty();
        assertThat(rate.known()).isZero();
    }

    @Test
    void whoWasSilentForLongestIsForgottenFirst() {
        Rate<Integer> rate = new Rate<>(1, HOUR, 1, 3);
        IntStream.rangeClosed(1, 3).forEach(who -> assertThat(rate.take(who, 1)).isEmpty());
        assertThat(rate.take(1, 1)).isPresent();

        assertThat(rate.take(4, 1)).isEmpty();

        assertThat(rate.known()).isEqualTo(3);
        assertThat(rate.take(1, 1)).isPresent();
        assertThat(rate.take(2, 1)).isEmpty();
    }
}
