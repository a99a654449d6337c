package dev.switchboard.connection;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a connection's bytes reach its peer. No method blocks, and none throws. Writes come one at a time: the next only
 * when the last is done.
 */
public interface Transport {

    /**
     * Writes frames, in order.
     *
     * @param done called once, from any thread and also before this returns: with null once the frames are on their way,
     *     with what went wrong else
     */
    void write(List<Frame> frames, Consumer<@Nullable Throwable> done);

    /** Asks the peer for a sign of life; does nothing where there is no such thing. */
    void ping();

    /** Whether {@link #ping} makes any living peer answer, so that silence means death. */
    boolean pings();

    /** Whether it carries any bytes, and not text only. */
    default boolean carriesBytes() {
        return true;
    }

    /** Calls with each sign of life that the protocol above does not see. Must not block. */
    default void hear(Runnable sign) {}

    /**
     * Says goodbye, once, after everything written.
     *
     * @param done called once, when the goodbye is on its way, or cannot be said
     */
    void close(CloseReason reason, Consumer<@Nullable Throwable> done);

    /** Cuts the connection without a word, whatever is stuck in it. Twice is as good as once. */
    void abort();
}
