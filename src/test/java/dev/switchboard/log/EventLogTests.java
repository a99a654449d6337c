package dev.switchboard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTests {

    private final UserId ada = UserId.next();
    private final UserId bob = UserId.next();

    @TempDir
    private Path directory;

    @Test
    void everyStreamCountsFromOneWithoutHolesWhoeverWrites() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            List<CompletableFuture<StoredEvent>> changes = new ArrayList<>();
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                writers.add(Thread.ofPlatform().start(() -> {
                    for (int number = 0; number < 200; number++) {
                        String stream = "stream-" + number % 3;
                        synchronized (changes) {
                            changes.add(append(store, LogStore.event(stream, ada, "text")));
                        }
                    }
                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            changes.forEach(CompletableFuture::join);

            Set<String> ids = new HashSet<>();
            for (int stream = 0; stream < 3; stream++) {
                List<StoredEvent> all = store.events.after("stream-" + stream, 0, 1000);
                long head = store.events.head("stream-" + stream);
                assertThat(all)
                        .extracting(StoredEvent::sequence)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, head).boxed().toList());
                all.forEach(event -> ids.add(event.id()));
            }
            assertThat(ids).hasSize(800);
        }
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        try (LogStore store = new LogStore(directory)) {
            for (int number = 1; number <= 7; number++) {
                append(store, LogStore.event("lobby", ada, "text " + number)).join();
            }

            assertThat(store.events.after("lobby", 0, 3))
                    .extracting(StoredEvent::sequence)
                    .containsExactly(1L, 2L, 3L);
            assertThat(store.events.after("lobby", 3, 3))
                    .extracting(StoredEvent::sequence)
                    .containsExactly(4L, 5L, 6L);
            assertThat(store.events.after("lobby", 6, 3))
                    .extracting(StoredEvent::payload)
                    .containsExactly("text 7");
            assertThat(store.events.after("lobby", 7, 3)).isEmpty();
            assertThat(store.events.head("elsewhere")).isZero();
        }
    }

    @Test
    void aRepeatIsKnownForEverAlsoAfterARestart() {
        NewEvent event = LogStore.event("lobby", ada, "hello", "client-1");
        StoredEvent first;
        try (LogStore store = new LogStore(directory)) {
            first = append(store, event).join();
        }

        try (LogStore store = new LogStore(directory)) {
            StoredEvent again = append(store, event).join();

            assertThat(again).isEqualTo(first);
            assertThat(store.events.head("lobby")).isEqualTo(1);
            assertThat(append(store, LogStore.event("lobby", bob, "hello", "client-1"))
                            .join()
                            .sequence())
                    .as("another sender's same id is another's")
                    .isEqualTo(2);
        }
    }

    @Test
    void aRepeatInTheSameGroupIsKnown() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            var release = store.hold();
            CompletableFuture<StoredEvent> first = append(store, LogStore.event("lobby", ada, "hello", "client-1"));
            CompletableFuture<StoredEvent> second = append(store, LogStore.event("lobby", ada, "hello", "client-1"));
            release.countDown();

            assertThat(second.join()).isEqualTo(first.join());
            assertThat(store.events.head("lobby")).isEqualTo(1);
        }
    }

    @Test
    void theSameIdWithOtherContentIsAConflict() {
        try (LogStore store = new LogStore(directory)) {
            append(store, LogStore.event("lobby", ada, "hello", "client-1")).join();

            assertThatThrownBy(append(store, LogStore.event("lobby", ada, "goodbye", "client-1"))::join)
                    .hasCauseInstanceOf(RefusedException.class)
                    .cause()
                    .extracting(thrown -> ((RefusedException) thrown).refusal())
                    .isEqualTo(Refusal.CONFLICT);
            assertThat(store.events.head("lobby")).isEqualTo(1);
        }
    }

    @Test
    void theIndexGuardsWhatTheQuestionForgot() {
        try (LogStore store = new LogStore(directory)) {
            NewEvent event = LogStore.event("lobby", ada, "hello", "client-1");
            append(store, event).join();

            assertThatThrownBy(store.writer
                            .write(transaction -> store.events.append(transaction, event))
                            .toCompletableFuture()::join)
                    .hasCauseInstanceOf(org.springframework.dao.DataAccessException.class);
        }
    }

    @Test
    void whatIsForgottenIsInNoFileAnyMore() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            append(store, LogStore.event("lobby", ada, "the-old-secret", "client-1"))
                    .join();
            append(store, new NewEvent("lobby", "edited", ada, 1L, "the-new-secret", null))
                    .join();
            append(store, LogStore.event("lobby", ada, "harmless")).join();

            store.writer.writeAndWait(transaction -> {
                store.events.rewrite(transaction, "lobby", 1, event -> "forgotten");
                return 0;
            });
            store.writer.emptyLogSoon();
            org.awaitility.Awaitility.await().until(() -> Files.size(directory.resolve("switchboard.db-wal")) == 0);

            assertThat(store.events.after("lobby", 0, 10))
                    .extracting(StoredEvent::payload)
                    .containsExactly("forgotten", "forgotten", "harmless");
            assertThat(new String(Files.readAllBytes(directory.resolve("switchboard.db")), StandardCharsets.ISO_8859_1))
                    .contains("harmless")
                    .doesNotContain("the-old-secret")
                    .doesNotContain("the-new-secret");
            assertThat(append(store, LogStore.event("lobby", ada, "the-old-secret", "client-1"))
                            .join()
                            .sequence())
                    .as("a repeat is still known by its id")
                    .isEqualTo(1);
        }
    }

    @Test
    void everyStatementUsesAnIndex() {
        try (LogStore store = new LogStore(directory)) {
            for (String statement : EventLog.STATEMENTS) {
                QueryPlans.assertNoScan(store.readers, statement);
            }
        }
    }

    @Test
    void aPlanThatScansIsFound() {
        try (LogStore store = new LogStore(directory)) {
            assertThatThrownBy(() -> QueryPlans.assertNoScan(
                            store.readers, "select payload from events where payload = :payload"))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private CompletableFuture<StoredEvent> append(LogStore store, NewEvent event) {
        return store.writer
                .write(transaction -> {
                    ClientMessage said = event.clientMessage();
                    return (said == null
                                    ? java.util.Optional.<StoredEvent>empty()
                                    : store.events.repeated(transaction, event.actor(), said))
                            .orElseGet(() -> store.events.append(transaction, event));
                })
                .toCompletableFuture();
    }
}
