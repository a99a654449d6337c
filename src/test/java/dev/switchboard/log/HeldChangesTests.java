package dev.switchboard.log;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.broker.Commitments.Commitment;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one thread says as one is stored as one, or not at all. */
class HeldChangesTests {

    private final UserId ada = UserId.next();

    @TempDir
    private Path directory;

    @Test
    void standTogetherInTheLogAndAreAnsweredInTheirOrder() throws Exception {
        try (LogStore store = new LogStore(directory)) {
            CountDownLatch release = store.hold();
            List<String> answered = new CopyOnWriteArrayList<>();
            List<CompletableFuture<StoredEvent>> ones = new ArrayList<>();
            Thread other = new Thread(() -> ones.add(append(store, "lobby", "other")));
            try (Commitment together = store.writer.open()) {
                for (String text : List.of("a", "b", "c")) {
                    CompletableFuture<StoredEvent> one = append(store, "lobby", text);
                    ones.add(one);
                    var unused = one.thenAccept(event -> answered.add(event.payload()));
                }
                other.start();
                other.join();
                together.commit();
            }
            release.countDown();
            ones.forEach(CompletableFuture::join);

            assertThat(store.events.after("lobby", 0, 10))
                    .extracting(StoredEvent::payload)
                    .containsExactly("other", "a", "b", "c");
            assertThat(answered).containsExactly("a", "b", "c");
            assertThat(append(store, "lobby", "later").join().sequence()).isEqualTo(5);
        }
    }

    @Test
    void leaveNothingWhereOneIsRefused() {
        try (LogStore store = new LogStore(directory)) {
            CompletableFuture<StoredEvent> first;
            CompletableFuture<Object> second;
            CompletableFuture<StoredEvent> third;
            try (Commitment together = store.writer.open()) {
                first = append(store, "lobby", "a");
                second = store.writer
                        .write(transaction -> {
                            throw new RefusedException(Refusal.CONFLICT, "Not this one");
                        })
                        .toCompletableFuture();
                third = append(store, "lobby", "c");
                together.commit();
            }

            for (CompletableFuture<?> each : List.of(first, second, third)) {
                assertThat(refusal(each)).isEqualTo(Refusal.CONFLICT);
            }
            assertThat(store.events.head("lobby")).isZero();
            assertThat(store.published).isEmpty();
        }
    }

    @Test
    void leaveNothingWhereTheyGoToTwoStreams() {
        try (LogStore store = new LogStore(directory)) {
            CompletableFuture<StoredEvent> first;
            try (Commitment together = store.writer.open()) {
                first = append(store, "lobby", "a");
                write(store, "attic", "b");
                together.commit();
            }

            assertThat(refusal(first)).isEqualTo(Refusal.INVALID);
            assertThat(store.events.head("lobby") + store.events.head("attic")).isZero();
        }
    }

    @Test
    void areForgottenWhereNobodyCommits() {
        try (LogStore store = new LogStore(directory)) {
            CompletableFuture<StoredEvent> forgotten;
            try (Commitment together = store.writer.open()) {
                forgotten = append(store, "lobby", "forgotten");
                assertThatThrownBy(store.writer::open)
                        .as("beside %s", together)
                        .isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> store.writer.writeAndWait(transaction -> 1))
                        .isInstanceOf(IllegalStateException.class);
            }

            assertThat(append(store, "lobby", "kept").join().sequence()).isEqualTo(1);
            assertThat(forgotten).isNotDone();
        }
    }

    @Test
    void holdBackHintsUntilTheyAreStored() {
        List<String> steps = new CopyOnWriteArrayList<>();
        try (LogStore store = new LogStore(
                LogStore.properties(directory, 100), publication -> steps.add("published " + publication.id()))) {
            CompletableFuture<StoredEvent> said;
            try (Commitment together = store.writer.open()) {
                store.publisher.offer(hint("hint"));
                said = append(store, "lobby", "said");
                var unused = said.thenAccept(event -> steps.add("stored"));
                together.commit();
            }
            try (Commitment refused = store.writer.open()) {
                store.publisher.offer(hint("never"));
                write(store, "lobby", "a");
                write(store, "attic", "b");
                refused.commit();
            }
            said.join();
            store.publisher.offer(hint("last"));
        }

        assertThat(steps).containsExactly("stored", "published hint", "published last");
    }

    @Test
    void countAsManyInTheQueue() throws Exception {
        try (LogStore store = new LogStore(LogStore.properties(directory, 5), publication -> {})) {
            CountDownLatch release = store.hold();
            CompletableFuture<StoredEvent> tooMany;
            try (Commitment together = store.writer.open()) {
                tooMany = append(store, "lobby", "1");
                for (int number = 2; number <= 5; number++) {
                    write(store, "lobby", String.valueOf(number));
                }
                together.commit();
            }

            assertThat(refusal(tooMany)).isEqualTo(Refusal.UNAVAILABLE);
            release.countDown();
            store.writer.writeAndWait(transaction -> 0);
            assertThat(store.events.head("lobby")).isZero();
        }
    }

    /** What is not waited for here. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void write(LogStore store, String stream, String text) {
        append(store, stream, text);
    }

    private CompletableFuture<StoredEvent> append(LogStore store, String stream, String text) {
        return store.writer
                .write(transaction -> store.events.append(transaction, LogStore.event(stream, ada, text)))
                .toCompletableFuture();
    }

    private static Publication hint(String id) {
        return new Publication(
                Destination.of("/topic/lobby/typing"),
                DeliveryClass.EPHEMERAL,
                id,
                OptionalLong.empty(),
                "text/plain",
                new byte[0]);
    }

    private static Refusal refusal(CompletableFuture<?> change) {
        try {
            change.join();
            throw new AssertionError("It was not refused");
        } catch (CompletionException failed) {
            return ((RefusedException) requireNonNull(failed.getCause())).refusal();
        }
    }
}
