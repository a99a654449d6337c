package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.Refusal;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A value's subscriber gets the newest, no more often than agreed. */
class ConflationTests {

    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Ticks ticks = new Ticks(INTERVAL);
    private final FakeTimetable time = new FakeTimetable();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Broker broker = Brokers.with(() -> Stream.of(ticks), Runnable::run, time, meters);
    private final UserId ada = UserId.next();
    private final Reader reader = new Reader();

    private void publish(int times) {
        IntStream.range(0, times).forEach(each -> broker.publish(ticks.next()));
    }

    @Test
    void theCurrentValueComesFirstAndAtOnce() {
        publish(3);

        broker.subscribe(Listening.live(Ticks.PRICE, ada), reader);

        assertThat(reader.ids()).containsExactly("3");
        assertThat(reader.start).isNotNull();
    }

    @Test
    void aBurstGivesTheFirstAtOnceAndTheNewestWhenItIsTime() {
        broker.subscribe(Listening.live(Ticks.PRICE, ada), reader);
        publish(50);
        assertThat(reader.ids()).containsExactly("1");

        time.pass(INTERVAL.minusNanos(1));
        assertThat(reader.ids()).containsExactly("1");
        time.pass(Duration.ofNanos(1));

        assertThat(reader.ids()).containsExactly("1", "50");
        assertThat(time.waiting()).isZero();
        assertThat(meters.counter("switchboard.broker.deliveries").count()).isEqualTo(2);
    }

    @Test
    void calmValuesAllComeAtOnce() {
        broker.subscribe(Listening.live(Ticks.PRICE, ada), reader);

        for (int i = 0; i < 5; i++) {
            publish(1);
            time.pass(INTERVAL);
        }

        assertThat(reader.ids()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void whoHasNoRoomGetsTheNewestOnceThereIs() {
        broker.subscribe(Listening.live(Ticks.PRICE, ada), reader);
        reader.room = 1;
        for (int i = 0; i < 5; i++) {
            publish(2);
            time.pass(INTERVAL);
        }
        assertThat(reader.ids()).containsExactly("1");

        reader.makeRoom(10);

        assertThat(reader.ids()).containsExactly("1", "10");
    }

    @Test
    void nothingComesAfterTheEndThoughItWasDue() {
        broker.subscribe(Listening.live(Ticks.PRICE, ada), reader);
        publish(2);

        broker.revoke(Ticks.PRICE, ada);
        time.pass(INTERVAL);

        assertThat(reader.ids()).containsExactly("1");
        assertThat(reader.revoked).isEqualTo(Refusal.FORBIDDEN);
    }

    @Test
    void oneSubscribersTimeIsNotAnothers() {
        broker.subscribe(Listening.live(Ticks.PRICE, ada), reader);
        publish(1);
        time.pass(INTERVAL.dividedBy(2));
        Reader late = new Reader();
        broker.subscribe(Listening.live(Ticks.PRICE, UserId.next()), late);
        publish(1);

        time.pass(INTERVAL.dividedBy(2));
        assertThat(reader.ids()).containsExactly("1", "2");
        assertThat(late.ids()).containsExactly("1");
        time.pass(INTERVAL.dividedBy(2));

        assertThat(late.ids()).containsExactly("1", "2");
    }
}
