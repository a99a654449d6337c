package dev.switchboard.broker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes brokers for tests, of other modules too. */
public final class Brokers {

    private Brokers() {}

    /** A broker for these owners, which replays in the thread that asks for it. */
    public static Broker with(DestinationOwner... owners) {
        List<DestinationOwner> fixed = List.of(owners);
        return with(fixed::stream, Runnable::run, new SimpleMeterRegistry());
    }

    /** A broker for owners that may be made later. */
    public static Broker with(Supplier<Stream<DestinationOwner>> owners, Executor replays, MeterRegistry meters) {
        return with(owners, replays, new TimetableThread(), meters);
    }

    /** A broker in a test's own time. */
    static Broker with(
            Supplier<Stream<DestinationOwner>> owners, Executor replays, Timetable timetable, MeterRegistry meters) {
        return new Broker(owners, new Replays(replays, 4, meters), timetable, null, meters);
    }
}
