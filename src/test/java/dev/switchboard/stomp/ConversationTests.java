package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a well-behaved client hears. */
class ConversationTests extends StompServerTest {

    @Test
    void tellsOnConnectWhatWasAgreed() {
        String username = someone();
        String token = pass(username);
        try (WireClient client = open()) {
            client.send(
                    "CONNECT",
                    Map.of("accept-version", "1.1,1.2", "heart-beat", "0,0", "Authorization", "Bearer " + token),
                    "");

            WireFrame connected = client.await(frame -> frame.command().equals("CONNECTED"));

            assertThat(connected.header("version")).isEqualTo("1.2");
            assertThat(connected.header("server")).startsWith("switchboard/");
            assertThat(connected.header("session")).isNotEmpty();
            assertThat(connected.header("user-name")).isEqualTo(username);
            assertThat(connected.header("heart-beat")).isEqualTo("0,0");
        }
    }

    @Test
    void givesAReceiptWithTheSequenceAndDeliversInOrder() {
        String board = someone();
        try (WireClient ada = connected();
                WireClient grace = connected()) {
            grace.subscribe("b", "/topic/board/" + board, Map.of("receipt", "sub"));
            WireFrame subscribed = grace.awaitReceipt("sub");
            assertThat(subscribed.header("head")).isEqualTo("0");

            for (int i = 1; i <= 50; i++) {
                say(ada, "/app/board", note(board, "m" + i), "r" + i);
            }

            WireFrame receipt = ada.awaitReceipt("r50");
            assertThat(receipt.header("seq")).isEqualTo("50");
            assertThat(receipt.header("message-id")).isEqualTo(board + "-50");
            grace.await(frame -> frame.header("seq").equals("50"));
            List<WireFrame> messages = grace.frames().stream()
                    .filter(frame -> frame.command().equals("MESSAGE"))
                    .toList();
            assertThat(messages)
                    .extracting(WireFrame::body)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 50).mapToObj(i -> "m" + i).toList());
            assertThat(messages.getFirst().headers())
                    .containsEntry("subscription", "b")
                    .containsEntry("destination", "/topic/board/" + board)
                    .containsEntry("message-id", board + "-1");
        }
    }

    @Test
    void givesNoReceiptToWhoAskedForNone() {
        String board = someone();
        try (WireClient ada = connected()) {
            ada.send("SEND", Map.of("destination", "/app/board"), note(board, "quiet"));
            say(ada, "/app/board", note(board, "loud"), "loud");

            ada.awaitReceipt("loud");

            assertThat(ada.frames())
                    .filteredOn(frame -> frame.command().equals("RECEIPT"))
                    .hasSize(1);
        }
    }

    @Test
    void saysThatARepeatWasOne() {
        String board = someone();
        try (WireClient ada = connected()) {
            say(ada, "/app/board", note(board, "once"), "first", "client-msg-id", board);
            WireFrame first = ada.awaitReceipt("first");
            say(ada, "/app/board", note(board, "once"), "second", "client-msg-id", board);
            WireFrame second = ada.awaitReceipt("second");

            assertThat(first.headers()).doesNotContainKey("deduplicated");
            assertThat(second.header("deduplicated")).isEqualTo("true");
            assertThat(second.header("seq")).isEqualTo(first.header("seq"));
        }
    }

    @Test
    void confirmsUnsubscribeAndDeliversNothingAfterIt() {
        String board = someone();
        try (WireClient ada = connected()) {
            ada.subscribe("b", "/topic/board/" + board, Map.of("receipt", "sub"));
            ada.awaitReceipt("sub");
            ada.send("UNSUBSCRIBE", Map.of("id", "b", "receipt", "unsub"), "");
            ada.awaitReceipt("unsub");

            say(ada, "/app/board", note(board, "unheard"), "r");
            ada.awaitReceipt("r");
            ada.subscribe("b", "/topic/board/" + board, Map.of("receipt", "again"));
            ada.awaitReceipt("again");

            assertThat(ada.frames()).noneMatch(frame -> frame.command().equals("MESSAGE"));
        }
    }

    @Test
    void saysGoodbyeWithAReceiptAndWithoutOne() {
        try (WireClient ada = connected();
                WireClient grace = connected()) {
            ada.send("DISCONNECT", Map.of("receipt", "bye"), "");
            grace.send("DISCONNECT", Map.of(), "");

            ada.awaitReceipt("bye");
            assertThat(ada.awaitClose(SOON)).isEqualTo(1000);
            assertThat(grace.awaitClose(SOON)).isEqualTo(1000);
            assertThat(grace.frames()).noneMatch(frame -> frame.command().equals("ERROR"));
        }
    }

    @Test
    void confirmsWhatLeavesNoEvent() {
        try (WireClient ada = connected()) {
            say(ada, "/app/hint", note("any", "hint"), "hint");

            assertThat(ada.awaitReceipt("hint").headers()).containsOnlyKeys("receipt-id");
        }
    }

    @Test
    void speaksAllThreeVersions() {
        String token = pass(someone());
        for (String version : List.of("1.0", "1.1", "1.2")) {
            String board = someone();
            try (WireClient client = open()) {
                client.send("STOMP", Map.of("accept-version", version, "passcode", token, "login", "nobody"), "");
                assertEnded(client, "unauthenticated", 4001);
            }
            try (WireClient client = open()) {
                client.send("CONNECT", Map.of("accept-version", version, "Authorization", "Bearer " + token), "");
                assertThat(client.await(frame -> frame.command().equals("CONNECTED"))
                                .header("version"))
                        .isEqualTo(version);
                client.sendText("SUBSCRIBE\nid:1\ndestination:/topic/board/" + board + "\nreceipt:s\n\n\0");
                client.awaitReceipt("s");
                client.sendText("SEND\ndestination:/app/board\n\n" + note(board, "hi") + "\0");
                client.await(frame -> frame.command().equals("MESSAGE"));
            }
        }
    }

    @Test
    void letsSimpleClientsOfTheFirstVersionNameNoSubscription() {
        String board = someone();
        String token = pass(someone());
        try (WireClient client = open()) {
            client.sendText("CONNECT\nAuthorization:Bearer " + token + "\n\n\0");
            client.await(frame -> frame.command().equals("CONNECTED"));
            client.sendText("SUBSCRIBE\ndestination:/topic/board/" + board + "\nreceipt:s\n\n\0");
            client.awaitReceipt("s");
            client.sendText("SEND\ndestination:/app/board\n\n" + note(board, "hi") + "\0");

            WireFrame message = client.await(frame -> frame.command().equals("MESSAGE"));

            assertThat(message.headers()).doesNotContainKey("subscription");
        }
    }

    @Test
    void recognisesUserNameAndTokenAsLoginAndPasscode() {
        String username = someone();
        String token = pass(username);
        try (WireClient client = open()) {
            client.send("CONNECT", Map.of("accept-version", "1.2", "login", username, "passcode", token), "");

            assertThat(client.await(frame -> frame.command().equals("CONNECTED"))
                            .header("user-name"))
                    .isEqualTo(username);
        }
    }
}
