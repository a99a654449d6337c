package dev.switchboard.broker;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes: {@code /topic/rooms/lobby}, or one user's own {@code /user/queue/inbox}.
 *
 * @param value as clients write it, in canonical form: segments of {@code [A-Za-z0-9._:-]}, none empty, "." or ".."
 * @param user whose it is, where the value starts with {@code /user/}; null for everybody's
 */
public record Destination(String value, @Nullable UserId user) {

    /** The longest destination, in characters. */
    public static final int MAX_LENGTH = 255;

    private static final Pattern FORM = Pattern.compile("(/(?!\\.\\.?(/|$))[A-Za-z0-9._:-]+)+");
    private static final String USERS = "/user/";

    public Destination {
        if (!isForm(value)) {
            throw new IllegalArgumentException("Not the form of a destination: " + value);
        }
        if (value.startsWith(USERS) != (user != null)) {
            throw new IllegalArgumentException("Exactly what starts with /user/ belongs to a user: " + value);
        }
    }

    /** A destination that everybody knows by the same name. */
    public static Destination of(String value) {
        return new Destination(value, null);
    }

    /** One user's own destination, such as {@code /user/queue/inbox}. */
    public static Destination of(UserId user, String value) {
        return new Destination(value, user);
    }

    /**
     * Reads what a client wrote. Nothing is normalised: what is not canonical is refused.
     *
     * @param user who wrote it, and so whose {@code /user/} it is
     * @throws RefusedException INVALID if it is not in canonical form
     */
    public static Destination parse(String text, UserId user) {
        if (!isForm(text)) {
            throw new RefusedException(
                    Refusal.INVALID,
                    "A destination is exact: segments of letters, digits and ._:- behind single slashes, at most "
                            + MAX_LENGTH + " characters");
        }
        return new Destination(text, text.startsWith(USERS) ? user : null);
    }

    private static boolean isForm(String text) {
        return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
    }
}
