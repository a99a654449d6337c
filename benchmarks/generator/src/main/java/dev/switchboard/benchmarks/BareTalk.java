package dev.switchboard.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * No protocol at all, for servers that have none of their own: a text message {@code S<room>} listens,
 * {@code P<room> <payload>} publishes, and what comes is the payload.
 */
final class BareTalk implements Talk {

    private static final byte[] LISTEN = {'S'};
    private static final byte[] PUBLISH = {'P'};
    private static final byte[] SPACE = {' '};

    private final Link link;

    BareTalk(Link link) {
        this.link = link;
    }

    @Override
    public void open() {
        link.onReady();
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        link.onPayload(bytes, from, to);
    }

    @Override
    public void subscribe(String room) {
        link.sendText(LISTEN, room.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void publish(String room, byte[] payload) {
        link.sendText(PUBLISH, room.getBytes(StandardCharsets.US_ASCII), SPACE, payload);
    }
}
