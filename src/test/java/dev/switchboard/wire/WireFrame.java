package dev.switchboard.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A STOMP frame as a test writes and reads it: no checks, so that wrong ones can be sent too. */
public record WireFrame(String command, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The text of a header, empty if it is not there. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The body, read as JSON. */
    public JsonNode json() {
        return JSON.readTree(body);
    }

    /** The frame as STOMP 1.2 writes it, with its trailing NUL. */
    public String text() {
        StringBuilder text = new StringBuilder(command).append('\n');
        headers.forEach((name, value) ->
                text.append(escape(name)).append(':').append(escape(value)).append('\n'));
        return text.append('\n').append(body).append('\0').toString();
    }

    /** Reads one frame, without its trailing NUL. */
    static WireFrame parse(String text) {
        int headEnd = text.indexOf("\n\n");
        List<String> lines = text.substring(0, headEnd).lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.putIfAbsent(unescape(line.substring(0, colon)), unescape(line.substring(colon + 1)));
        }
        return new WireFrame(lines.getFirst(), headers, text.substring(headEnd + 2));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace(":", "\\c");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        boolean escaped = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (!escaped && character == '\\') {
                escaped = true;
                continue;
            }
            plain.append(escaped ? unescape(character) : character);
            escaped = false;
        }
        return plain.toString();
    }

    private static char unescape(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'c' -> ':';
            default -> escaped;
        };
    }
}
