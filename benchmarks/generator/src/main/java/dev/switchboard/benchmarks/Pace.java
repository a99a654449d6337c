package dev.switchboard.benchmarks;

import java.time.Duration;

/**
 * How long a run takes.
 *
 * @param warmUp before anything is measured
 * @param measured what is measured
 * @param patience how long what was published may still come before it is missing
 */
record Pace(Duration warmUp, Duration measured, Duration patience) {}
