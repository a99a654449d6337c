package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that one connection has begun, and the frames that they hold: bounded in their number, their frames and
 * their bytes. Thread-safe.
 */
final class Transactions {

    /** What a frame takes up beside its characters. */
    private static final int FRAME_COST = 128;

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final StompLimits limits;
    private final Map<String, Open> open = new HashMap<>(2);
    private long bytes;

    /** One that is begun. Guarded by the monitor of all. */
    private static final class Open {

        private final List<StompFrame> frames = new ArrayList<>();
        private long bytes;
        private @Nullable RefusedException refused;
    }

    Transactions(StompLimits limits) {
        this.limits = limits;
    }

    /**
     * Begins one.
     *
     * @throws RefusedException TOO_MANY beyond the limit
     */
    synchronized void begin(String id) {
        if (limits.transactions() > 0 && open.size() >= limits.transactions()) {
            throw new RefusedException(
                    Refusal.TOO_MANY,
                    "At most " + limits.transactions() + " transactions of one connection at a time",
                    TRY_AGAIN);
        }
        open.put(id, new Open());
    }

    synchronized boolean isOpen(String id) {
        return open.containsKey(id);
    }

    /**
     * Keeps a frame until the COMMIT. A transaction that has grown too large is refused as a whole: this frame says so, and
     * its COMMIT will, while the frames between are dropped.
     *
     * @throws RefusedException TOO_LARGE if the transaction has become too large by this frame
     */
    synchronized void hold(String id, StompFrame frame) {
        Open transaction = open.get(id);
        if (transaction == null || transaction.refused != null) {
            return;
        }
        long size = size(frame);
        long most = limits.transactionSize().toBytes();
        if (limits.transactionFrames() > 0 && transaction.frames.size() >= limits.transactionFrames()) {
            refuse(transaction, "A transaction has at most " + limits.transactionFrames() + " frames");
        } else if (most > 0 && bytes + size > most) {
            refuse(transaction, "The transactions of one connection have at most " + most + " bytes together");
        }
        transaction.frames.add(frame);
        transaction.bytes += size;
        bytes += size;
    }

    /**
     * Ends one and gives its frames, in order.
     *
     * @throws RefusedException TOO_LARGE if it was refused before
     */
    synchronized List<StompFrame> commit(String id) {
        Open transaction = remove(id);
        if (transaction == null) {
            return List.of();
        }
        if (transaction.refused != null) {
            throw transaction.refused;
        }
        return transaction.frames;
    }

    /** Ends one and forgets its frames. */
    synchronized void abort(String id) {
        remove(id);
    }

    /** Aborts all. */
    synchronized void clear() {
        open.clear();
        bytes = 0;
    }

    private @Nullable Open remove(String id) {
        Open transaction = open.remove(id);
        if (transaction != null) {
            bytes -= transaction.bytes;
        }
        return transaction;
    }

    private void refuse(Open transaction, String detail) {
        RefusedException refused = new RefusedException(Refusal.TOO_LARGE, detail);
        bytes -= transaction.bytes;
        transaction.bytes = 0;
        transaction.frames.clear();
        transaction.refused = refused;
        throw refused;
    }

    private static long size(StompFrame frame) {
        long size = (long) FRAME_COST + frame.body().length;
        for (StompHeaders.Header header : frame.headers().all()) {
            size += header.name().length() + header.value().length();
        }
        return size;
    }
}
