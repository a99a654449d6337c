package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one connection's frames from the messages of its WebSocket. A message may hold several frames, and a frame may
 * span several messages; whatever is unfinished is bounded. Strict: what is not exactly STOMP ends it. One thread at a
 * time.
 */
final class StompDecoder {

    /** What clients may send. */
    static final Set<String> CLIENT_COMMANDS = Set.of(
            "CONNECT",
            "STOMP",
            "SEND",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "ACK",
            "NACK",
            "BEGIN",
            "COMMIT",
            "ABORT",
            "DISCONNECT");

    static final int MAX_HEADERS = 64;
    static final int MAX_HEADER_BYTES = 8 * 1024;
    static final int MAX_RECEIPT_LENGTH = 256;

    private static final int MAX_COMMAND_BYTES = 16;
    private static final int UNTIL_NUL = -1;

    private enum State {
        BETWEEN_FRAMES,
        LINE_END_BETWEEN_FRAMES,
        COMMAND,
        HEADERS,
        BODY,
        COMPLETE,
        STOPPED
    }

    private final Set<String> commands;
    private final long maxBody;
    private final ByteCollector collected = new ByteCollector();

    private @Nullable StompVersion version;
    private State state = State.BETWEEN_FRAMES;
    private String command = "";
    private List<StompHeaders.Header> headers = List.of();
    private int headerBytes;
    private int bodyLength;

    /** @param maxBody the largest body, in bytes */
    StompDecoder(long maxBody) {
        this(maxBody, CLIENT_COMMANDS);
    }

    /** @param commands the commands that may come */
    StompDecoder(long maxBody, Set<String> commands) {
        this.maxBody = maxBody;
        this.commands = commands;
    }

    /** From the next frame on, a version's rules hold; until then, those for CONNECT. */
    void version(StompVersion agreed) {
        version = agreed;
    }

    /** Drops the rest of the present message, and everything that comes. */
    void stop() {
        state = State.STOPPED;
        collected.release();
        headers = List.of();
    }

    /** Reads a text message: see {@link #decode(byte[], Consumer)}. */
    void decode(String message, Consumer<StompFrame> frames) {
        decode(message.getBytes(StandardCharsets.UTF_8), frames);
    }

    /**
     * Reads a message.
     *
     * @param frames is given each frame as it is complete, and may set the version or stop; what it throws comes out here, and
     *     the rest of the message is lost
     * @throws RefusedException INVALID or TOO_LARGE if it is not STOMP; the decoder has then stopped
     */
    void decode(byte[] message, Consumer<StompFrame> frames) {
        int position = 0;
        try {
            while (position < message.length && state != State.STOPPED) {
                position = switch (state) {
                    case BETWEEN_FRAMES -> between(message, position);
                    case LINE_END_BETWEEN_FRAMES -> lineEnd(message, position);
                    case COMMAND, HEADERS -> line(message, position);
                    case BODY -> body(message, position);
                    case COMPLETE, STOPPED -> message.length;
                };
                if (state == State.COMPLETE) {
                    frames.accept(finish());
                }
            }
        } catch (RefusedException broken) {
            stop();
            throw broken;
        }
    }

    private int between(byte[] message, int position) {
        byte first = message[position];
        if (first == '\n') {
            return position + 1;
        }
        if (first == '\r' && allowsCarriageReturn()) {
            state = State.LINE_END_BETWEEN_FRAMES;
            return position + 1;
        }
        state = State.COMMAND;
        return position;
    }

    private int lineEnd(byte[] message, int position) {
        if (message[position] != '\n') {
            throw invalid("A carriage return stands before a line feed only");
        }
        state = State.BETWEEN_FRAMES;
        return position + 1;
    }

    /** Collects a line of the head, and takes it once it is whole. */
    private int line(byte[] message, int position) {
        int most = state == State.COMMAND ? MAX_COMMAND_BYTES : MAX_HEADER_BYTES - headerBytes;
        int end = position;
        while (end < message.length && message[end] != '\n') {
            if (message[end] == 0) {
                throw invalid("A frame ended in its headers");
            }
            end++;
        }
        if (collected.size() + (end - position) > most) {
            throw state == State.COMMAND ? invalid("Not a command of STOMP") : tooManyHeaders();
        }
        collected.add(message, position, end);
        if (end == message.length) {
            return end;
        }
        String line = headText();
        if (state == State.COMMAND) {
            onCommand(line);
        } else if (line.isEmpty()) {
            onHeadersEnd();
        } else {
            onHeader(line);
        }
        return end + 1;
    }

    private String headText() {
        headerBytes += collected.size();
        ByteBuffer bytes = collected.take();
        if (allowsCarriageReturn() && bytes.hasRemaining() && bytes.get(bytes.limit() - 1) == '\r') {
            bytes.limit(bytes.limit() - 1);
        }
        try {
            String line = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (allowsCarriageReturn() && line.indexOf('\r') >= 0) {
                throw invalid("A carriage return stands before a line feed only");
            }
            return line;
        } catch (CharacterCodingException notText) {
            throw invalid("Headers are in UTF-8");
        }
    }

    private void onCommand(String line) {
        if (!commands.contains(line)) {
            throw invalid("Not a command of STOMP");
        }
        command = line;
        headers = new ArrayList<>(8);
        headerBytes = 0;
        state = State.HEADERS;
    }

    private void onHeader(String line) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw invalid("A header has a name and a colon");
        }
        if (headers.size() >= MAX_HEADERS) {
            throw tooManyHeaders();
        }
        StompEscaping escaping = version == null ? StompEscaping.NONE : StompEscaping.of(version, command);
        headers.add(new StompHeaders.Header(
                escaping.unescape(line.substring(0, colon)), escaping.unescape(line.substring(colon + 1))));
    }

    private void onHeadersEnd() {
        if (mayBePadded()) {
            headers.replaceAll(StompHeaders.Header::unpadded);
        }
        if (first("receipt").orElse("").length() > MAX_RECEIPT_LENGTH) {
            throw invalid("A receipt id has at most " + MAX_RECEIPT_LENGTH + " characters");
        }
        bodyLength = first("content-length").map(this::contentLength).orElse(UNTIL_NUL);
        state = State.BODY;
    }

    private Optional<String> first(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(StompHeaders.Header::value)
                .findFirst();
    }

    private int contentLength(String header) {
        if (header.isEmpty() || header.length() > 18 || !header.chars().allMatch(each -> each >= '0' && each <= '9')) {
            throw invalid("content-length is a number of bytes");
        }
        long length = Long.parseLong(header);
        requireBody(length);
        return (int) length;
    }

    private void requireBody(long length) {
        if (length > 0 && !mayHaveBody()) {
            throw invalid(command + " has no body");
        }
        if (length > maxBody) {
            throw new RefusedException(Refusal.TOO_LARGE, "A frame's body has at most " + maxBody + " bytes");
        }
    }

    private boolean mayHaveBody() {
        return version == StompVersion.V1_0
                || command.equals("SEND")
                || command.equals("MESSAGE")
                || command.equals("ERROR");
    }

    private int body(byte[] message, int position) {
        int end = bodyLength == UNTIL_NUL ? nul(message, position) : counted(message, position);
        requireBody((long) collected.size() + (end - position));
        collected.add(message, position, end);
        if (end == message.length) {
            return end;
        }
        if (message[end] != 0) {
            throw invalid("A body is longer than its content-length");
        }
        state = State.COMPLETE;
        return end + 1;
    }

    private static int nul(byte[] message, int position) {
        int end = position;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        return end;
    }

    private int counted(byte[] message, int position) {
        return (int) Math.min(message.length, (long) position + bodyLength - collected.size());
    }

    private StompFrame finish() {
        StompFrame frame = new StompFrame(command, new StompHeaders(headers), collected.takeBytes());
        collected.release();
        headers = List.of();
        headerBytes = 0;
        state = State.BETWEEN_FRAMES;
        return frame;
    }

    /** Lines may end with CR LF in version 1.2, and in CONNECT, whose version nobody knows yet. */
    private boolean allowsCarriageReturn() {
        return version == null || version == StompVersion.V1_2;
    }

    /** As in the examples of STOMP 1.0, and so in its clients; later versions forbid to take spaces off. */
    private boolean mayBePadded() {
        return version == StompVersion.V1_0
                || (version == null && first("accept-version").isEmpty());
    }

    private static RefusedException tooManyHeaders() {
        return new RefusedException(
                Refusal.TOO_LARGE,
                "A frame has at most " + MAX_HEADERS + " headers and " + MAX_HEADER_BYTES + " bytes of them");
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Refusal.INVALID, detail);
    }
}
