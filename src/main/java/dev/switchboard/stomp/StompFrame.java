package dev.switchboard.stomp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One frame of STOMP, decoded. */
final class StompFrame {

    private static final byte[] EMPTY = {};

    private final String command;
    private final StompHeaders headers;
    private final byte[] body;

    /** @param body kept as it is: the caller never changes it again */
    StompFrame(String command, StompHeaders headers, byte[] body) {
        this.command = command;
        this.headers = headers;
        this.body = body;
    }

    /** A frame without a body. */
    StompFrame(String command, StompHeaders headers) {
        this(command, headers, EMPTY);
    }

    String command() {
        return command;
    }

    StompHeaders headers() {
        return headers;
    }

    /** The body's bytes: never to be changed. */
    byte[] body() {
        return body;
    }

    /** The body as text. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StompFrame frame
                && command.equals(frame.command)
                && headers.equals(frame.headers)
                && Arrays.equals(body, frame.body);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * command.hashCode() + headers.hashCode()) + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return command + headers.all() + "[" + body.length + " bytes]";
    }
}
