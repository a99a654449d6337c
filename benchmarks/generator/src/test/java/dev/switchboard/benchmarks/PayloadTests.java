package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTests {

    @Test
    void readsWhatWasWritten() {
        byte[] payload = Payload.write(Payload.MEASURED, 65_535, Integer.MAX_VALUE, 0xff_ffff_ffff_ffL, 128);

        assertThat(payload).hasSize(128);
        assertThat(Payload.kind(payload, 0)).isEqualTo(Payload.MEASURED);
        assertThat(Payload.publisher(payload, 0)).isEqualTo(65_535);
        assertThat(Payload.sequence(payload, 0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(Payload.due(payload, 0)).isEqualTo(0xff_ffff_ffff_ffL);
    }
}
