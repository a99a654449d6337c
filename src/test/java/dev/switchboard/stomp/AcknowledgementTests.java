package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What was not acknowledged is sent once more on the same connection. Five messages may be unacknowledged here, for four
 * seconds.
 */
@Execution(ExecutionMode.CONCURRENT)
class AcknowledgementTests extends StompServerTest {

    private final String place = someone();

    private void write(int count) {
        try (WireClient writer = connected()) {
            for (int number = 1; number <= count; number++) {
                say(writer, "/app/board", note(place, "m" + number), "w" + number);
            }
            writer.awaitReceipt("w" + count);
        }
    }

    private static WireFrame awaitAgain(WireClient client, int sequence) {
        return client.await(frame -> frame.header("redelivered").equals("true")
                && frame.header("seq").equals(Integer.toString(sequence)));
    }

    private static void answer(WireClient client, String command, WireFrame message) {
        client.send(command, Map.of("id", message.header("ack"), "receipt", command + message.header("seq")), "");
        client.awaitReceipt(command + message.header("seq"));
    }

    @Test
    void whatIsRefusedComesAgainAndWhatIsAcknowledgedDoesNot() {
        try (WireClient client = connected()) {
            listen(client, "b", place, "ack", "client-individual");
            write(2);
            answer(client, "ACK", awaitMessage(client, "b", 2));
            WireFrame first = awaitMessage(client, "b", 1);

            answer(client, "NACK", first);
            WireFrame again = awaitAgain(client, 1);

            assertThat(first.headers()).doesNotContainKey("redelivered");
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("message-id")).isEqualTo(first.header("message-id"));
            answer(client, "ACK", again);
            long sent = timesSent(client, "b").getOrDefault(1, 0L);
            assertThat(sent).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aRefusalIsAboutAllThatWasSentBeforeWhereAcksAreCumulative() {
        try (WireClient client = connected()) {
            listen(client, "b", place, "ack", "client");
            write(3);
            answer(client, "NACK", awaitMessage(client, "b", 3));

            for (int number = 1; number <= 3; number++) {
                awaitAgain(client, number);
            }

            List<String> again = client.frames().stream()
                    .filter(frame -> frame.header("redelivered").equals("true"))
                    .map(frame -> frame.header("seq"))
                    .limit(3)
                    .toList();
            assertThat(again).containsExactly("1", "2", "3");
        }
    }

    @Test
    void whatIsNotAcknowledgedComesAgainInTime() {
        try (WireClient client = connected()) {
            listen(client, "b", place, "ack", "client-individual");
            write(1);
            awaitMessage(client, "b", 1);

            WireFrame again = awaitAgain(client, 1);
            answer(client, "ACK", again);
            long sent = timesSent(client, "b").getOrDefault(1, 0L);

            // A message that would come again comes within four seconds and a look at the clock.
            await().during(java.time.Duration.ofSeconds(6))
                    .atMost(java.time.Duration.ofSeconds(20))
                    .until(() -> timesSent(client, "b").getOrDefault(1, 0L) == sent);
        }
    }

    @Test
    void aLogWaitsWhereTooMuchIsUnacknowledgedAndNothingIsLost() {
        try (WireClient client = connected();
                WireClient other = connected()) {
            listen(client, "b", place, "ack", "client");
            listen(other, "b", place);
            write(12);
            awaitMessage(other, "b", 12);

            awaitMessage(client, "b", 5);
            assertThat(timesSent(client, "b")).containsOnlyKeys(1, 2, 3, 4, 5);
            answer(client, "ACK", awaitMessage(client, "b", 5));
            awaitMessage(client, "b", 10);
            assertThat(timesSent(client, "b")).doesNotContainKeys(11, 12);
            answer(client, "ACK", awaitMessage(client, "b", 10));
            awaitMessage(client, "b", 12);

            assertThat(client.frames().stream()
                            .filter(frame -> frame.command().equals("MESSAGE"))
                            .filter(frame -> frame.header("redelivered").isEmpty())
                            .map(frame -> frame.header("seq")))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        }
    }

    @Test
    void anotherConnectionsMessageIsNotAcknowledged() {
        try (WireClient ada = connected();
                WireClient grace = connected()) {
            listen(ada, "a", place, "ack", "client-individual");
            listen(grace, "g", place, "ack", "client-individual");
            write(1);
            WireFrame adas = awaitMessage(ada, "a", 1);
            awaitMessage(grace, "g", 1);

            grace.send("ACK", Map.of("id", adas.header("ack"), "receipt", "r"), "");

            assertEnded(grace, "invalid", 1002);
            assertThat(awaitError(grace).header("receipt-id")).isEqualTo("r");
            awaitAgain(ada, 1);
        }
    }

    @Test
    void aRepeatedAckHasNoEffect() {
        try (WireClient client = connected()) {
            listen(client, "b", place, "ack", "client");
            write(2);
            WireFrame first = awaitMessage(client, "b", 1);
            answer(client, "ACK", awaitMessage(client, "b", 2));

            answer(client, "ACK", first);
            answer(client, "NACK", first);
            client.send("UNSUBSCRIBE", Map.of("id", "b", "receipt", "u"), "");
            client.awaitReceipt("u");
            client.send("ACK", Map.of("id", first.header("ack"), "receipt", "late"), "");

            client.awaitReceipt("late");
        }
    }

    @Test
    void refusalsAreAcknowledgedLikeEverythingElse() {
        try (WireClient client = connected()) {
            client.subscribe("e", "/user/queue/errors", Map.of("ack", "client", "receipt", "e"));
            client.awaitReceipt("e");
            for (int number = 1; number <= 20; number++) {
                say(client, "/app/nowhere", "{}", "r" + number);
            }

            WireFrame last = client.await(frame -> frame.body().contains("\"receipt-id\":\"r20\""));
            client.send("ACK", Map.of("id", last.header("ack"), "receipt", "acked"), "");

            client.awaitReceipt("acked");
        }
    }

    @Test
    void whatASubscriptionLeftUnacknowledgedIsHadAgainBySince() {
        try (WireClient client = connected()) {
            listen(client, "b", place, "ack", "client");
            write(3);
            answer(client, "ACK", awaitMessage(client, "b", 1));
            awaitMessage(client, "b", 3);
            client.send("UNSUBSCRIBE", Map.of("id", "b"), "");

            client.subscribe("b", "/topic/board/" + place, Map.of("ack", "client", "since", "1", "receipt", "again"));
            client.awaitReceipt("again");

            assertThat(timesSent(client, "b").get(2)).isGreaterThanOrEqualTo(2);
            assertThat(timesSent(client, "b").get(3)).isGreaterThanOrEqualTo(2);
        }
    }
}
