package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTests {

    private static final Duration OURS = Duration.ofSeconds(12);

    @ParameterizedTest
    @CsvSource({
        "'0,0', 0, 0",
        "'1,1', 12000, 12000",
        "'25000,0', 0, 25000",
        "'0,25000', 25000, 0",
        "'10000,30000', 30000, 12000",
        "'9999999999,9999999999', 9999999999, 9999999999"
    })
    void settlesOnTheSlowerSide(String header, long send, long expect) {
        assertThat(Heartbeat.agree(header, OURS))
                .isEqualTo(new Heartbeat(Duration.ofMillis(send), Duration.ofMillis(expect)));
    }

    @Test
    void agreesOnNothingWhenWeDoNotBeat() {
        assertThat(Heartbeat.agree("10,10", Duration.ZERO)).isEqualTo(Heartbeat.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1",
                "1,",
                ",1",
                "-1,1",
                "1,-1",
                "1,1,1",
                "a,b",
                " 1,1",
                "1, 1",
                "1.5,1",
                "99999999999,1"
            })
    void refusesWhatIsNotTwoNumbers(String header) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> Heartbeat.agree(header, OURS))
                .returns(Refusal.INVALID, RefusedException::refusal);
    }
}
