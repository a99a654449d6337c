package dev.switchboard.log;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.regex.Pattern;

/**
 * A client's own name for one thing that it says, by which a repeat is known: unique per sender, for ever.
 *
 * @param value 1 to 128 printable ASCII characters
 */
public record ClientMessageId(String value) {

    private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{1,128}");

    public ClientMessageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not the form of a client's message id");
        }
    }

    /**
     * Reads what a client wrote.
     *
     * @throws RefusedException INVALID if it is anything but 1 to 128 printable ASCII characters
     */
    public static ClientMessageId parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new RefusedException(
                    Refusal.INVALID, "A client-msg-id (Idempotency-Key) has 1 to 128 printable ASCII characters");
        }
        return new ClientMessageId(text);
    }
}
