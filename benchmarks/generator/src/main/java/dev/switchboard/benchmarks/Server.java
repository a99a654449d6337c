package dev.switchboard.benchmarks;

import java.util.Locale;

/** What is measured. */
enum Server {
    CEILING("plain Java NIO, coalescing (the ceiling)", true),
    SWITCHBOARD("Switchboard", true),
    WS("ws 8 on node, pre-built frame", false),
    VERTX("Vert.x STOMP", true),
    SOCKETIO("Socket.IO 4", false),
    SPRING("Spring simple broker, Jetty", true),
    ARTEMIS("Artemis STOMP", true);

    private final String title;
    private final boolean isJava;

    Server(String title, boolean isJava) {
        this.title = title;
        this.isJava = isJava;
    }

    /** As on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /** Whether it runs on Java; the others run on node. */
    boolean isJava() {
        return isJava;
    }
}
