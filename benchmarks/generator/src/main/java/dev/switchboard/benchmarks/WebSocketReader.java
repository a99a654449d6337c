package dev.switchboard.benchmarks;

/** Takes a server's WebSocket frames apart, as they come, and puts fragmented messages together (RFC 6455, section 5). */
final class WebSocketReader {

    private static final int CONTINUATION = 0;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Sink sink;
    private final ByteStore fragments = new ByteStore();

    WebSocketReader(Sink sink) {
        this.sink = sink;
    }

    /** What hears of it. The bytes are good during the call only. */
    interface Sink {

        void message(byte[] bytes, int from, int to);

        void ping(byte[] bytes, int from, int to);

        /** The server's goodbye; 1005 if it gave no code. */
        void close(int code);
    }

    /**
     * Takes what has come.
     *
     * @return up to where it was taken: from there on give it again, with more behind it
     */
    int take(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= 2) {
            int first = bytes[at] & 255;
            int second = bytes[at + 1] & 255;
            if ((first & 0x70) != 0 || (second & 0x80) != 0) {
                throw new IllegalStateException("Not a plain frame of a server: " + first + ", " + second);
            }
            int head = second < 126 ? 2 : second == 126 ? 4 : 10;
            if (to - at < head) {
                break;
            }
            long length = second < 126 ? second : number(bytes, at + 2, head - 2);
            if (to - at - head < length) {
                break;
            }
            int end = (int) (at + head + length);
            frame(first & 15, (first & 128) != 0, bytes, at + head, end);
            at = end;
        }
        return at;
    }

    private void frame(int opcode, boolean last, byte[] bytes, int from, int to) {
        switch (opcode) {
            case CLOSE -> sink.close(to - from < 2 ? 1005 : (int) number(bytes, from, 2));
            case PING -> sink.ping(bytes, from, to);
            case PONG -> {}
            default -> data(opcode, last, bytes, from, to);
        }
    }

    private void data(int opcode, boolean last, byte[] bytes, int from, int to) {
        if (last && opcode != CONTINUATION) {
            sink.message(bytes, from, to);
            return;
        }
        fragments.add(bytes, from, to);
        if (last) {
            sink.message(fragments.bytes(), 0, fragments.size());
            fragments.clear();
        }
    }

    private static long number(byte[] bytes, int at, int size) {
        long value = 0;
        for (int place = at; place < at + size; place++) {
            value = value << 8 | bytes[place] & 255;
        }
        return value;
    }
}
