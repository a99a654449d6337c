package dev.switchboard.benchmarks;

/** How one client speaks with its server once the WebSocket is open. */
interface Talk {

    /** The WebSocket is open: introduce yourself, and call {@link Link#onReady()} when that is done. */
    void open();

    /** A WebSocket message has come. The bytes are good during the call only. */
    void take(byte[] bytes, int from, int to);

    void subscribe(String room);

    void publish(String room, byte[] payload);

    /** Makes one for a connection. */
    interface Kind {

        Talk with(Link link);
    }
}
