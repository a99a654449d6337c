package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTests {

    private final Histogram histogram = new Histogram();

    @Test
    void givesQuantilesToWithinOnePercent() {
        for (long value = 1; value <= 100_000; value++) {
            histogram.record(value * 1_000);
        }

        assertThat((double) histogram.quantile(0.5)).isCloseTo(50e6, Percentage.withPercentage(1));
        assertThat((double) histogram.quantile(0.99)).isCloseTo(99e6, Percentage.withPercentage(1));
        assertThat(histogram.total()).isEqualTo(100_000);
    }

    @Test
    void takesTheShortestAndTheLongest() {
        histogram.record(0);
        histogram.record(Long.MAX_VALUE);

        assertThat(histogram.quantile(0.5)).isZero();
        assertThat((double) histogram.quantile(1)).isCloseTo(Long.MAX_VALUE, within(1e17));
    }

    @Test
    void isEmptyAgain() {
        histogram.record(5);

        histogram.clear();

        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.total()).isZero();
    }
}
