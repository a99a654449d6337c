package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ConnectionTests {

    private final ConnectionProperties properties = new ConnectionProperties(
            DataSize.ofKilobytes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(12),
            Duration.ofSeconds(12),
            Duration.ofSeconds(8));
    private final FakeTransport transport = new FakeTransport();
    private final FakeTimer timer = new FakeTimer();
    private final Outbox outbox = new Outbox(transport, 1024, timer, Runnable::run, new WritesAtOnce());
    private final Connection connection = new Connection("id", "127.0.0.1", transport, outbox, timer);

    @Test
    void isClosedWhenItDoesNotSignOnWhateverElseItSends() {
        for (int second = 0; second < 8; second++) {
            pass(1);
            connection.heard();
        }
        assertThat(transport.closed).isEmpty();

        pass(1);

        assertThat(transport.closed).containsExactly(CloseReason.POLICY);
    }

    @Test
    void staysOpenOnceItHasSignedOn() {
        connection.beat(Heartbeat.NONE);

        for (int second = 0; second < 100; second++) {
            pass(1);
            connection.heard();
        }

        assertThat(transport.closed).isEmpty();
        assertThat(transport.aborts).isZero();
    }

    @Test
    void beatsAtLeastAsOftenAsAgreedAndNotMore() {
        connection.beat(agreed("0,12000"));

        for (int second = 0; second < 60; second++) {
            pass(1);
            connection.heard();
        }

        assertThat(transport.frames()).hasSizeBetween(5, 6).containsOnly("\n");
    }

    @Test
    void doesNotBeatWhileItHasSomethingToSay() {
        connection.beat(agreed("0,12000"));

        for (int second = 0; second < 60; second++) {
            pass(1);
            connection.heard();
            outbox.offer(Frame.of("x"), "tag");
        }

        assertThat(transport.frames()).containsOnly("x");
    }

    @Test
    void doesNotBeatForWhoWantsNone() {
        connection.beat(agreed("0,0"));

        for (int second = 0; second < 60; second++) {
            pass(1);
            connection.heard();
        }

        assertThat(transport.frames()).isEmpty();
    }

    @Test
    void isCutWhenThePeerIsSilentForTwoIntervals() {
        connection.beat(agreed("12000,12000"));

        pass(24);
        assertThat(transport.aborts).isZero();
        pass(1);

        assertThat(transport.aborts).isOne();
    }

    @Test
    void isPingedAndCutWhenItNeverAgreedToBeat() {
        connection.beat(agreed("0,0"));

        for (int second = 0; second <= 24; second++) {
            pass(1);
        }

        assertThat(transport.pings).isEqualTo(2);
        assertThat(transport.aborts).isOne();
    }

    @Test
    void livesOnPongsAlone() {
        connection.beat(agreed("0,0"));

        int pings = 0;
        for (int second = 0; second < 600; second++) {
            pass(1);
            if (transport.pings > pings) {
                pings = transport.pings;
                connection.heard();
            }
        }

        assertThat(transport.aborts).isZero();
        assertThat(pings).isBetween(40, 50);
    }

    @Test
    void isHungUpOnWhenAWriteIsStuck() {
        connection.beat(Heartbeat.NONE);
        transport.reads = false;
        outbox.offer(Frame.of("stuck"), "tag");
        outbox.offer(Frame.of("waits"), "tag");

        pass(10);
        assertThat(outbox.closing()).isNull();
        pass(1);
        assertThat(outbox.closing()).isEqualTo(CloseReason.TOO_SLOW);
        assertThat(transport.aborts).isZero();
        pass(1);

        assertThat(transport.aborts).isOne();
        assertThat(transport.frames()).containsExactly("stuck");
    }

    @Test
    void isHungUpOnWhenItNeitherSignsOnNorReads() {
        transport.reads = false;
        outbox.offer(Frame.of("stuck"), "tag");

        pass(9);
        pass(1);

        assertThat(transport.aborts).isOne();
    }

    private Heartbeat agreed(String header) {
        return Heartbeat.agree(header, properties.heartBeat());
    }

    private void pass(int seconds) {
        timer.pass(Duration.ofSeconds(seconds));
        connection.check(properties);
    }
}
