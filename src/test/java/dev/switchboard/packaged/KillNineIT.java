package dev.switchboard.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar, killed with {@code kill -9} in the middle of a burst from several clients, and started again: what
 * was receipted is there once, in the order that was seen live, and nothing is invented (P1, P3, P4, P6).
 *
 * <p>As many rounds as the system property {@code switchboard.kill.rounds} says.
 */
class KillNineIT {

    @Test
    void whatWasReceiptedSurvivesOnceAndInOrder(@TempDir Path folder) throws Exception {
        int rounds = Integer.getInteger("switchboard.kill.rounds", 3);
        long seed = Long.getLong("switchboard.kill.seed", System.nanoTime());
        Random random = new Random(seed);
        Writers writers = new Writers();
        try (PackagedServer server = PackagedServer.start(folder, "--switchboard.limits.sends-per-second=0")) {
            writers.enrol(server);
            int unanswered = 0;
            for (int round = 1; round <= rounds; round++) {
                writers.burst(server, round, random.nextInt(50, 600), server::kill);
                unanswered += writers.unanswered();

                server.start();
                writers.repeatUnanswered(server);
                writers.repeatAnswered(server, round);
                assertThat(writers.broken(server))
                        .as("round %d of seed %d", round, seed)
                        .isEmpty();
            }
            System.out.printf(
                    "kill -9: %d rounds, seed %d: %d sends accepted, %d were unanswered at a kill%n",
                    rounds, seed, writers.accepted(), unanswered);
        }
    }
}
