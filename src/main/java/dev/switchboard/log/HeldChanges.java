package dev.switchboard.log;

import dev.switchboard.broker.Commitments.Commitment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one thread wants stored as one: its writes are held back here, and become a single change of the writer, with one
 * savepoint, and so one place in the log. Confined to its thread until it is committed.
 */
final class HeldChanges implements Commitment {

    private static final ThreadLocal<HeldChanges> OF_THREAD = new ThreadLocal<>();

    private final Writer writer;
    private final List<Part<?>> parts = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    private HeldChanges(Writer writer) {
        this.writer = writer;
    }

    /** Begins to hold back what this thread writes. */
    static HeldChanges begin(Writer writer) {
        if (OF_THREAD.get() != null) {
            throw new IllegalStateException("This thread holds back what it writes already");
        }
        HeldChanges held = new HeldChanges(writer);
        OF_THREAD.set(held);
        return held;
    }

    /** Where what this thread writes goes; null if it is not held back. */
    static @Nullable HeldChanges ofThisThread() {
        return OF_THREAD.get();
    }

    <T extends @Nullable Object> CompletionStage<T> add(Function<Transaction, T> work) {
        Part<T> part = new Part<>(work);
        parts.add(part);
        return part.result.minimalCompletionStage();
    }

    /** Runs something short once all of it is committed; not at all if it is not. */
    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    @Override
    public void commit() {
        close();
        if (parts.isEmpty()) {
            afterCommit.forEach(Runnable::run);
            return;
        }
        CompletionStage<Boolean> stored = writer.write(parts.size(), transaction -> {
            transaction.keepToOneStream();
            parts.forEach(part -> part.run(transaction));
            afterCommit.forEach(transaction::afterCommit);
            return true;
        });
        var unused = stored.whenComplete((done, failed) -> parts.forEach(part -> part.end(failed)));
    }

    @Override
    public void close() {
        if (OF_THREAD.get() == this) {
            OF_THREAD.remove();
        }
    }

    /** One of the changes. */
    private static final class Part<T extends @Nullable Object> {

        private final Function<Transaction, T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable T value;

        Part(Function<Transaction, T> work) {
            this.work = work;
        }

        void run(Transaction transaction) {
            value = work.apply(transaction);
        }

        @SuppressWarnings("NullAway") // The value is null only where T may be.
        void end(@Nullable Throwable failed) {
            if (failed == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failed);
            }
        }
    }
}
