package dev.switchboard.log;

import dev.switchboard.broker.Publication;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change on its way: run by the writer, told its end by the publisher, or by the writer if it is refused. */
final class Change<T extends @Nullable Object> {

    private static final Logger log = LoggerFactory.getLogger(Change.class);

    private final int size;
    private final Function<Transaction, T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private @Nullable Transaction transaction;
    private @Nullable T value;
    private @Nullable Throwable failure;

    /** @param size as how many it counts */
    Change(int size, Function<Transaction, T> work) {
        this.size = size;
        this.work = work;
    }

    int size() {
        return size;
    }

    /** Completes when the change has ended; who holds it cannot complete it. */
    CompletionStage<T> result() {
        return result.minimalCompletionStage();
    }

    /**
     * Runs the work inside the group. If it fails by itself, only it is undone.
     *
     * @throws SQLException if the store has failed, and with it the group
     */
    void run(WriteConnection connection) throws SQLException {
        connection.savepoint();
        Transaction own = new Transaction(connection.jdbc());
        try {
            value = work.apply(own);
            transaction = own;
        } catch (RuntimeException | Error thrown) {
            if (WriteConnection.isOfStore(thrown)) {
                throw new SQLException("A statement failed with the store", thrown);
            }
            failure = thrown;
            connection.undo();
            return;
        }
        connection.release();
    }

    /** Says no: nothing of it is stored. A change that failed by itself says its own no. */
    void refuse(RuntimeException why) {
        result.completeExceptionally(failure == null ? why : failure);
    }

    /** Publishes what it published, runs what follows, and tells how it ended. */
    @SuppressWarnings("NullAway") // The value is null only where T may be.
    void finish(Publisher publisher) {
        if (failure != null) {
            result.completeExceptionally(failure);
            return;
        }
        if (transaction == null) {
            throw new IllegalStateException("A change is finished after it was run");
        }
        for (Supplier<Publication> publication : transaction.publications()) {
            attempt(() -> publisher.publish(publication.get()));
        }
        transaction.afterCommitActions().forEach(Change::attempt);
        result.complete(value);
    }

    /** The change is stored: what goes wrong now is logged, and neither it nor what follows is held up. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException ours) {
            log.atError().setCause(ours).log("A step after a commit failed");
        }
    }
}
