package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;

/**
 * How header names and values are written: not at all in STOMP 1.0 and in CONNECT and CONNECTED, with {@code \\ \c \n} in 1.1, and
 * with {@code \r} too in 1.2.
 */
enum StompEscaping {
    NONE,
    V1_1,
    V1_2;

    /** What holds for a frame. */
    static StompEscaping of(StompVersion version, String command) {
        if (command.equals("CONNECT") || command.equals("STOMP") || command.equals("CONNECTED")) {
            return NONE;
        }
        return switch (version) {
            case V1_0 -> NONE;
            case V1_1 -> V1_1;
            case V1_2 -> V1_2;
        };
    }

    /** Writes a name or value. What cannot be written, a line's end where nothing is escaped, becomes a space. */
    void escape(String text, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '\n' -> to.append(this == NONE ? " " : "\\n");
                case '\r' -> to.append(this == V1_2 ? "\\r" : " ");
                case '\0' -> to.append(' ');
                case ':' -> to.append(this == NONE ? ":" : "\\c");
                case '\\' -> to.append(this == NONE ? "\\" : "\\\\");
                default -> to.append(each);
            }
        }
    }

    /**
     * Reads a name or value.
     *
     * @throws RefusedException INVALID for a sequence that is not one of this form's
     */
    String unescape(String text) {
        if (this == NONE || text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            plain.append(each == '\\' ? escaped(text, ++i) : each);
        }
        return plain.toString();
    }

    private char escaped(String text, int position) {
        char letter = position < text.length() ? text.charAt(position) : ' ';
        return switch (letter) {
            case '\\' -> '\\';
            case 'c' -> ':';
            case 'n' -> '\n';
            case 'r' -> {
                if (this == V1_1) {
                    throw unknown();
                }
                yield '\r';
            }
            default -> throw unknown();
        };
    }

    private static RefusedException unknown() {
        return new RefusedException(Refusal.INVALID, "A header has an escape sequence that this version does not know");
    }
}
