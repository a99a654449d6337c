package dev.switchboard.identity;

import dev.switchboard.OutcomeUnknownException;
import dev.switchboard.log.Transaction;
import dev.switchboard.log.Writer;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes through the one writer and waits for the commit, which costs a virtual thread nothing. Thread-safe. */
@Component
final class Changes {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Writer writer;

    Changes(Writer writer) {
        this.writer = writer;
    }

    /** Runs a change and waits until it is committed; throws what the change threw. */
    <T extends @Nullable Object> T write(Function<Transaction, T> change) {
        try {
            return writer.write(change)
                    .toCompletableFuture()
                    .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof TimeoutException) {
                // It may still be stored: to refuse would be a lie.
                throw new OutcomeUnknownException();
            }
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw failed;
        }
    }

    /** Runs a change some time soon; whether it succeeds matters to nobody. */
    void writeLater(Function<Transaction, Integer> change) {
        writer.write(change);
    }
}
