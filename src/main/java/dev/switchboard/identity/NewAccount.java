package dev.switchboard.identity;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account to be made.
 *
 * @param username of the form {@code [a-z0-9][a-z0-9._-]{0,30}}, and not one of those that mean something else
 * @param name as {@link #name} leaves it
 * @param passwordHash what {@link Passwords#hash} gave
 */
record NewAccount(String username, String name, String passwordHash) {

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,30}");
    private static final Set<String> RESERVED = Set.of("me", "all", "everyone", "here", "channel", "room");
    private static final int NAME_LENGTH = 80;

    /** Reads the user name that a client wants. */
    static String username(@Nullable String text) {
        String username = required("username", text);
        if (!USERNAME.matcher(username).matches()) {
            throw new RefusedException(
                    Refusal.INVALID,
                    "A user name has 1 to 31 lower-case letters, digits, dots, hyphens and underscores, and begins with a"
                            + " letter or a digit");
        }
        if (RESERVED.contains(username)) {
            throw new RefusedException(Refusal.INVALID, "This user name has a meaning of its own: choose another");
        }
        return username;
    }

    /** Reads a name for display: 1 to 80 characters, without line breaks, control characters and changes of direction. */
    static String name(@Nullable String text) {
        String name = Normalizer.normalize(required("name", text), Normalizer.Form.NFC)
                .strip();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > NAME_LENGTH) {
            throw new RefusedException(Refusal.INVALID, "A name has 1 to 80 characters");
        }
        if (name.codePoints().anyMatch(NewAccount::isForbidden)) {
            throw new RefusedException(Refusal.INVALID, "A name has no control characters");
        }
        if (name.codePoints().noneMatch(NewAccount::isVisible)) {
            throw new RefusedException(Refusal.INVALID, "A name has something to see");
        }
        return name;
    }

    /** Requires that a client wrote a field. */
    static String required(String field, @Nullable String text) {
        if (text == null) {
            throw new RefusedException(Refusal.INVALID, "The field '" + field + "' is missing");
        }
        return text;
    }

    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            // Marks and overrides of the writing direction.
            case Character.FORMAT ->
                (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
            default -> false;
        };
    }

    private static boolean isVisible(int character) {
        int type = Character.getType(character);
        return type != Character.FORMAT && type != Character.SPACE_SEPARATOR && !Character.isWhitespace(character);
    }
}
