package dev.switchboard.benchmarks;

import java.time.Duration;

/**
 * How long a run takes.
 *
 * @param warmUp before anything is measured
 * @param measured what is measured
 */
record Pace(Duration warmUp, Duration measured) {}
