package dev.switchboard.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * Takes a server's STOMP frames out of WebSocket messages: several in one, or one over several; with a length or up to
 * the NUL.
 */
final class StompReader {

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Sink sink;
    private final ByteStore incomplete = new ByteStore();
    /** Of the head that was read last; -1 if it named none. */
    private int contentLength;

    StompReader(Sink sink) {
        this.sink = sink;
    }

    /** What hears of a frame. */
    interface Sink {

        /**
         * A whole frame; the bytes are good during the call only.
         *
         * @param head where its command starts
         * @param body where its body starts
         * @param end where its body ends
         */
        void frame(byte[] bytes, int head, int body, int end);
    }

    /** Takes a WebSocket message. */
    void take(byte[] bytes, int from, int to) {
        if (incomplete.size() == 0) {
            int done = frames(bytes, from, to);
            if (done < to) {
                incomplete.add(bytes, done, to);
            }
            return;
        }
        incomplete.add(bytes, from, to);
        incomplete.dropFirst(frames(incomplete.bytes(), 0, incomplete.size()));
    }

    /** The value of a frame's header; empty if there is none. */
    static String header(byte[] bytes, int head, int body, String name) {
        String text = new String(bytes, head, body - head, StandardCharsets.UTF_8);
        int at = text.indexOf("\n" + name + ":");
        if (at < 0) {
            return "";
        }
        int start = at + name.length() + 2;
        return text.substring(start, text.indexOf('\n', start)).strip();
    }

    private int frames(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            while (at < to && (bytes[at] == '\n' || bytes[at] == '\r')) {
                at++;
            }
            int body = endOfHead(bytes, at, to);
            if (body < 0) {
                return at;
            }
            int end = contentLength >= 0 ? body + contentLength : endOfBody(bytes, body, to);
            if (end >= to) {
                return at;
            }
            if (bytes[end] != 0) {
                throw new IllegalStateException("Expected NUL after a frame's body, not " + bytes[end]);
            }
            sink.frame(bytes, at, body, end);
            at = end + 1;
        }
    }

    /** Behind the empty line, and notes the length of the body; -1 if the head is not there as a whole. */
    private int endOfHead(byte[] bytes, int from, int to) {
        contentLength = -1;
        int line = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            if (at == line || at == line + 1 && bytes[line] == '\r') {
                return at + 1;
            }
            if (bytes[line] == 'c' && contentLength < 0) {
                contentLength = length(bytes, line, at);
            }
            line = at + 1;
        }
        return -1;
    }

    private static int length(byte[] bytes, int line, int end) {
        int value = line + CONTENT_LENGTH.length;
        for (int place = 0; place < CONTENT_LENGTH.length; place++) {
            if (bytes[line + place] != CONTENT_LENGTH[place]) {
                return -1;
            }
        }
        int length = 0;
        for (int at = value; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            length = length * 10 + bytes[at] - '0';
        }
        return length;
    }

    private static int endOfBody(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != 0) {
            at++;
        }
        return at;
    }
}
