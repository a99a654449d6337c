package dev.switchboard;

import java.security.SecureRandom;

/** Unguessable identifiers: 128 bits from {@link SecureRandom} as 26 upper-case characters of Crockford's base 32. */
public final class RandomId {

    /** The form of such an identifier, as a regular expression. */
    public static final String FORM = "[0-9A-HJKMNP-TV-Z]{26}";

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /** Gives a new identifier. Thread-safe. */
    public static String next() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        StringBuilder text = new StringBuilder(LENGTH);
        int buffer = 0;
        int available = 0;
        for (byte octet : bits) {
            buffer = (buffer << 8) | (octet & 0xff);
            available += 8;
            while (available >= 5) {
                available -= 5;
                text.append(ALPHABET[(buffer >> available) & 31]);
            }
            buffer &= (1 << available) - 1;
        }
        return text.append(ALPHABET[(buffer << (5 - available)) & 31]).toString();
    }
}
