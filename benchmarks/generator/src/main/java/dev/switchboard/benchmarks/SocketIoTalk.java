package dev.switchboard.benchmarks;

import java.nio.charset.StandardCharsets;

/** Socket.IO's own protocol (Engine.IO 4 over WebSocket): {@code listen} and {@code publish} are events, and {@code m} is what comes. */
final class SocketIoTalk implements Talk {

    private static final byte[] CONNECT = bytes("40");
    private static final byte[] PONG = bytes("3");
    private static final byte[] END = bytes("\"]");
    private static final int PAYLOAD_AT = "42[\"m\",\"".length();

    private final Link link;

    SocketIoTalk(Link link) {
        this.link = link;
    }

    @Override
    public void open() {
        // The server speaks first.
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        switch (bytes[from]) {
            case '0' -> link.sendText(CONNECT);
            case '2' -> link.sendText(PONG);
            case '4' -> message(bytes, from, to);
            default -> link.onFault(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void subscribe(String room) {
        link.sendText(bytes("42[\"listen\",\"" + room + "\"]"));
    }

    @Override
    public void publish(String room, byte[] payload) {
        link.sendText(bytes("42[\"publish\",\"" + room + "\",\""), payload, END);
    }

    private void message(byte[] bytes, int from, int to) {
        switch (bytes[from + 1]) {
            case '0' -> link.onReady();
            case '2' -> link.onPayload(bytes, from + PAYLOAD_AT, to - END.length);
            default -> link.onFault(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
