package dev.switchboard.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker under real threads. */
@Timeout(60)
class ThreadsTests {

    private final Board lobby = new Board("/topic/rooms/lobby");
    private final UserId ada = UserId.next();
    private final ExecutorService replays = Executors.newFixedThreadPool(2);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean finished;
    private final Broker broker = Brokers.with(() -> Stream.of(lobby), replays, new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        replays.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void closingReturnsOnceTheDeliveryUnderWayHasEnded() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Reader reader = new Reader();
        reader.onDelivery = () -> {
            delivering.countDown();
            await().until(() -> mayEnd.getCount() == 0);
        };
        Subscription subscription = broker.subscribe(Listening.live(lobby.destination, ada), reader);
        Future<?> publishing = threads.submit(() -> broker.publish(lobby.append()));
        delivering.await();

        AtomicReference<Thread> closer = new AtomicReference<>();
        Future<?> closing = threads.submit(() -> {
            closer.set(Thread.currentThread());
            subscription.close();
        });

        await().until(() -> closer.get() != null && closer.get().getState() == Thread.State.BLOCKED);
        assertThat(closing.isDone()).isFalse();
        mayEnd.countDown();
        closing.get(5, SECONDS);
        publishing.get(5, SECONDS);
    }

    @Test
    void subscribersThatHangUpOnEachOtherDoNotWaitForEver() throws Exception {
        Board other = new Board("/topic/rooms/other");
        Broker both = Brokers.with(lobby, other);
        CyclicBarrier bothDeliver = new CyclicBarrier(2);
        List<Reader> readers = List.of(new Reader(), new Reader());
        List<Subscription> subscriptions = List.of(
                both.subscribe(Listening.live(lobby.destination, ada), readers.get(0)),
                both.subscribe(Listening.live(other.destination, ada), readers.get(1)));
        for (int i = 0; i < 2; i++) {
            Subscription others = subscriptions.get(1 - i);
            readers.get(i).onDelivery = () -> {
                meet(bothDeliver);
                others.close();
            };
        }

        Future<?> one = threads.submit(() -> both.publish(lobby.append()));
        Future<?> two = threads.submit(() -> both.publish(other.append()));

        one.get(5, SECONDS);
        two.get(5, SECONDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyoneHearsEachEventOnceAndInOrderAndNothingAfterTheEnd(long seed) throws Exception {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Person> people =
                IntStream.range(0, 6).mapToObj(i -> new Person(seed + i, wrong)).toList();
        lobby.replayLimit = Integer.MAX_VALUE;

        Future<?> writer = threads.submit(() -> speakUntilAllHaveComeAndGone(people));
        List<Future<?>> lives = new ArrayList<>();
        people.forEach(person -> lives.add(threads.submit(person::comeAndGo)));
        Future<?> revoking = threads.submit(() -> revokeNowAndThen(people, seed));
        writer.get();
        revoking.get();
        for (Future<?> life : lives) {
            life.get();
        }

        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(people).allSatisfy(person -> assertThat(person.last).isEqualTo(lobby.head()));
        System.out.printf(
                "seed %d: %d events, %d sessions, %d refused or revoked%n",
                seed,
                lobby.head(),
                people.stream().mapToInt(person -> person.sessions.get()).sum(),
                people.stream().mapToInt(person -> person.refused).sum());
    }

    private void speakUntilAllHaveComeAndGone(List<Person> people) {
        while (lobby.head() < 2_000 || people.stream().anyMatch(person -> person.sessions.get() < 100)) {
            broker.publish(lobby.append());
            if (lobby.head() % 20 == 0) {
                LockSupport.parkNanos(50_000);
            }
        }
        finished = true;
    }

    private void revokeNowAndThen(List<Person> people, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        while (!finished) {
            Person person = people.get(random.nextInt(people.size()));
            lobby.strangers.add(person.user);
            broker.revoke(lobby.destination, person.user);
            person.cutOff = true;
            LockSupport.parkNanos(random.nextInt(100_000));
            person.cutOff = false;
            lobby.strangers.remove(person.user);
            LockSupport.parkNanos(random.nextInt(300_000));
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception brokenBarrier) {
            throw new IllegalStateException(brokenBarrier);
        }
    }

    /** Someone who listens, reads slowly, hangs up and resumes until everything was heard. */
    private final class Person {

        private final UserId user = UserId.next();
        private final SplittableRandom random;
        private final Queue<String> wrong;
        private volatile long last;
        private volatile boolean cutOff;
        private final AtomicInteger sessions = new AtomicInteger();
        private int refused;

        Person(long seed, Queue<String> wrong) {
            this.random = new SplittableRandom(seed);
            this.wrong = wrong;
        }

        void comeAndGo() {
            while (!finished || last < lobby.head()) {
                Ear ear = new Ear();
                try {
                    Subscription subscription =
                            broker.subscribe(new Listening(lobby.destination, user, OptionalLong.of(last), true), ear);
                    boolean toTheEnd = finished;
                    int turns = random.nextInt(400);
                    while ((turns > 0 || (toTheEnd && last < lobby.head())) && !ear.revoked) {
                        ear.read();
                        turns--;
                    }
                    subscription.close();
                } catch (RefusedException notNow) {
                    refused++;
                }
                ear.over = true;
                refused += ear.revoked ? 1 : 0;
                sessions.incrementAndGet();
            }
        }

        private final class Ear implements Subscriber {

            private final AtomicInteger backlog = new AtomicInteger();
            private final AtomicReference<Runnable> whenRoom = new AtomicReference<>();
            private volatile boolean over;
            private volatile boolean revoked;

            void read() {
                backlog.set(0);
                Runnable waiting = whenRoom.getAndSet(null);
                if (waiting != null) {
                    waiting.run();
                }
                Thread.onSpinWait();
            }

            @Override
            public void deliver(Publication publication) {
                long sequence = publication.sequence().orElseThrow();
                if (over || revoked || cutOff) {
                    wrong.add("heard " + sequence + " after the end");
                }
                if (sequence != last + 1) {
                    wrong.add("heard " + sequence + " after " + last);
                }
                last = sequence;
                backlog.incrementAndGet();
            }

            @Override
            public void onStarted(Start start) {
                if (start.recovery() != Start.Recovery.RECOVERED
                        || last < start.head().orElseThrow()) {
                    wrong.add("said " + start + " at " + last);
                }
            }

            @Override
            public void onRevoked(Refusal why) {
                revoked = true;
            }

            @Override
            public boolean hasRoom(Runnable whenRoom) {
                if (backlog.get() < 16) {
                    return true;
                }
                this.whenRoom.set(whenRoom);
                return false;
            }
        }
    }
}
