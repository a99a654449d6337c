package dev.switchboard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTests {

    private final UserId ada = UserId.next();

    @TempDir
    private Path directory;

    @Test
    void whatQueuesUpSharesACommit() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            CountDownLatch release = store.hold();
            List<CompletableFuture<StoredEvent>> changes = IntStream.range(0, 50)
                    .mapToObj(number -> append(store, "room-" + number % 7, "text " + number))
                    .toList();
            store.faults.fail(new FaultyDataSource.Fault(0, 0, false, false));
            release.countDown();

            changes.forEach(CompletableFuture::join);

            assertThat(store.faults.executed()).filteredOn("commit"::equals).hasSizeLessThanOrEqualTo(2);
            assertThat(store.events.after("room-0", 0, 100))
                    .extracting(StoredEvent::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 8).boxed().toList());
            assertThat(store.meters.get("switchboard.log.group.size").summary().max())
                    .isEqualTo(50);
            assertThat(store.meters.get("switchboard.log.commit").timer().count())
                    .isEqualTo(2);
        }
    }

    @Test
    void aChangeThatFailsLosesOnlyItself() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            CountDownLatch release = store.hold();
            CompletableFuture<StoredEvent> before = append(store, "lobby", "before");
            CompletableFuture<StoredEvent> failing = store.writer
                    .write(transaction -> {
                        store.events.append(transaction, LogStore.event("lobby", ada, "lost"));
                        transaction.publish(publication("lost"));
                        return refuse();
                    })
                    .toCompletableFuture();
            CompletableFuture<Integer> broken = store.writer
                    .write(transaction -> transaction
                            .jdbc()
                            .sql("insert into events (stream) values ('lobby')")
                            .update())
                    .toCompletableFuture();
            CompletableFuture<StoredEvent> after = append(store, "lobby", "after");
            release.countDown();

            assertThat(before.join().sequence()).isEqualTo(1);
            assertThat(after.join().sequence()).isEqualTo(2);
            assertThatThrownBy(failing::join).hasCauseInstanceOf(RefusedException.class);
            assertThatThrownBy(broken::join).isInstanceOf(CompletionException.class);
            assertThat(store.events.after("lobby", 0, 10))
                    .extracting(StoredEvent::payload)
                    .containsExactly("before", "after");
            assertThat(store.published).isEmpty();
        }
    }

    @Test
    void publishesAfterTheCommitInItsOrderAndThenAnswers() {
        List<String> steps = new CopyOnWriteArrayList<>();
        List<Long> heads = new CopyOnWriteArrayList<>();
        List<LogStore> self = new ArrayList<>();
        StorageProperties properties = LogStore.properties(directory, 1000);
        try (LogStore store = new LogStore(properties, publication -> {
            heads.add(self.getFirst().events.head("lobby"));
            steps.add("published " + text(publication));
        })) {
            self.add(store);
            List<CompletableFuture<Void>> answers = new ArrayList<>();
            for (int number = 1; number <= 100; number++) {
                String text = String.valueOf(number);
                answers.add(store.writer
                        .write(transaction -> {
                            transaction.publish(() -> publication(text));
                            transaction.afterCommit(() -> steps.add("followed " + text));
                            return store.events.append(transaction, LogStore.event("lobby", ada, text));
                        })
                        .thenAccept(event -> steps.add("answered " + text))
                        .toCompletableFuture());
            }
            answers.forEach(CompletableFuture::join);

            assertThat(steps)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 100)
                            .boxed()
                            .flatMap(number ->
                                    List.of("published " + number, "followed " + number, "answered " + number).stream())
                            .toList());
            assertThat(heads).allSatisfy(head -> assertThat(head).isPositive());
            for (int index = 0; index < heads.size(); index++) {
                assertThat(heads.get(index)).isGreaterThanOrEqualTo(index + 1L);
            }
        }
    }

    @Test
    void aSubscriberThatFailsHurtsNobody() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (LogStore store = new LogStore(LogStore.properties(directory, 1000), publication -> {
            if (text(publication).equals("bad")) {
                throw new IllegalStateException("A subscriber's mistake");
            }
            heard.add(text(publication));
        })) {
            CompletableFuture<Integer> change = store.writer
                    .write(transaction -> {
                        transaction.publish(publication("bad"));
                        transaction.publish(() -> {
                            throw new IllegalStateException("A form's mistake");
                        });
                        transaction.publish(publication("good"));
                        transaction.afterCommit(() -> {
                            throw new IllegalStateException("A follower's mistake");
                        });
                        transaction.afterCommit(() -> heard.add("followed"));
                        return 7;
                    })
                    .toCompletableFuture();

            assertThat(change.join()).isEqualTo(7);
            assertThat(heard).containsExactly("good", "followed");
        }
    }

    @Test
    void aSlowPublicationDoesNotHoldUpTheNextCommit() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (LogStore store = new LogStore(LogStore.properties(directory, 1000), publication -> {
            stuck.countDown();
            try {
                release.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        })) {
            store.writer.write(transaction -> {
                transaction.publish(publication("slow"));
                return 0;
            });
            stuck.await();
            CompletableFuture<StoredEvent> next = append(store, "lobby", "next");

            await().until(() -> store.events.head("lobby") == 1);

            assertThat(next).isNotDone();
            release.countDown();
            assertThat(next.join().sequence()).isEqualTo(1);
        }
    }

    @Test
    void refusesMoreThanItsQueueHolds() throws Exception {
        try (LogStore store = new LogStore(LogStore.properties(directory, 5), publication -> {})) {
            CountDownLatch release = store.hold();
            List<CompletableFuture<StoredEvent>> fit = IntStream.range(0, 4)
                    .mapToObj(number -> append(store, "lobby", "fits"))
                    .toList();

            CompletableFuture<StoredEvent> tooMuch = append(store, "lobby", "does not");

            assertThat(refusal(tooMuch).refusal()).isEqualTo(Refusal.UNAVAILABLE);
            assertThat(refusal(tooMuch).retryAfter()).isPresent();
            release.countDown();
            fit.forEach(CompletableFuture::join);
            assertThat(append(store, "lobby", "again there is room").join().sequence())
                    .isEqualTo(5);
        }
    }

    @Test
    void aStopStoresAndPublishesWhatWasAccepted() {
        List<CompletableFuture<StoredEvent>> changes = new ArrayList<>();
        LogStore store = new LogStore(directory);
        for (int number = 0; number < 2000; number++) {
            changes.add(store.writer
                    .write(transaction -> {
                        transaction.publish(publication("text"));
                        return store.events.append(transaction, LogStore.event("lobby", ada, "text"));
                    })
                    .toCompletableFuture());
        }

        store.close();

        assertThat(changes).allSatisfy(change -> assertThat(change).isCompleted());
        assertThat(store.published).hasSize(2000);
        assertThat(refusal(append(store, "lobby", "too late")).refusal()).isEqualTo(Refusal.UNAVAILABLE);
        try (LogStore again = new LogStore(directory)) {
            assertThat(again.events.head("lobby")).isEqualTo(2000);
        }
    }

    @Test
    void emptiesTheWriteAheadLogWhenAsked() {
        try (LogStore store = new LogStore(directory)) {
            append(store, "lobby", "secret-secret").join();
            Path log = directory.resolve("switchboard.db-wal");
            assertThat(log).isNotEmptyFile();

            store.writer.emptyLogSoon();

            await().untilAsserted(() -> assertThat(log).isEmptyFile());
        }
    }

    private CompletableFuture<StoredEvent> append(LogStore store, String stream, String text) {
        return store.writer
                .write(transaction -> store.events.append(transaction, LogStore.event(stream, ada, text)))
                .toCompletableFuture();
    }

    private static StoredEvent refuse() {
        throw new RefusedException(Refusal.CONFLICT, "No");
    }

    private static RefusedException refusal(CompletableFuture<?> change) {
        return (RefusedException) change.handle(
                        (value, thrown) -> thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown)
                .join();
    }

    private static Publication publication(String text) {
        return new Publication(
                Destination.of("/topic/test/one"),
                DeliveryClass.EPHEMERAL,
                text,
                OptionalLong.empty(),
                "text/plain",
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Publication publication) {
        return new String(publication.body(), StandardCharsets.UTF_8);
    }
}
