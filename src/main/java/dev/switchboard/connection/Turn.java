package dev.switchboard.connection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One write's end, which may come before the write has returned: then its caller goes on, and nothing recurses. Thread-safe. */
final class Turn implements Consumer<@Nullable Throwable> {

    private static final int RUNNING = 0;
    private static final int RETURNED = 1;
    private static final int DONE = 2;
    private static final int FAILED = 3;

    private final Predicate<@Nullable Throwable> onEnd;
    private final Runnable next;
    private final AtomicInteger state = new AtomicInteger(RUNNING);

    /**
     * @param onEnd takes the end, and says whether to go on
     * @param next goes on, where the write had returned before it ended
     */
    Turn(Predicate<@Nullable Throwable> onEnd, Runnable next) {
        this.onEnd = onEnd;
        this.next = next;
    }

    @Override
    public void accept(@Nullable Throwable failure) {
        int outcome = onEnd.test(failure) ? DONE : FAILED;
        if (state.getAndSet(outcome) == RETURNED && outcome == DONE) {
            next.run();
        }
    }

    /** Whether the write has returned after its end, and its caller goes on. */
    boolean doneBeforeReturn() {
        return !state.compareAndSet(RUNNING, RETURNED) && state.get() == DONE;
    }
}
