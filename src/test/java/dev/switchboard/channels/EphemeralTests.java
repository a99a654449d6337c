package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is ephemeral is lost by those who do not read, and delays nobody. */
class EphemeralTests extends ChannelServerTest {

    private static final int MESSAGES = 400;
    private static final String PADDING = "x".repeat(60_000);

    @Test
    void aFullOutboxLosesThemAndIsNeitherClosedNorWaitedFor() {
        String token = backEnd().token();
        String name = some();
        String destination = "/topic/events/" + name;
        try (ByteListener stuck = new ByteListener(server(), token).subscribe(destination);
                ByteListener reader = new ByteListener(server(), token).subscribe(destination)) {
            stuck.pause();
            for (int i = 1; i <= MESSAGES; i++) {
                publishHere("events", name, i + ":" + PADDING);
                // Whoever reads gets every one, at once.
                reader.awaitMessages(i);
            }
            stuck.resume();
            for (int i = 0; i < 200 && stuck.messages().stream().noneMatch(EphemeralTests::isLater); i++) {
                publishHere("events", name, "later");
                sleep();
            }

            assertThat(stuck.isClosed()).isFalse();
            assertThat(stuck.messages()).anyMatch(EphemeralTests::isLater);
            assertThat(stuck.messages().stream()
                            .filter(frame -> !isLater(frame))
                            .count())
                    .as("of %d, what fits into buffers of the operating system", MESSAGES)
                    .isLessThan(MESSAGES * 3 / 4);
        }
    }

    private static boolean isLater(ByteListener.Heard frame) {
        return frame.text().equals("later");
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
