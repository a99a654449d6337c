package dev.switchboard;

import java.util.regex.Pattern;

/**
 * An account's identifier: given once, never reused, and never mistaken for a user name, which has no upper-case letters.
 *
 * @param value of the form {@link RandomId#FORM}
 */
public record UserId(String value) {

    private static final Pattern FORM = Pattern.compile(RandomId.FORM);

    public UserId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not the form of a user's id: " + value);
        }
    }

    /** Gives a new account its identifier. */
    public static UserId next() {
        return new UserId(RandomId.next());
    }

    /** Tells whether a text has the form of an identifier, and so is not a user name. */
    public static boolean isForm(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
