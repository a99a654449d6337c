package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TickerTests {

    @Test
    void doesNotCountThePauseOfTheProcess() {
        AtomicInteger ticks = new AtomicInteger();
        try (Ticker ticker = new Ticker()) {
            ticker.start(() -> {
                if (ticks.incrementAndGet() == 1) {
                    pause(Duration.ofMillis(2_500));
                }
            });

            await().until(() -> ticks.get() >= 3);

            assertThat(ticker.now())
                    .as("three ticks, and a second at most for the pause")
                    .isBetween(700L, 2_000L);
        }
    }

    @Test
    void goesOnAfterAMistake() {
        AtomicInteger ticks = new AtomicInteger();
        try (Ticker ticker = new Ticker()) {
            ticker.start(() -> {
                ticks.incrementAndGet();
                throw new IllegalStateException("expected by this test");
            });

            await().until(() -> ticks.get() >= 3);
        }
    }

    @Test
    void callsLaterUnlessCancelled() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        AtomicBoolean never = new AtomicBoolean();
        try (Ticker ticker = new Ticker()) {
            ticker.after(Duration.ofMillis(20), () -> never.set(true)).cancel();
            ticker.after(Duration.ofMillis(40), called::countDown);

            assertThat(called.await(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(never).isFalse();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
