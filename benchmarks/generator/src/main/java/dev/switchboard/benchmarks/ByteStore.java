package dev.switchboard.benchmarks;

import java.util.Arrays;

/** Bytes that wait for their rest. */
final class ByteStore {

    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int size;

    int size() {
        return size;
    }

    /** The bytes, from 0 to {@link #size()}; good until the next change. */
    byte[] bytes() {
        return bytes;
    }

    void add(byte[] from, int start, int end) {
        if (size + end - start > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(256, (size + end - start) * 2));
        }
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /** Forgets what it has, and the memory too: thousands of connections have one each. */
    void clear() {
        bytes = NONE;
        size = 0;
    }

    /** Forgets the first bytes. */
    void dropFirst(int count) {
        size -= count;
        bytes = size == 0 ? NONE : Arrays.copyOfRange(bytes, count, count + size);
    }
}
