package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Destination;
import dev.switchboard.connection.Connection;
import dev.switchboard.connection.Connections;
import dev.switchboard.identity.Speaker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** P8 for who reads slowly: what the server still holds when a right ends is not read afterwards. */
class SlowRemovalTests extends StompServerTest {

    /** The second that is promised, and a busy machine; far from the 10 s after which a stuck write ends anyhow. */
    private static final Duration A_SECOND = Duration.ofSeconds(3);

    private static final String TEXT = "x".repeat(30_000);

    @Autowired
    private Broker broker;

    @Autowired
    private Connections connections;

    @Test
    void whatARemovedReaderHasNotReadIsTakenBack() throws IOException {
        String name = someone();
        String token = pass(someone());
        Speaker speaker = passes.speaker(token);
        try (RawWebSocket slow = new RawWebSocket(port(), 4096)) {
            slow.text("CONNECT\naccept-version:1.2\nheart-beat:0,0\nAuthorization:Bearer " + token + "\n\n\0");
            slow.readText("CONNECTED");
            slow.text("SUBSCRIBE\nid:e\ndestination:/user/queue/errors\nreceipt:e\n\n\0");
            slow.readText("receipt-id:e");
            slow.text("SUBSCRIBE\nid:b\ndestination:/topic/board/" + name + "\nreceipt:b\n\n\0");
            slow.readText("receipt-id:b");
            Connection connection = connections.of(speaker.user()).getFirst();
            int written = writeUntilStuck(name, speaker, connection, slow);
            long held = connection.outbox().queuedBytes();

            board.shutOut(speaker.user());
            broker.revoke(Destination.of("/topic/board/" + name), speaker.user());
            await().atMost(A_SECOND).until(() -> {
                beat(slow);
                return connections.find(connection.id()).isEmpty();
            });

            List<String> read = new ArrayList<>();
            Throwable end = catchThrowable(() -> {
                while (true) {
                    read.add(slow.readText("text/plain"));
                }
            });
            assertThat(end).as("the connection was reset").isInstanceOf(IOException.class);
            assertThat(read.size() * (long) TEXT.length()).isLessThanOrEqualTo(written * (long) TEXT.length() - held);
            assertThat(String.join("", read)).doesNotContain("seq:" + written + "\n");
        }
    }

    /** Says that it lives, so that it is not for its silence that it is cut. */
    private static void beat(RawWebSocket slow) {
        try {
            slow.text("\n");
        } catch (IOException cut) {
            // That is what is waited for.
        }
    }

    /** Writes until the kernel takes no more, but the outbox still does; gives how many there were. */
    private int writeUntilStuck(String name, Speaker speaker, Connection connection, RawWebSocket slow)
            throws IOException {
        for (int count = 1; count < 2_000; count++) {
            board.write(broker, name, speaker, TEXT);
            slow.text("\n");
            if (!drains(connection)) {
                board.write(broker, name, speaker, TEXT);
                return count + 1;
            }
        }
        throw new AssertionError("The kernel takes everything");
    }

    private static boolean drains(Connection connection) {
        long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
        while (System.nanoTime() < end) {
            if (connection.outbox().queuedBytes() == 0) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
