package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk needs to have something for certain: a page appended, and fsync. */
final class Flush {

    private static final int PAGE = 4096;
    private static final int TIMES = 300;

    private Flush() {}

    /** The median in nanoseconds, in this folder. */
    static long median(Path folder) throws IOException {
        Path file = folder.resolve("flush");
        Histogram times = new Histogram();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int count = 0; count < TIMES; count++) {
                int written = channel.write(ByteBuffer.allocate(PAGE));
                long start = Loop.now();
                channel.force(false);
                times.record(written == PAGE ? Loop.now() - start : Long.MAX_VALUE);
            }
        }
        Files.delete(file);
        return times.quantile(0.5);
    }
}
