package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HearingTests {

    private final Faults faults = new Faults();
    private final Hearing hearing = new Hearing(faults, 2);

    @Test
    void findsNoFaultInWhatComesOnceAndInOrder() {
        hear(0, 0, 1, 2);
        hear(1, 0, 1);

        assertThat(hearing.missing(0, 3)).isZero();
        assertThat(hearing.missing(1, 2)).isZero();
        assertThat(faults.none()).isTrue();
    }

    @Test
    void findsWhatIsMissingInTheMiddleAndAtTheEnd() {
        hear(0, 0, 3);

        assertThat(hearing.missing(0, 6)).isEqualTo(4);
    }

    @Test
    void tellsLateFromDoubled() {
        hear(0, 0, 2, 1, 1, 2);

        assertThat(faults.outOfOrder).isEqualTo(1);
        assertThat(faults.doubled).isEqualTo(2);
        assertThat(hearing.missing(0, 3)).isZero();
    }

    private void hear(int publisher, int... sequences) {
        for (int sequence : sequences) {
            boolean unused = hearing.hear(publisher, sequence);
        }
    }
}
