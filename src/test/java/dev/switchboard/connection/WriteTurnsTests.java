package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteTurnsTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final WriteTurns turns = WriteTurns.started();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        turns.close();
    }

    /** Begins a write that goes on until the latch is down, on the thread that writes for all. */
    private void occupy(CountDownLatch until) {
        CountDownLatch begun = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        while (begun.getCount() > 0) {
            turns.execute(() -> {
                if (!Thread.currentThread().equals(caller)) {
                    begun.countDown();
                    awaitDown(until);
                }
            });
        }
    }

    private static void awaitDown(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSingleWriteIsTheCallersOwn() {
        await().atMost(SOON).until(() -> {
            threads.clear();
            turns.execute(() -> threads.add(Thread.currentThread()));
            return threads.equals(Set.of(Thread.currentThread()));
        });
    }

    @Test
    void whoHasManyWritesIsHelped() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            turns.execute(() -> {
                threads.add(Thread.currentThread());
                done.incrementAndGet();
            });
        }

        await().atMost(SOON).until(() -> done.get() == 10_000);
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void nobodyWritesWhileOthersWaitBeforeThem() {
        CountDownLatch free = new CountDownLatch(1);
        occupy(free);
        List<Integer> order = new CopyOnWriteArrayList<>();
        IntStream.range(0, 100).forEach(number -> turns.execute(() -> order.add(number)));
        assertThat(order).isEmpty();

        free.countDown();

        await().atMost(SOON).until(() -> order.size() == 100);
        assertThat(order).isSorted();
    }

    @Test
    void whatWaitsForAnOutboxGoesOutInOneWrite() {
        FakeTransport transport = new FakeTransport();
        Outbox outbox = new Outbox(transport, 10_000, new FakeTimer(), Runnable::run, turns);
        CountDownLatch free = new CountDownLatch(1);
        occupy(free);
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outbox.offer(Frame.of("m" + i), this);
            said.add("m" + i);
        }

        CountDownLatch behind = new CountDownLatch(1);
        turns.execute(behind::countDown);
        free.countDown();

        awaitDown(behind);
        assertThat(transport.writes).containsExactly(said);
    }

    @Test
    void aMistakeEndsNothing() {
        AtomicInteger done = new AtomicInteger();
        CountDownLatch free = new CountDownLatch(1);
        occupy(free);
        turns.execute(() -> {
            throw new IllegalStateException("a mistake");
        });
        turns.execute(() -> {
            throw new StackOverflowError();
        });
        turns.execute(done::incrementAndGet);
        free.countDown();

        await().atMost(SOON).until(() -> done.get() == 1);
    }

    @Test
    void nothingIsLeftAtTheEnd() {
        CountDownLatch free = new CountDownLatch(1);
        occupy(free);
        AtomicInteger done = new AtomicInteger();
        turns.execute(done::incrementAndGet);
        turns.close();
        turns.execute(done::incrementAndGet);
        free.countDown();

        await().atMost(SOON).until(() -> done.get() == 2);
    }
}
