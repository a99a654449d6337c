package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everybody comes at once, as after a restart. */
record ConnectStorm(String id) implements Scenario {

    private static final int CONNECTS = 5_001;
    private static final int CONNECTS_IN_FLIGHT = 200;
    private static final int WARM_UP_CONNECTS = 500;
    private static final String ROOM = "room";

    @Override
    public String title() {
        return "5,001 connects with 200 in flight, each subscribing, after ten smaller storms or more";
    }

    @Override
    public Outcome run(Loop loop, Running server, Pace pace) throws IOException {
        long warm = Loop.now() + pace.warmUp().toNanos();
        for (int connects = 0; connects < CONNECTS || Loop.now() < warm; connects += WARM_UP_CONNECTS) {
            Storm unused = storm(loop, server, WARM_UP_CONNECTS);
            loop.cutAll();
            loop.pass(Duration.ofMillis(500));
        }
        Meter meter = Meter.start(server.processor());
        Storm storm = storm(loop, server, CONNECTS);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.CONNECTS, CONNECTS / (double) (storm.connected() - meter.start()) * 1e9);
        figures.put(Figure.CPU_CONNECT, meter.serverUsed() / 1e3 / CONNECTS);
        figures.put(Figure.HEARD_AFTER, (storm.heard() - storm.connected()) / 1e6);
        meter.addLoads(figures);
        return Outcome.of(figures, storm.crowd().faults());
    }

    /** One storm: when all were connected, and when all had heard a probe. */
    private record Storm(Crowd crowd, long connected, long heard) {}

    private static Storm storm(Loop loop, Running server, int connects) throws IOException {
        Crowd crowd = new Crowd(loop, server);
        for (int count = 0; count < connects; count++) {
            Member unused = crowd.add(ROOM, 0, 1);
        }
        crowd.connect(CONNECTS_IN_FLIGHT);
        long connected = Loop.now();
        Member speaker = crowd.members().getFirst();
        crowd.untilAllHear(List.of(new Publisher(0, speaker, ROOM, connects, Payload.USUAL_SIZE)));
        return new Storm(crowd, connected, Loop.now());
    }
}
