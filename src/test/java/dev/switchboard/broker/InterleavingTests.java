package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P6 and P8 under seeded interleavings: everyone hears each event once, in order, and nothing after the end. */
class InterleavingTests {

    private static final int SEEDS = 10_000;

    @Test
    void everySurvivingSubscriberHearsEachEventOnceAndInOrder() {
        long deliveries = 0;
        long replays = 0;
        long revocations = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Interleaving interleaving = new Interleaving(seed, InterleavingTests::broker);

            List<String> wrong = interleaving.run();

            assertThat(wrong).as("seed %d", seed).isEmpty();
            deliveries += interleaving.deliveries;
            replays += interleaving.replays;
            revocations += interleaving.revocations;
        }
        System.out.printf(
                "%d interleavings: %d deliveries, %d turns of replay, %d revocations%n",
                SEEDS, deliveries, replays, revocations);
        assertThat(deliveries).isGreaterThan(SEEDS * 10L);
        assertThat(replays).isGreaterThan(SEEDS);
        assertThat(revocations).isGreaterThan(SEEDS);
    }

    @Test
    void theControlWithoutAMistakePasses() {
        assertThat(firstBadSeed(BrokenMedium.Mistake.NONE)).isEqualTo(SEEDS);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aMistakeIsFoundWithinAsManySeeds(BrokenMedium.Mistake mistake) {
        long seed = firstBadSeed(mistake);

        System.out.printf("%s shows at seed %d%n", mistake, seed);
        assertThat(seed).isLessThan(SEEDS);
    }

    private static long firstBadSeed(BrokenMedium.Mistake mistake) {
        long seed = 0;
        while (seed < SEEDS
                && new Interleaving(seed, (board, executor) -> new BrokenMedium(mistake, board, executor))
                        .run()
                        .isEmpty()) {
            seed++;
        }
        return seed;
    }

    private static Medium broker(Board board, Executor executor) {
        return Medium.of(Brokers.with(() -> Stream.of(board), executor, new SimpleMeterRegistry()));
    }
}
