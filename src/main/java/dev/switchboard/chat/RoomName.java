package dev.switchboard.chat;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What people call a room.
 *
 * @param value 1 to 80 characters (code points), without space around it and without control characters
 */
record RoomName(String value) {

    private static final int MAX_LENGTH = 80;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    RoomName {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("A room's name has 1 to 80 characters");
        }
    }

    /** Reads what a client wrote, without the space around it. */
    static RoomName parse(String text) {
        String name = text.strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_LENGTH) {
            throw new RefusedException(Refusal.INVALID, "A room's name has 1 to 80 characters");
        }
        if (!name.codePoints().allMatch(RoomName::isAllowed)) {
            throw new RefusedException(Refusal.INVALID, "A room's name has no control characters");
        }
        return new RoomName(name);
    }

    /** The name as far as it fits a room's id; possibly empty, at most 40 characters. */
    String slug() {
        String plain = Normalizer.normalize(value.replace("ß", "ss"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.length() > 40 ? plain.substring(0, 40) : plain;
        return cut.replaceAll("^-+|-+$", "");
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.FORMAT -> codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }
}
