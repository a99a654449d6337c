package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTests {

    @ParameterizedTest
    @ValueSource(ints = {21, 24, 25, 30})
    void startsOnANewEnoughJava(int feature) {
        assertThat(Start.refusal(feature)).isEmpty();
    }

    @Test
    void saysInOneSentenceWhichJavaItTakes() {
        assertThat(Start.refusal(17))
                .contains(
                        "Switchboard needs Java 21 or newer, and this is Java 17: start it with a newer one, by the full path"
                                + " of its 'java'");
    }
}
