package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No loss, no repeat, no reordering, whatever happens in whichever order. */
class OutboxPropertyTests {

    private static final int CAPACITY = 400;

    /** Against a model that keeps the whole truth in two lists. */
    @Test
    void agreesWithItsModelInThousandsOfSeededRuns() {
        for (long seed = 0; seed < 5_000; seed++) {
            new Run(seed).go();
        }
    }

    private static final class Run {

        private final long seed;
        private final Random random;
        private final FakeTransport transport = new FakeTransport();
        private final Outbox outbox =
                new Outbox(transport, CAPACITY, new FakeTimer(), Runnable::run, new WritesAtOnce());
        private final List<String> expected = new ArrayList<>();
        private final Deque<String> waiting = new ArrayDeque<>();
        private int writing;
        private boolean closing;
        private int next;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            transport.reads = false;
        }

        void go() {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(20)) {
                    case 0 -> purge(random.nextInt(3));
                    case 1 -> close();
                    case 2, 3, 4, 5, 6, 7 -> readOne();
                    default -> offer(random.nextInt(3), random.nextInt(5) == 0);
                }
                check(step);
            }
            while (!transport.running.isEmpty()) {
                readOne();
            }
            check(60);
            if (closing) {
                assertThat(transport.closed)
                        .as("seed %d: the goodbye, once", seed)
                        .hasSize(1);
            }
        }

        private void check(int step) {
            assertThat(transport.frames()).as("seed %d, step %d", seed, step).isEqualTo(expected);
            assertThat(outbox.queuedBytes())
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(waitingBytes() + writing)
                    .isLessThanOrEqualTo(CAPACITY);
            assertThat(transport.concurrentWrites).isLessThanOrEqualTo(1);
            if (!waiting.isEmpty() || writing > 0) {
                assertThat(transport.closed)
                        .as("seed %d: close comes last", seed)
                        .isEmpty();
            }
        }

        private int waitingBytes() {
            return waiting.stream().mapToInt(String::length).sum();
        }

        private void offer(int tag, boolean ephemeral) {
            String frame = tag + ":" + next++ + "x".repeat(random.nextInt(60));
            int bound = ephemeral ? CAPACITY / 2 : CAPACITY;
            int queued = waitingBytes() + writing;
            boolean fits = queued == 0 || queued + frame.length() <= bound;

            boolean taken = ephemeral ? outbox.offerOrDrop(Frame.of(frame), tag) : outbox.offer(Frame.of(frame), tag);

            assertThat(taken).as("seed %d", seed).isEqualTo(fits && !closing);
            if (taken) {
                waiting.add(frame);
                if (writing == 0) {
                    startWrite();
                }
            } else if (!ephemeral && !closing) {
                closing = true;
                waiting.clear();
            }
        }

        private void startWrite() {
            expected.addAll(waiting);
            writing = waitingBytes();
            waiting.clear();
        }

        private void readOne() {
            if (!transport.running.isEmpty()) {
                writing = 0;
                startWrite();
                transport.readOne();
            }
        }

        private void purge(int tag) {
            outbox.purge(tag);
            waiting.removeIf(frame -> frame.startsWith(tag + ":"));
        }

        private void close() {
            outbox.close(CloseReason.BYE);
            closing = true;
        }
    }

    /**
     * Rights end and time passes at any moment: what may not be read any more is neither written later, nor still being written
     * when the time is up; and nobody else is cut.
     */
    @Test
    void holdsBackWhatWasRevokedInThousandsOfSeededRuns() {
        int cut = 0;
        int lived = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            boolean survived = new Revoking(seed).survives();
            lived += survived ? 1 : 0;
            cut += survived ? 0 : 1;
        }
        assertThat(cut).isGreaterThan(500);
        assertThat(lived).isGreaterThan(500);
    }

    private static final class Revoking {

        private static final int STEP_MS = 200;

        private final long seed;
        private final Random random;
        private final FakeTimer timer = new FakeTimer();
        private final FakeTransport transport = new FakeTransport();
        private final Outbox outbox = new Outbox(transport, 1_000_000, timer, Runnable::run, new WritesAtOnce());
        private final Map<Integer, Long> revokedAt = new HashMap<>();
        private int next;
        private int seen;
        private List<String> running = List.of();
        private long dueAt = Long.MAX_VALUE;

        Revoking(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            transport.reads = false;
        }

        /** @return whether the connection was never cut */
        boolean survives() {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(10)) {
                    case 0 -> revoke(random.nextInt(10));
                    case 1 -> read();
                    case 2, 3 -> timer.pass(Duration.ofMillis(STEP_MS));
                    default -> offer(random.nextInt(10));
                }
                boolean due = timer.now() >= dueAt;
                assertThat(transport.aborts).as("seed %d, step %d", seed, step).isEqualTo(due ? 1 : 0);
                if (due) {
                    return false;
                }
            }
            return true;
        }

        private void offer(int tag) {
            if (!revokedAt.containsKey(tag)) {
                outbox.offer(Frame.of(tag + ":" + next++), tag);
                look();
            }
        }

        private void read() {
            if (!transport.running.isEmpty()) {
                dueAt = Long.MAX_VALUE;
                running = List.of();
                transport.readOne();
                look();
            }
        }

        private void revoke(int tag) {
            outbox.revoke(tag);
            revokedAt.putIfAbsent(tag, timer.now());
            if (running.stream().anyMatch(frame -> frame.startsWith(tag + ":"))) {
                dueAt = Math.min(dueAt, timer.now() + Outbox.REVOKED.toMillis());
            }
        }

        /** What a new write has may all be read. */
        private void look() {
            if (transport.writes.size() > seen) {
                seen = transport.writes.size();
                running = transport.writes.getLast();
                assertThat(running)
                        .as("seed %d", seed)
                        .noneMatch(frame -> revokedAt.containsKey(Integer.parseInt(frame.substring(0, 1))));
            }
        }
    }

    /** Real threads: four that offer, one that purges, and a peer whose writes end elsewhere or at once. */
    @RepeatedTest(20)
    @SuppressWarnings("FutureReturnValueIgnored")
    void keepsEachOffererInOrderUnderThreads() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ConcurrentTransport transport = new ConcurrentTransport(threads);
            Outbox outbox = new Outbox(transport, 50_000_000, new FakeTimer(), Runnable::run, new WritesAtOnce());
            int offerers = 4;
            int each = 2_000;
            CountDownLatch done = new CountDownLatch(offerers);
            for (int offerer = 0; offerer < offerers; offerer++) {
                String tag = "o" + offerer;
                threads.submit(() -> {
                    IntStream.range(0, each).forEach(i -> outbox.offer(Frame.of(tag + ":" + i), tag));
                    done.countDown();
                });
            }
            threads.submit(() -> IntStream.range(0, 50).forEach(i -> outbox.purge("o0")));

            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            outbox.close(CloseReason.BYE);
            assertThat(transport.closed.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(transport.overlapped).isFalse();
            for (int offerer = 1; offerer < offerers; offerer++) {
                String start = "o" + offerer + ":";
                assertThat(transport.frames.stream().filter(frame -> frame.startsWith(start)))
                        .containsExactlyElementsOf(IntStream.range(0, each)
                                .mapToObj(i -> start + i)
                                .toList());
            }
            List<Integer> purged = transport.frames.stream()
                    .filter(frame -> frame.startsWith("o0:"))
                    .map(frame -> Integer.parseInt(frame.substring(3)))
                    .toList();
            assertThat(purged).isSorted().doesNotHaveDuplicates();
        }
    }

    private static final class ConcurrentTransport implements Transport {

        final ConcurrentLinkedQueue<String> frames = new ConcurrentLinkedQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        final AtomicBoolean overlapped = new AtomicBoolean();
        private final AtomicInteger running = new AtomicInteger();
        private final ExecutorService threads;
        private int count;

        ConcurrentTransport(ExecutorService threads) {
            this.threads = threads;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored")
        public void write(List<Frame> written, Consumer<@Nullable Throwable> done) {
            if (running.incrementAndGet() != 1) {
                overlapped.set(true);
            }
            written.forEach(frame -> frames.add(frame.text()));
            Runnable end = () -> {
                running.decrementAndGet();
                done.accept(null);
            };
            if (count++ % 3 == 0) {
                threads.submit(end);
            } else {
                end.run();
            }
        }

        @Override
        public void ping() {}

        @Override
        public boolean pings() {
            return false;
        }

        @Override
        public void close(CloseReason reason, Consumer<@Nullable Throwable> done) {
            if (running.get() != 0) {
                overlapped.set(true);
            }
            closed.countDown();
            done.accept(null);
        }

        @Override
        public void abort() {}
    }

    /** Whoever was told "no room" is told of room, for else replay would stand still. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverForgetsWhoWaitsForRoom(long seed) {
        Random random = new Random(seed);
        FakeTransport transport = new FakeTransport();
        transport.reads = false;
        Outbox outbox = new Outbox(transport, CAPACITY, new FakeTimer(), Runnable::run, new WritesAtOnce());
        Set<Integer> asked = new HashSet<>();
        List<Integer> told = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            outbox.offerOrDrop(Frame.of("x".repeat(1 + random.nextInt(150))), "t");
            if (outbox.queuedBytes() < CAPACITY / 2) {
                outbox.offer(Frame.of("x".repeat(150)), "t");
            }
            if (!outbox.hasRoom(() -> told.add(number))) {
                asked.add(number);
            }
            if (random.nextBoolean()) {
                transport.readOne();
            }
        }
        while (!transport.running.isEmpty()) {
            transport.readOne();
        }
        assertThat(asked).isNotEmpty();
        assertThat(told).containsExactlyInAnyOrderElementsOf(asked);
    }
}
