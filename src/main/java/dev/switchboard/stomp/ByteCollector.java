package dev.switchboard.stomp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes as they come in, put together. Holds no memory once released. */
final class ByteCollector {

    private static final byte[] EMPTY = {};
    private static final int LEAST = 64;

    private byte[] bytes = EMPTY;
    private int size;

    int size() {
        return size;
    }

    /** Adds a part of an array. */
    void add(byte[] from, int start, int end) {
        int length = end - start;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(LEAST, 2 * bytes.length), size + length));
        }
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    /** Gives what is there, to be read before anything is added, and starts anew. */
    ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(bytes, 0, size);
        size = 0;
        return taken;
    }

    /** Gives what is there as an array of its own, and starts anew. */
    byte[] takeBytes() {
        byte[] taken = size == 0 ? EMPTY : Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    /** Forgets everything. */
    void release() {
        bytes = EMPTY;
        size = 0;
    }
}
