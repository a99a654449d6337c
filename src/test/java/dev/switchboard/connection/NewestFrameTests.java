package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames of which only the newest is of use take the place of those that wait. */
class NewestFrameTests {

    private static final int CAPACITY = 40;

    private final FakeTransport transport = new FakeTransport();
    private final FakeTimer timer = new FakeTimer();
    private final Outbox outbox = new Outbox(transport, CAPACITY, timer, Runnable::run, new WritesAtOnce());
    private final List<String> told = new ArrayList<>();

    private boolean offer(String tag, String text) {
        return outbox.offerNewest(Frame.of(text), tag, () -> told.add(tag));
    }

    @Test
    void theNewestTakesThePlaceOfTheOneThatWaits() {
        transport.reads = false;
        offer("a", "a1");
        offer("a", "a2");
        outbox.offer(Frame.of("m1"), "room");
        offer("b", "b1");
        offer("a", "a3");
        offer("b", "b2!");

        assertThat(outbox.queuedBytes()).isEqualTo(2 + 2 + 2 + 3);
        transport.readOne();

        assertThat(transport.writes).containsExactly(List.of("a1"), List.of("a3", "m1", "b2!"));
    }

    @Test
    void whereThereIsNoRoomItIsNotTakenAndNothingIsClosed() {
        transport.reads = false;
        outbox.offer(Frame.of("x".repeat(CAPACITY)), "room");

        assertThat(offer("a", "a1")).isFalse();
        assertThat(told).isEmpty();
        assertThat(transport.closed).isEmpty();
        transport.readOne();

        assertThat(told).containsExactly("a");
        assertThat(offer("a", "a2")).isTrue();
        assertThat(transport.frames()).endsWith("a2");
    }

    @Test
    void whatHasBecomeTooLargeIsNotLeftWaitingInItsOldForm() {
        transport.reads = false;
        outbox.offer(Frame.of("x".repeat(20)), "room");
        offer("a", "a1");
        outbox.offer(Frame.of("y".repeat(10)), "room");

        assertThat(offer("a", "a".repeat(20))).isFalse();
        transport.readOne();
        transport.readOne();

        assertThat(transport.frames()).containsExactly("x".repeat(20), "y".repeat(10));
        assertThat(told).containsExactly("a");
    }

    @Test
    void aPurgedFrameTakesNoPlace() {
        transport.reads = false;
        offer("a", "a1");
        offer("a", "a2");
        outbox.purge("a");
        outbox.offer(Frame.of("m"), "room");
        offer("a", "a3");
        transport.readOne();

        assertThat(transport.frames()).containsExactly("a1", "m", "a3");
    }

    @Test
    void aConnectionThatEndsTakesNothingAndWantsNothing() {
        transport.reads = false;
        outbox.offer(Frame.of("m"), "room");
        outbox.hangUp(CloseReason.TOO_SLOW);

        assertThat(offer("a", "a1")).isTrue();
        transport.readOne();

        assertThat(transport.frames()).containsExactly("m");
        assertThat(told).isEmpty();
    }

    /** Many values and messages that must arrive, at random: no order is broken, and each value ends on its newest. */
    @Test
    void everyValueEndsOnItsNewestInThousandsOfSeededRuns() {
        for (long seed = 0; seed < 5_000; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        FakeTransport peer = new FakeTransport();
        peer.reads = false;
        Outbox box = new Outbox(peer, 200, new FakeTimer(), Runnable::run, new WritesAtOnce());
        Map<Integer, Integer> newest = new HashMap<>();
        Map<Integer, Runnable> again = new HashMap<>();
        for (int step = 1; step < 80; step++) {
            int key = random.nextInt(5);
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (!peer.running.isEmpty()) {
                        peer.readOne();
                    }
                }
                case 1 -> box.offerOrDrop(Frame.of("hint"), "hints");
                default -> {
                    newest.put(key, step);
                    if (!again.containsKey(key)) {
                        offer(box, key, newest, again);
                    }
                }
            }
            assertThat(box.queuedBytes()).isLessThan(200);
        }
        while (!peer.running.isEmpty()) {
            peer.readOne();
        }
        Map<Integer, Integer> last = new HashMap<>();
        for (String frame : peer.frames()) {
            if (!frame.equals("hint")) {
                List<String> parts = List.of(frame.strip().split("=", 2));
                Integer before = last.put(Integer.valueOf(parts.get(0)), Integer.valueOf(parts.get(1)));
                assertThat(before == null ? 0 : before).as("seed %d", seed).isLessThan(Integer.parseInt(parts.get(1)));
            }
        }
        assertThat(last).as("seed %d", seed).isEqualTo(newest);
        assertThat(peer.closed).isEmpty();
    }

    private static void offer(Outbox box, int key, Map<Integer, Integer> newest, Map<Integer, Runnable> again) {
        int value = newest.getOrDefault(key, 0);
        Frame frame = Frame.of(key + "=" + value + " ".repeat(value % 30));
        again.put(key, () -> {});
        if (box.offerNewest(frame, key, () -> offer(box, key, newest, again))) {
            again.remove(key);
        }
    }

    @Test
    void timersAreLeftAlone() {
        offer("a", "a1");
        timer.pass(Duration.ofHours(1));

        assertThat(transport.frames()).containsExactly("a1");
        assertThat(timer.waiting()).isZero();
    }
}
