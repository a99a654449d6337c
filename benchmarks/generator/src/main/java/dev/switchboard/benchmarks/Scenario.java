package dev.switchboard.benchmarks;

import java.io.IOException;

/** Something to measure a server by. */
interface Scenario {

    /** As on the command line. */
    String id();

    /** In a line. */
    String title();

    /** Whether it makes sense for this server. */
    default boolean suits(Server server) {
        return true;
    }

    Outcome run(Loop loop, Running server, Pace pace) throws IOException;
}
