package dev.switchboard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.OutcomeUnknownException;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** The n-th statement of a group fails, n = 1, 2, 3, …: nothing refused is stored, nothing accepted lost, and it goes on. */
class WriterFaultTests {

    private static final int FULL = 13;
    private static final int GROUP = 3;

    private final UserId ada = UserId.next();

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "code {0}, after the statement took effect: {1}")
    @CsvSource({"13, false", "10, false", "1, false", "10, true", "13, true", "1, true"})
    void noStatementThatFailsLeavesHalfAChange(int code, boolean executed) throws Exception {
        try (LogStore store = new LogStore(directory)) {
            int statement = 0;
            boolean hit = true;
            while (hit) {
                statement++;
                String stream = "stream-" + statement;
                CountDownLatch release = store.hold();
                List<CompletableFuture<Long>> changes = new ArrayList<>();
                for (int number = 0; number < GROUP; number++) {
                    changes.add(change(store, stream));
                }
                // The change that holds the writer is still to be released, counted and committed: three statements.
                store.faults.fail(new FaultyDataSource.Fault(3 + statement, code, executed, false));
                release.countDown();
                List<Throwable> failures =
                        changes.stream().map(WriterFaultTests::failure).toList();
                hit = store.faults.executed().size() >= 3 + statement;
                store.faults.mend();

                assertThat(failures).doesNotHaveAnyElementsOfTypes(OutcomeUnknownException.class);
                long accepted =
                        failures.stream().filter(failure -> failure == null).count();
                assertThat(store.events.after(stream, 0, 100))
                        .as("statement %s, %s", statement, failures)
                        .extracting(StoredEvent::sequence)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 2 * accepted).boxed().toList());
                assertThat(change(store, stream).join()).isEqualTo(2 * accepted + 2);
                assertStoredAfterACrash(stream, 2 * accepted + 2, statement);
            }
            assertThat(statement).isGreaterThan(GROUP * 4);
        }
    }

    @Test
    void anOutageIsRefusedAtOnceAndEndsByItself() {
        try (LogStore store = new LogStore(directory)) {
            store.faults.fail(new FaultyDataSource.Fault(1, FULL, false, true));

            for (int number = 0; number < 5; number++) {
                assertThat(failure(change(store, "lobby"))).isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE);
                    assertThat(refused.retryAfter()).isPresent();
                });
            }

            store.faults.mend();
            assertThat(change(store, "lobby").join()).isEqualTo(2);
        }
    }

    @Test
    void aCommitWhoseEndCannotBeFoundOutIsAnsweredWithNeitherYesNorNo() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            CountDownLatch release = store.hold();
            CompletableFuture<Long> uncertain = change(store, "lobby");
            // Release, number, commit of the change that holds the writer; then that one and all after it fail.
            int commit = 3 + statementsOfOneChange();
            store.faults.fail(new FaultyDataSource.Fault(commit, 10, true, true));
            release.countDown();

            assertThat(failure(uncertain)).isInstanceOf(OutcomeUnknownException.class);
            store.faults.mend();

            await().untilAsserted(
                            () -> assertThat(failure(change(store, "other"))).isNull());
            assertThat(store.events.head("lobby")).isEqualTo(2);
        }
    }

    @Test
    void whileAnEndIsFoundOutOthersAreRefusedAtOnce() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            CountDownLatch release = store.hold();
            CompletableFuture<Long> uncertain = change(store, "lobby");
            store.faults.fail(new FaultyDataSource.Fault(3 + statementsOfOneChange(), 10, true, true));
            release.countDown();

            await().until(() -> failureNow(change(store, "other")) instanceof RefusedException);

            assertThat(uncertain).isNotDone();
            store.faults.mend();
            assertThat(uncertain.join()).isEqualTo(2);
        }
    }

    /** Begin, number, savepoint, two appends, release, number, commit. */
    private static int statementsOfOneChange() {
        return 8;
    }

    private CompletableFuture<Long> change(LogStore store, String stream) {
        return store.writer
                .write(transaction -> {
                    store.events.append(transaction, LogStore.event(stream, ada, "first half"));
                    return store.events
                            .append(transaction, LogStore.event(stream, ada, "second half"))
                            .sequence();
                })
                .toCompletableFuture();
    }

    /** As a new process finds the files: only what lies in the database and the write-ahead log. */
    private void assertStoredAfterACrash(String stream, long head, int statement) throws IOException {
        Path copy = Files.createDirectory(directory.resolve("crash-" + statement));
        for (String file : List.of("switchboard.db", "switchboard.db-wal")) {
            Files.copy(directory.resolve(file), copy.resolve(file));
        }
        SQLiteDataSource found = new SQLiteDataSource();
        found.setUrl("jdbc:sqlite:" + copy.resolve("switchboard.db"));
        assertThat(JdbcClient.create(found)
                        .sql("select max(seq) from events where stream = :stream")
                        .param("stream", stream)
                        .query(Long.class)
                        .single())
                .isEqualTo(head);
    }

    private static @Nullable Throwable failure(CompletableFuture<?> change) {
        return change.handle(
                        (value, thrown) -> thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown)
                .join();
    }

    private static @Nullable Throwable failureNow(CompletableFuture<?> change) {
        return change.isCompletedExceptionally() ? failure(change) : null;
    }
}
