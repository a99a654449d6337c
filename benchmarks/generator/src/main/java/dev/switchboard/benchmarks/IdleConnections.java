package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Memory of connections that have subscribed and are silent: what it grew by since the server had served a hundred,
 * divided by their number.
 */
record IdleConnections(String id, int connections) implements Scenario {

    private static final int CONNECTS_IN_FLIGHT = 100;
    private static final int FIRST = 100;
    private static final Duration IDLE = Duration.ofSeconds(3);

    @Override
    public String title() {
        return String.format("memory of an idle subscribed connection, of %,d", connections);
    }

    @Override
    public Outcome run(Loop loop, Running server, Pace pace) throws IOException {
        Crowd first = listeners(loop, server, FIRST);
        loop.pass(IDLE);
        Resident before = Resident.of(server);
        long processorBefore = server.processor().used();
        Crowd crowd = listeners(loop, server, connections);
        loop.pass(IDLE);
        long idleFrom = server.processor().used();
        long start = Loop.now();
        loop.pass(pace.measured());
        double idle = server.processor().used() - idleFrom;
        double passed = Loop.now() - start;
        Resident after = Resident.of(server);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.MEMORY_EACH, (after.resident() - before.resident()) / 1024.0 / connections);
        if (after.heap() > 0) {
            figures.put(Figure.HEAP_EACH, (after.heap() - before.heap()) / 1024.0 / connections);
        }
        figures.put(Figure.MEMORY, after.resident() / 1e6);
        figures.put(Figure.SERVER_LOAD, 100 * idle / passed);
        figures.put(Figure.CPU_CONNECT, (idleFrom - processorBefore) / 1e3 / connections);
        if (!first.faults().none()) {
            crowd.faults().add(first.faults().told());
        }
        return Outcome.of(figures, crowd.faults());
    }

    private static Crowd listeners(Loop loop, Running server, int count) throws IOException {
        Crowd crowd = new Crowd(loop, server);
        Member speaker = crowd.addSpeaker();
        String room = "room-of-" + count;
        for (int number = 0; number < count; number++) {
            Member unused = crowd.add(room, 0, 1);
        }
        crowd.connect(CONNECTS_IN_FLIGHT);
        crowd.untilAllHear(List.of(new Publisher(0, speaker, room, count, Payload.USUAL_SIZE)));
        return crowd;
    }
}
