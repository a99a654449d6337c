package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is ephemeral is lost by those who do not read, and delays nobody. */
class EphemeralTests extends ChannelServerTest {

    private static final int MESSAGES = 1_500;
    private static final byte[] PADDING = new byte[16_000];

    @Test
    void aFullOutboxLosesThemAndIsNeitherClosedNorWaitedFor() {
        Caller backEnd = backEnd();
        String channel = "events/" + some();
        try (ByteListener stuck = new ByteListener(server(), backEnd.token()).subscribe("/topic/" + channel);
                ByteListener reader = new ByteListener(server(), backEnd.token()).subscribe("/topic/" + channel)) {
            stuck.pause();
            long start = System.nanoTime();
            int published = 0;
            while (published < MESSAGES && System.nanoTime() - start < Duration.ofSeconds(6).toNanos()) {
                backEnd.post("/api/channels/" + channel, "application/octet-stream", PADDING).expect(201);
                published++;
            }
            backEnd.post("/api/channels/" + channel, "text/plain", Content.utf8("end of the rush")).expect(201);
            reader.await(frame -> frame.text().equals("end of the rush"));
            stuck.resume();
            // What comes once there is room is heard again.
            for (int i = 0; i < 100 && stuck.messages().stream().noneMatch(frame -> frame.text().equals("later")); i++) {
                backEnd.post("/api/channels/" + channel, "text/plain", Content.utf8("later")).expect(201);
                sleep();
            }

            assertThat(stuck.isClosed()).isFalse();
            assertThat(stuck.messages()).anyMatch(frame -> frame.text().equals("later"));
            assertThat(stuck.messages().stream().filter(frame -> frame.body().length == PADDING.length).count())
                    .as("of %d", published)
                    .isLessThan(published);
            assertThat(reader.messages().stream().filter(frame -> frame.body().length == PADDING.length).count())
                    .isGreaterThan(stuck.messages().size() / 2L);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
