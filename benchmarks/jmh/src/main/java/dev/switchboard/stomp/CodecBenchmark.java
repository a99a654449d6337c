package dev.switchboard.stomp;

import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.connection.Frame;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Frames in and out, with a body of 128 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private static final Destination DESTINATION = Destination.of("/topic/events/room-0");

    private final byte[] body = ".".repeat(128).getBytes(StandardCharsets.UTF_8);
    private final byte[] send = ("SEND\ndestination:/app/publish/events/room-0\ncontent-type:text/plain\n"
                    + "receipt:17\ncontent-length:128\n\n" + ".".repeat(128) + "\0")
            .getBytes(StandardCharsets.UTF_8);
    private final StompDecoder decoder = new StompDecoder(65_536);
    private final StompEncoder encoder = new StompEncoder(StompVersion.V1_2);
    private final Publication published = publication();

    /** JMH makes one a thread. */
    public CodecBenchmark() {
        decoder.version(StompVersion.V1_2);
    }

    /** A SEND as it comes. */
    @Benchmark
    public void decodeSend(Blackhole hole) {
        decoder.decode(send, hole::consume);
    }

    /** A MESSAGE for the first subscription of its form: it is encoded. */
    @Benchmark
    public Frame encodeMessage() {
        return encoder.message(publication(), "0");
    }

    /** A MESSAGE for all other subscriptions of its form: it is there already. */
    @Benchmark
    public Frame encodedMessage() {
        return encoder.message(published, "0");
    }

    private Publication publication() {
        return new Publication(
                DESTINATION,
                DeliveryClass.EPHEMERAL,
                "PA6YW8A33NKP61CTECPNK4GAQ0",
                OptionalLong.empty(),
                "text/plain",
                body);
    }
}
