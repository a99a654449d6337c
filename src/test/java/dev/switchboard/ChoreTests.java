package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChoreTests {

    private final BlockingQueue<Thread> times = new LinkedBlockingQueue<>();
    private final Chore failing = new Chore("test", Duration.ofMillis(1)) {
        @Override
        protected void work() {
            times.add(Thread.currentThread());
            throw new IllegalStateException("not now");
        }
    };

    @Test
    void isDoneAgainAfterItFailed() throws InterruptedException {
        failing.start();
        try {
            assertThat(times.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(times.poll(10, TimeUnit.SECONDS)).isNotNull();
        } finally {
            failing.stop();
        }
    }

    @Test
    void endsWhenItIsStopped() throws InterruptedException {
        failing.start();
        Thread thread = times.poll(10, TimeUnit.SECONDS);
        assertThat(failing.isRunning()).isTrue();

        failing.stop();

        assertThat(failing.isRunning()).isFalse();
        assertThat(thread).isNotNull();
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
}
