package dev.switchboard.benchmarks;

import java.util.Locale;

/** What is measured. */
enum Server {
    CEILING("plain Java NIO, coalescing (the ceiling)"),
    SWITCHBOARD("Switchboard"),
    SPRING("Spring simple broker, Jetty");

    private final String title;

    Server(String title) {
        this.title = title;
    }

    /** As on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }
}
