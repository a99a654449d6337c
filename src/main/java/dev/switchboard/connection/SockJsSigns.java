package dev.switchboard.connection;

import java.util.Map;

/** Where the signs of life of a SockJS session's WebSocket go; both have it among their attributes. Thread-safe. */
final class SockJsSigns {

    private static final String ATTRIBUTE = SockJsSigns.class.getName();

    private volatile Runnable onSign = () -> {};

    private SockJsSigns() {}

    /** Those of a session, by its attributes. */
    static SockJsSigns of(Map<String, Object> attributes) {
        return (SockJsSigns) attributes.computeIfAbsent(ATTRIBUTE, absent -> new SockJsSigns());
    }

    /** Calls with each sign from now on. */
    void hear(Runnable sign) {
        onSign = sign;
    }

    void onSign() {
        onSign.run();
    }
}
