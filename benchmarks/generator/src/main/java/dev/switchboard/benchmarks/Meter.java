package dev.switchboard.benchmarks;

import java.util.Map;

/** Processor time of the server and of the generator, from now on. */
record Meter(Processor server, Processor own, long start, long serverBefore, long ownBefore) {

    static Meter start(Processor server) {
        Processor own = new Processor(ProcessHandle.current().pid());
        return new Meter(server, own, Loop.now(), server.used(), own.used());
    }

    /** Nanoseconds since the start. */
    double passed() {
        return Loop.now() - start;
    }

    /** Nanoseconds of processor time that the server has used since the start. */
    double serverUsed() {
        return server.used() - serverBefore;
    }

    /** Tells how busy both were, and the server's memory. */
    void addLoads(Map<Figure, Double> figures) {
        double passed = passed();
        figures.put(Figure.SERVER_LOAD, 100 * serverUsed() / passed);
        figures.put(Figure.GENERATOR_LOAD, 100 * (own.used() - ownBefore) / passed);
        figures.put(Figure.MEMORY, server.resident() / 1e6);
    }
}
