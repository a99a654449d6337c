package dev.switchboard.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar loses its power in the middle of a burst: every byte that was written and not flushed is gone. What was
 * receipted is there all the same, once and in its order (P1, P3, P4, P6).
 */
class PowerLossIT {

    private static final int ROUNDS = 2;

    @Test
    void whatWasReceiptedSurvivesALossOfPower(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        FlushedDisk disk = FlushedDisk.under(folder);
        Writers writers = new Writers();
        try (PackagedServer server = start(folder, disk)) {
            writers.enrol(server);
            for (int round = 1; round <= ROUNDS; round++) {
                writers.burst(server, round, random.nextInt(50, 600), () -> losePower(server, disk));

                server.start();
                writers.repeatUnanswered(server);
                writers.repeatAnswered(server, round);
                assertThat(writers.broken(server))
                        .as("round %d of seed %d", round, seed)
                        .isEmpty();
            }
        }
        System.out.printf("loss of power: %d rounds, %d sends accepted%n", ROUNDS, writers.accepted());
    }

    /** The control: this test can fail. */
    @Test
    void aDiskThatOnlySaysThatItFlushesLosesWhatWasReceipted(@TempDir Path folder) throws Exception {
        FlushedDisk disk = FlushedDisk.under(folder);
        Writers writers = new Writers();
        try (PackagedServer server = start(folder, disk)) {
            writers.enrol(server);
            Files.createFile(disk.lying());
            writers.burst(server, 1, 300, () -> losePower(server, disk));

            server.start();

            assertThat(writers.broken(server)).isNotEmpty();
        }
    }

    private static PackagedServer start(Path folder, FlushedDisk disk) {
        return PackagedServer.startWith(disk.environment(), folder, "--switchboard.limits.sends-per-second=0");
    }

    private static void losePower(PackagedServer server, FlushedDisk disk) {
        server.kill();
        disk.dropWhatWasNotFlushed();
    }
}
