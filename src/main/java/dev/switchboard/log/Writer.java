package dev.switchboard.log;

import dev.switchboard.OutcomeUnknownException;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Commitments;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The one SQL writer. Whatever has queued up while the last commit ran goes into the next one; each change keeps a
 * savepoint of its own, so that one that fails takes no other with it. Thread-safe.
 *
 * <p>When the store fails – disk full, locked, read-only, an I/O error – the group is undone whole and refused with
 * UNAVAILABLE, and the writer goes on with a new connection. A commit that fails is not taken for undone: its number is
 * looked up, and where its record may still lie unflushed in the write-ahead log, another commit is put over it before
 * anybody is refused. What cannot be found out in {@code switchboard.storage.outcome-timeout} ends in
 * {@link OutcomeUnknownException}.
 *
 * <p>At most {@code switchboard.storage.write-queue} changes wait to be stored and published; one more is refused with
 * UNAVAILABLE.
 */
@Component
public final class Writer implements Commitments, AutoCloseable {

    /** When it may help to try again. */
    static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final Duration IDLE = Duration.ofMillis(200);

    private final StorageProperties properties;
    private final Publisher publisher;
    private final WriteConnection connection;
    private final GroupCommit commits;
    private final Semaphore places;
    private final BlockingQueue<Change<?>> queue = new LinkedBlockingQueue<>();
    private final Timer commitTime;
    private final DistributionSummary groupSize;
    private final Thread thread;
    private volatile boolean away;
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean emptyLogWanted;

    Writer(
            StorageProperties properties,
            Publisher publisher,
            @Qualifier("writerDataSource") DataSource dataSource,
            MeterRegistry meters) {
        this.properties = properties;
        this.publisher = publisher;
        this.connection = new WriteConnection(dataSource);
        this.commits = new GroupCommit(connection, properties.outcomeTimeout());
        this.places = new Semaphore(properties.writeQueue());
        this.commitTime = Timer.builder("switchboard.log.commit")
                .description("Time from the first statement of a group to the end of its commit")
                .publishPercentileHistogram()
                .register(meters);
        this.groupSize = DistributionSummary.builder("switchboard.log.group.size")
                .description("Changes that shared a commit")
                .register(meters);
        Gauge.builder("switchboard.log.queue.depth", queue, BlockingQueue::size)
                .description("Changes that wait for the writer")
                .register(meters);
        this.thread = Thread.ofPlatform().name("switchboard-writer").unstarted(this::run);
        thread.start();
    }

    /**
     * Runs a change in the next group.
     *
     * @param work what to do in the writer's thread: short, and only with {@link Transaction#jdbc()}
     * @return completes after the commit and its publications with what the work gave; fails with what it threw, or with
     *     UNAVAILABLE, and then left no trace; or with {@link OutcomeUnknownException}. Completed in the publisher's
     *     thread, in the order of commits: what hangs on it must be short and must not wait
     */
    public <T extends @Nullable Object> CompletionStage<T> write(Function<Transaction, T> work) {
        HeldChanges held = HeldChanges.ofThisThread();
        return held == null ? write(1, work) : held.add(work);
    }

    /** As {@link #write(Function)}, for work that counts as several changes. */
    <T extends @Nullable Object> CompletionStage<T> write(int size, Function<Transaction, T> work) {
        if (closed || away) {
            return CompletableFuture.failedStage(WriteConnection.away());
        }
        if (!places.tryAcquire(size)) {
            return CompletableFuture.failedStage(
                    new RefusedException(Refusal.UNAVAILABLE, "Too many changes are waiting to be stored", TRY_AGAIN));
        }
        Change<T> change = new Change<>(size, work);
        queue.add(change);
        if (ended && queue.remove(change)) {
            refuse(List.of(change), WriteConnection.away());
        }
        return change.result();
    }

    @Override
    public Commitment open() {
        return HeldChanges.begin(this);
    }

    /**
     * As {@link #write}, for a caller that may wait: a request's own thread, never the publisher's.
     *
     * @throws RefusedException UNAVAILABLE, or what the work threw
     */
    public <T extends @Nullable Object> T writeAndWait(Function<Transaction, T> work) {
        if (HeldChanges.ofThisThread() != null) {
            throw new IllegalStateException("What is held back must not be waited for");
        }
        return await(write(work));
    }

    /** Waits for a change, as {@link #writeAndWait} does. */
    public static <T extends @Nullable Object> T await(CompletionStage<T> change) {
        try {
            return change.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw failed;
        }
    }

    /**
     * Soon, when nothing waits and nobody reads in it, the write-ahead log is written into the database and emptied, so
     * that what was erased is in neither.
     */
    public void emptyLogSoon() {
        emptyLogWanted = true;
    }

    /** Stores and publishes what was accepted, then stops. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!thread.join(properties.shutdownTimeout())) {
                log.warn("The writer did not end in time");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Change<?>> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                Change<?> first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (first == null) {
                    emptyLogIfWanted();
                    continue;
                }
                group.add(first);
                queue.drainTo(group, properties.groupSize() - 1);
                store(List.copyOf(group));
            } catch (InterruptedException nobodyInterruptsUs) {
                log.debug("The writer was interrupted");
            } catch (RuntimeException | Error ours) {
                log.error("The writer failed with a group of changes", ours);
                connection.close();
                refuse(List.copyOf(group), new OutcomeUnknownException());
            }
            group.clear();
        }
        ended = true;
        refuseQueued();
        connection.close();
    }

    private void store(List<Change<?>> group) throws InterruptedException {
        long start = System.nanoTime();
        GroupCommit.Outcome outcome = commits.store(group, this::refuseWhileAway);
        away = false;
        switch (outcome) {
            case STORED -> {
                commitTime.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
                groupSize.record(group.size());
                publisher.follow(() -> finish(group));
            }
            case UNDONE -> refuse(group, WriteConnection.away());
            case UNKNOWN -> refuse(group, new OutcomeUnknownException());
        }
    }

    private void finish(List<Change<?>> group) {
        for (Change<?> change : group) {
            places.release(change.size());
            change.finish(publisher);
        }
    }

    /** Behind what was committed before, so that answers keep their order. */
    private void refuse(List<Change<?>> group, RuntimeException why) {
        publisher.follow(() -> {
            for (Change<?> change : group) {
                places.release(change.size());
                change.refuse(why);
            }
        });
    }

    private void refuseWhileAway() {
        away = true;
        refuseQueued();
    }

    private void refuseQueued() {
        List<Change<?>> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        refuse(waiting, WriteConnection.away());
    }

    private void emptyLogIfWanted() {
        if (emptyLogWanted) {
            try {
                emptyLogWanted = !connection.emptyLog();
            } catch (SQLException | RuntimeException later) {
                log.debug("The write-ahead log could not be emptied now", later);
                connection.close();
            }
        }
    }
}
