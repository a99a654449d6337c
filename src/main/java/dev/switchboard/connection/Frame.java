package dev.switchboard.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of one protocol frame, in UTF-8, made once and shared by all connections. Immutable and thread-safe. */
public final class Frame {

    private final byte[] bytes;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes bytes as they are.
     *
     * @param bytes kept: the caller never changes them again
     */
    public static Frame of(byte[] bytes) {
        return new Frame(bytes);
    }

    /** Encodes a text. */
    public static Frame of(String text) {
        return new Frame(text.getBytes(StandardCharsets.UTF_8));
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
