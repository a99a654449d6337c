package dev.switchboard.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is said: ASCII of a given size, which starts with its kind, who published it, its number and when it was due.
 * Fixed places and hexadecimal digits, so that reading one allocates nothing.
 */
final class Payload {

    /** A message that is checked and counted. */
    static final byte MEASURED = 'm';

    /** A question whether somebody listens already; neither checked nor counted. */
    static final byte PROBE = 'p';

    /** The size of most scenarios. */
    static final int USUAL_SIZE = 128;

    private static final int PUBLISHER_AT = 1;
    private static final int PUBLISHER_DIGITS = 4;
    private static final int SEQUENCE_AT = 5;
    private static final int SEQUENCE_DIGITS = 8;
    private static final int DUE_AT = 13;
    private static final int DUE_DIGITS = 14;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = new byte[128];

    static {
        for (int value = 0; value < DIGITS.length; value++) {
            VALUES[DIGITS[value]] = (byte) value;
        }
    }

    private Payload() {}

    /**
     * Writes one.
     *
     * @param due nanoseconds on the generator's clock, at least 0
     */
    static byte[] write(byte kind, int publisher, int sequence, long due, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) '.');
        bytes[0] = kind;
        put(bytes, PUBLISHER_AT, PUBLISHER_DIGITS, publisher);
        put(bytes, SEQUENCE_AT, SEQUENCE_DIGITS, sequence);
        put(bytes, DUE_AT, DUE_DIGITS, due);
        return bytes;
    }

    static byte kind(byte[] bytes, int at) {
        return bytes[at];
    }

    static int publisher(byte[] bytes, int at) {
        return (int) number(bytes, at + PUBLISHER_AT, PUBLISHER_DIGITS);
    }

    static int sequence(byte[] bytes, int at) {
        return (int) number(bytes, at + SEQUENCE_AT, SEQUENCE_DIGITS);
    }

    static long due(byte[] bytes, int at) {
        return number(bytes, at + DUE_AT, DUE_DIGITS);
    }

    private static void put(byte[] bytes, int at, int digits, long value) {
        for (int place = at + digits - 1; place >= at; place--) {
            bytes[place] = DIGITS[(int) (value & 15)];
            value >>>= 4;
        }
    }

    private static long number(byte[] bytes, int at, int digits) {
        long value = 0;
        for (int place = at; place < at + digits; place++) {
            value = value << 4 | VALUES[bytes[place] & 127];
        }
        return value;
    }
}
