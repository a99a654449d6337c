package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTests {

    private static final String ADA = "ada";
    private static final String BOB = "bob";

    private final FakeTransport transport = new FakeTransport();
    private final FakeTimer timer = new FakeTimer();
    private final Outbox outbox = new Outbox(transport, 1000, timer, Runnable::run, new WritesAtOnce());
    private final List<String> told = new ArrayList<>();

    @Test
    void writesAtOnceWhenIdle() {
        assertThat(outbox.offer(Frame.of("one"), ADA)).isTrue();

        assertThat(transport.frames()).containsExactly("one");
        assertThat(outbox.queuedBytes()).isZero();
    }

    @Test
    void writesTogetherWhatWaitedWhileAWriteRan() {
        transport.reads = false;
        offer("one", "two", "three");

        transport.readOne();

        assertThat(transport.writes).containsExactly(List.of("one"), List.of("two", "three"));
        assertThat(transport.concurrentWrites).isOne();
    }

    @Test
    void takesNoMoreInOneWriteThanItsSizeButALargerFrameAlone() {
        Outbox large = new Outbox(transport, 1_000_000, timer, Runnable::run, new WritesAtOnce());
        transport.reads = false;
        large.offer(Frame.of("first"), ADA);
        large.offer(Frame.of("a".repeat(20_000)), ADA);
        large.offer(Frame.of("b".repeat(20_000)), ADA);
        large.offer(Frame.of("c".repeat(40_000)), ADA);

        transport.readOne();
        transport.readOne();
        transport.readOne();

        assertThat(transport.writes.stream()
                        .map(write ->
                                write.stream().mapToInt(String::length).boxed().toList()))
                .containsExactly(List.of(5), List.of(20_000), List.of(20_000), List.of(40_000));
    }

    @Test
    void writesThatEndAtOnceDoNotDeepenTheStack() {
        transport.reads = false;
        transport.remembers = false;
        Outbox large = new Outbox(transport, Long.MAX_VALUE, timer, Runnable::run, new WritesAtOnce());
        Frame frame = Frame.of("x".repeat(FrameQueue.WRITE_SIZE));
        int frames = 100_000;
        IntStream.range(0, frames).forEach(i -> large.offer(frame, ADA));

        transport.reads = true;
        transport.readOne();

        assertThat(transport.written).isEqualTo(frames);
        assertThat(large.queuedBytes()).isZero();
    }

    @Test
    void countsWhatIsBeingWritten() {
        transport.reads = false;
        offer("12345", "123");

        assertThat(outbox.queuedBytes()).isEqualTo(8);

        transport.readOne();
        assertThat(outbox.queuedBytes()).isEqualTo(3);
        transport.readOne();
        assertThat(outbox.queuedBytes()).isZero();
    }

    @Test
    void closesAsTooSlowWhenAFrameThatMustArriveDoesNotFit() {
        transport.reads = false;
        offer("x".repeat(600), "y".repeat(400));

        assertThat(outbox.offer(Frame.of("z"), ADA)).isFalse();

        assertThat(outbox.closing()).isEqualTo(CloseReason.TOO_SLOW);
        transport.readOne();
        assertThat(transport.frames()).as("what waited is forgotten").hasSize(1);
        assertThat(transport.closed).containsExactly(CloseReason.TOO_SLOW);
    }

    @Test
    void dropsWhatNeedNotArriveOnceHalfIsFullAndStaysOpen() {
        transport.reads = false;
        offer("x".repeat(450));

        assertThat(outbox.offerOrDrop(Frame.of("y".repeat(50)), ADA)).isTrue();
        assertThat(outbox.offerOrDrop(Frame.of("z"), ADA)).isFalse();
        assertThat(outbox.offer(Frame.of("log"), ADA)).isTrue();

        assertThat(outbox.closing()).isNull();
        transport.readOne();
        assertThat(transport.frames()).containsExactly("x".repeat(450), "y".repeat(50), "log");
    }

    @Test
    void takesOneFrameLargerThanItselfWhenNothingWaits() {
        transport.reads = false;

        assertThat(outbox.offer(Frame.of("x".repeat(5000)), ADA)).isTrue();
        assertThat(outbox.offer(Frame.of("y"), ADA)).isFalse();
    }

    @Test
    void purgesExactlyWhatWaitsOfOneSubscription() {
        transport.reads = false;
        outbox.offer(Frame.of("a0"), ADA);
        outbox.offer(Frame.of("a1"), ADA);
        outbox.offer(Frame.of("b1"), BOB);
        outbox.offer(Frame.of("a2"), ADA);
        outbox.offer(Frame.of("p1"), Outbox.PROTOCOL);

        outbox.purge(ADA);

        assertThat(outbox.queuedBytes()).isEqualTo(6);
        transport.readOne();
        assertThat(transport.frames()).containsExactly("a0", "b1", "p1");
    }

    @Test
    void cutsTheConnectionWhenRevokedFramesAreStillBeingWrittenShortlyBeforeASecond() {
        transport.reads = false;
        offer("stuck");

        outbox.revoke(ADA);
        timer.pass(Outbox.REVOKED.minusMillis(1));
        outbox.revoke(ADA);
        assertThat(transport.aborts).isZero();
        timer.pass(Duration.ofMillis(1));

        assertThat(transport.aborts).isOne();
    }

    @Test
    void livesOnWhenRevokedFramesWereOnlyWaitingOrAreWrittenInTime() {
        transport.reads = false;
        outbox.offer(Frame.of("b0"), BOB);
        offer("a1");
        outbox.offer(Frame.of("b1"), BOB);
        outbox.revoke(ADA);
        transport.readOne();
        offer("a2");
        transport.readOne();
        outbox.revoke(ADA);
        transport.readOne();
        outbox.offer(Frame.of("b2"), BOB);

        timer.pass(Outbox.REVOKED.multipliedBy(4));

        assertThat(transport.aborts).isZero();
        assertThat(transport.frames()).containsExactly("b0", "b1", "a2", "b2");
    }

    @Test
    void saysGoodbyeBehindWhatWaitsAndTakesNothingMore() {
        transport.reads = false;
        offer("one", "two");

        outbox.close(CloseReason.SIGN_IN_AGAIN);
        assertThat(outbox.offer(Frame.of("three"), ADA)).isFalse();
        assertThat(outbox.offerOrDrop(Frame.of("four"), ADA)).isFalse();
        outbox.close(CloseReason.TOO_MANY);
        transport.readOne();
        assertThat(transport.closed).isEmpty();
        transport.readOne();

        assertThat(transport.frames()).containsExactly("one", "two");
        assertThat(transport.closed).containsExactly(CloseReason.SIGN_IN_AGAIN);
        assertThat(transport.aborts).isZero();
    }

    @Test
    void saysGoodbyeAtOnceWhenIdle() {
        outbox.close(CloseReason.BYE);

        assertThat(transport.closed).containsExactly(CloseReason.BYE);
    }

    @Test
    void cutsTheConnectionWhenTheGoodbyeIsNotWrittenWithinASecond() {
        transport.reads = false;
        offer("stuck");
        outbox.close(CloseReason.TOO_SLOW);

        timer.pass(Duration.ofMillis(999));
        assertThat(transport.aborts).isZero();
        timer.pass(Duration.ofMillis(1));

        assertThat(transport.aborts).isOne();
        assertThat(outbox.queuedBytes()).isEqualTo(5);
        assertThat(timer.waiting()).isZero();
    }

    @Test
    void cutsTheConnectionWhenTheGoodbyeIsNotAnswered() {
        outbox.close(CloseReason.BYE);

        timer.pass(Outbox.GOODBYE);
        assertThat(transport.aborts).isZero();
        timer.pass(Outbox.ANSWER);

        assertThat(transport.aborts).isOne();
    }

    @Test
    void leavesTheTimerAloneOnceTheConnectionHasEnded() {
        outbox.close(CloseReason.BYE);

        outbox.end();
        timer.pass(Duration.ofMinutes(1));

        assertThat(timer.waiting()).isZero();
        assertThat(transport.aborts).isZero();
    }

    @Test
    void cutsTheConnectionWhenAWriteFails() {
        transport.reads = false;
        offer("one", "two");

        transport.breakOne();

        assertThat(transport.aborts).isOne();
        assertThat(transport.frames()).containsExactly("one");
        assertThat(outbox.offer(Frame.of("three"), ADA)).isFalse();
    }

    @Test
    void tellsOnceOfRoomWhenLessThanHalfIsTaken() {
        transport.reads = false;
        offer("x".repeat(300), "y".repeat(300));

        assertThat(outbox.hasRoom(() -> told.add("room"))).isFalse();
        assertThat(told).isEmpty();
        transport.readOne();
        assertThat(told).containsExactly("room");
        transport.readOne();

        assertThat(told).containsExactly("room");
        assertThat(outbox.hasRoom(() -> told.add("never"))).isTrue();
        assertThat(told).containsExactly("room");
    }

    @Test
    void tellsOfRoomThatAPurgeMade() {
        transport.reads = false;
        offer("x", "y".repeat(900));
        assertThat(outbox.hasRoom(() -> told.add("room"))).isFalse();

        outbox.purge(ADA);

        assertThat(told).containsExactly("room");
    }

    @Test
    void tellsNobodyOfRoomAfterTheEnd() {
        transport.reads = false;
        offer("x".repeat(900));
        assertThat(outbox.hasRoom(() -> told.add("room"))).isFalse();

        outbox.end();
        transport.readOne();

        assertThat(told).isEmpty();
        assertThat(outbox.hasRoom(() -> told.add("room"))).isFalse();
    }

    @Test
    void knowsHowLongAWriteTakesAndHowLongNoneRan() {
        transport.reads = false;
        timer.pass(Duration.ofSeconds(5));
        assertThat(outbox.idleFor(timer.now())).isEqualTo(5000);

        offer("x");
        timer.pass(Duration.ofSeconds(3));
        assertThat(outbox.writingFor(timer.now())).isEqualTo(3000);
        assertThat(outbox.idleFor(timer.now())).isZero();

        transport.readOne();
        assertThat(outbox.writingFor(timer.now())).isZero();
    }

    private void offer(String... frames) {
        for (String frame : frames) {
            assertThat(outbox.offer(Frame.of(frame), ADA)).isTrue();
        }
    }
}
