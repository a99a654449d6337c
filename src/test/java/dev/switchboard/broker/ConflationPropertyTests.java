package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.Refusal;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Under seeded interleavings: rising values, the rate kept, the newest always last, and at most one that waits. */
class ConflationPropertyTests {

    private static final int SEEDS = 10_000;
    private static final int STEPS = 60;

    @Test
    void theNewestIsAlwaysLastAndTheRateIsKept() {
        long deliveries = 0;
        long leftOut = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, new FakeTimetable());
            assertThat(run.go()).as("seed %d", seed).isEmpty();
            deliveries += run.deliveries;
            leftOut += run.leftOut;
        }
        System.out.printf("%d interleavings: %d values delivered, %d left out%n", SEEDS, deliveries, leftOut);
        assertThat(deliveries).isGreaterThan(SEEDS * 10L);
        assertThat(leftOut).isGreaterThan(SEEDS * 10L);
    }

    @Test
    void aTimetableThatForgetsIsNoticed() {
        assertThat(anyIsWrong(() -> new FakeTimetable() {
                    private int asked;

                    @Override
                    public void at(long nanos, Runnable task) {
                        if (++asked % 10 != 0) {
                            super.at(nanos, task);
                        }
                    }
                }))
                .contains("newest");
    }

    @Test
    void aClockThatRunsAheadIsNoticed() {
        assertThat(anyIsWrong(() -> new FakeTimetable() {
                    private long ahead;

                    @Override
                    public long nanoTime() {
                        return super.nanoTime() + ahead++ * 1_000_000;
                    }
                }))
                .contains("too early");
    }

    private static String anyIsWrong(java.util.function.Supplier<FakeTimetable> made) {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> wrong = new Run(seed, made.get()).go();
            if (!wrong.isEmpty()) {
                return wrong.toString();
            }
        }
        return "";
    }

    /** One schedule of values, passing time, slow reading, comings and goings. */
    private static final class Run {

        private final SplittableRandom random;
        private final FakeTimetable timetable;
        private final Ticks ticks;
        private final Broker broker;
        private final List<SlowReader> readers = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        int deliveries;
        int leftOut;

        Run(long seed, FakeTimetable timetable) {
            random = new SplittableRandom(seed);
            this.timetable = timetable;
            ticks = new Ticks(Duration.ofMillis(random.nextInt(3) * 50L));
            broker = Brokers.with(() -> Stream.of(ticks), Runnable::run, timetable, new SimpleMeterRegistry());
        }

        List<String> go() {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            readers.forEach(reader -> reader.read(1_000_000));
            for (int i = 0; i < 3; i++) {
                pass(100);
            }
            for (SlowReader reader : readers) {
                if (reader.subscription != null && reader.last != ticks.count()) {
                    wrong.add("the newest is " + ticks.count() + ", not " + reader.last);
                }
            }
            return wrong;
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0 -> {
                    SlowReader reader = new SlowReader(random.nextInt(4));
                    readers.add(reader);
                    reader.subscription = broker.subscribe(Listening.live(Ticks.PRICE, UserId.next()), reader);
                }
                case 1, 2, 3 -> pass(random.nextInt(120));
                case 4, 5 -> {
                    if (!readers.isEmpty()) {
                        readers.get(random.nextInt(readers.size())).read(1 + random.nextInt(3));
                    }
                }
                case 6 -> {
                    if (!readers.isEmpty() && random.nextInt(3) == 0) {
                        readers.get(random.nextInt(readers.size())).leave();
                    }
                }
                default -> {
                    for (int i = random.nextInt(4); i >= 0; i--) {
                        broker.publish(ticks.next());
                    }
                }
            }
        }

        private void pass(int millis) {
            timetable.pass(Duration.ofMillis(millis));
        }

        /** Has room for so many, and is told when it has more. */
        private final class SlowReader implements Subscriber {

            private int room;
            private int last;
            private long lastAt = Long.MIN_VALUE / 2;
            private @Nullable Runnable whenRoom;
            private @Nullable Subscription subscription;
            private boolean left;

            SlowReader(int room) {
                this.room = room;
            }

            @Override
            public void deliver(Publication publication) {
                int value = Integer.parseInt(publication.id());
                if (left) {
                    wrong.add("after the end");
                }
                if (value <= last) {
                    wrong.add(value + " after " + last);
                }
                // The real time, which passes while its tasks run.
                long at = timetable.realTime();
                if (at - lastAt < ticks.interval.toNanos()) {
                    wrong.add("too early by " + (ticks.interval.toNanos() - at + lastAt));
                }
                leftOut += last == 0 ? 0 : value - last - 1;
                deliveries++;
                last = value;
                lastAt = at;
                room--;
            }

            @Override
            public boolean hasRoom(Runnable whenRoom) {
                if (room > 0) {
                    return true;
                }
                if (this.whenRoom != null) {
                    wrong.add("asked for room twice");
                }
                this.whenRoom = whenRoom;
                return false;
            }

            void read(int more) {
                room += more;
                Runnable told = whenRoom;
                whenRoom = null;
                if (told != null) {
                    told.run();
                }
            }

            void leave() {
                if (subscription != null) {
                    subscription.close();
                    subscription = null;
                    left = true;
                }
            }

            @Override
            public void onStarted(Start start) {}

            @Override
            public void onRevoked(Refusal why) {
                wrong.add("revoked: " + why);
            }
        }
    }
}
