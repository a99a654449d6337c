package dev.switchboard.benchmarks;

import java.time.Duration;
import java.util.List;

/** All there are. */
final class Scenarios {

    private static final List<Scenario> ALL = List.of(
            burst("a", "1 room, 1,000 subscribers, 1 publisher, 32 messages in flight", 32),
            burst("a1", "1 room, 1,000 subscribers, 1 publisher, one message in flight", 1),
            new FanOut(
                    "b",
                    "100 rooms of 10 members, everyone publishes, each with one message in flight",
                    100,
                    10,
                    FanOut.Speaking.EVERYBODY,
                    1,
                    Duration.ZERO),
            new FanOut(
                    "c",
                    "1 room, 5,000 subscribers, 2 messages a second whatever happens",
                    1,
                    5_000,
                    FanOut.Speaking.ONE_FROM_OUTSIDE,
                    1,
                    Duration.ofMillis(500)),
            new FanOut(
                    "d",
                    "one client hears itself, one message in flight",
                    1,
                    1,
                    FanOut.Speaking.EVERYBODY,
                    1,
                    Duration.ZERO),
            new IdleConnections("e1000", 1_000),
            new IdleConnections("e5000", 5_000),
            new IdleConnections("e10000", 10_000),
            new SlowReaders("f"),
            new ConnectStorm("g"),
            new DurableSends("h1", 1, 1),
            new DurableSends("h10", 10, 1),
            new DurableSends("h100", 100, 1),
            new DurableSends("h1000", 1_000, 1),
            new DurableSends("h100x100", 100, 100),
            new DurableSends("h1000x100", 1_000, 100));

    private Scenarios() {}

    static List<Scenario> all() {
        return ALL;
    }

    private static FanOut burst(String id, String title, int underWay) {
        return new FanOut(id, title, 1, 1_000, FanOut.Speaking.ONE_FROM_OUTSIDE, underWay, Duration.ZERO);
    }
}
