package dev.switchboard.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one protocol frame, in UTF-8 unless it is binary, made once and shared by all connections. Immutable and
 * thread-safe.
 */
public final class Frame {

    private final byte[] bytes;
    private final boolean binary;

    private Frame(byte[] bytes, boolean binary) {
        this.bytes = bytes;
        this.binary = binary;
    }

    /**
     * Takes bytes as they are.
     *
     * @param bytes kept: the caller never changes them again
     */
    public static Frame of(byte[] bytes) {
        return new Frame(bytes, false);
    }

    /** Encodes a text. */
    public static Frame of(String text) {
        return new Frame(text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** The same bytes, which are not UTF-8: for transports that carry bytes. */
    public Frame asBinary() {
        return new Frame(bytes, true);
    }

    /** Whether the bytes are not text. */
    boolean isBinary() {
        return binary;
    }

    /** A view of the bytes that cannot change them, with a position of its own. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** How many bytes. */
    public int size() {
        return bytes.length;
    }

    /** The bytes as text: for transports that know no bytes, and for tests. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Appends the bytes to a buffer that has room for them. */
    void copyTo(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    /** The bytes without a copy, for writing only. */
    ByteBuffer shared() {
        return ByteBuffer.wrap(bytes);
    }
}
