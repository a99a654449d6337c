package dev.switchboard.broker;

import dev.switchboard.Refusal;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The register of subscriptions, and fan-out to subscribers that only look at what they get. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BrokerBenchmark {

    private static final Destination DESTINATION = Destination.of("/topic/events/room-0");
    private static final byte[] BODY = ".".repeat(128).getBytes(StandardCharsets.UTF_8);

    /** Those who listen already. */
    @Param({"10", "1000", "10000"})
    public int subscribers;

    private final UserId user = UserId.next();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Broker broker =
            new Broker(() -> Stream.of(new Everybody()), new Replays(Runnable::run, 64, meters), new Unused(), null, meters);
    private final Looking subscriber = new Looking();

    /** Fills the room. */
    @Setup
    public void fill(Blackhole hole) {
        subscriber.hole = hole;
        for (int count = 0; count < subscribers; count++) {
            Subscription unused = broker.subscribe(Listening.live(DESTINATION, user), subscriber);
        }
    }

    /** One publication, to all of them. */
    @Benchmark
    public void publish() {
        broker.publish(new Publication(
                DESTINATION,
                DeliveryClass.EPHEMERAL,
                "PA6YW8A33NKP61CTECPNK4GAQ0",
                OptionalLong.empty(),
                "text/plain",
                BODY));
    }

    /** One more comes and goes: what it costs must not depend on how many are there. */
    @Benchmark
    public void subscribeAndClose() {
        broker.subscribe(Listening.live(DESTINATION, user), subscriber).close();
    }

    /** Ephemeral publications have no times. */
    private static final class Unused implements Timetable {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void at(long nanos, Runnable task) {
            throw new IllegalStateException("Nothing is due later here");
        }
    }

    /** Owns everything, and lets everybody listen. */
    private static final class Everybody implements DestinationOwner {

        @Override
        public boolean owns(Destination destination) {
            return true;
        }

        @Override
        public DeliveryClass deliveryClass(Destination destination) {
            return DeliveryClass.EPHEMERAL;
        }

        @Override
        public void requireListener(Destination destination, UserId user) {}
    }

    private static final class Looking implements Subscriber {

        private Blackhole hole;

        @Override
        public void deliver(Publication publication) {
            hole.consume(publication);
        }

        @Override
        public void onStarted(Start start) {}

        @Override
        public void onRevoked(Refusal why) {}
    }
}
