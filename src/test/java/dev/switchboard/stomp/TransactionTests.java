package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said in a transaction is stored as one, or not at all; here in rooms, whose log is the real one. */
class TransactionTests extends StompServerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ApiClient ada;
    private String room;
    private String otherRoom;

    @BeforeEach
    void twoRooms() {
        ada = newcomer(someone());
        room = "r" + someone();
        otherRoom = "o" + someone();
        for (String id : List.of(room, otherRoom)) {
            ada.post("/api/rooms", Map.of("id", id, "name", "A room", "private", true))
                    .ok();
        }
    }

    /** A connection of the rooms' owner that hears of its refusals. */
    private WireClient talking() {
        WireClient client = silent();
        client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "errors"));
        client.awaitReceipt("errors");
        return client;
    }

    /** A connection of the rooms' owner that does not. */
    private WireClient silent() {
        return WireClient.connect(server(), ada.createToken("test"));
    }

    private static void transact(WireClient client, String command, String transaction, String receipt) {
        client.send(command, Map.of("transaction", transaction, "receipt", receipt), "");
    }

    private static void speak(WireClient client, String in, String text, String receipt, String... more) {
        say(client, "/app/chat", JSON.writeValueAsString(Map.of("room", in, "text", text)), receipt, more);
    }

    private List<String> texts(String of) {
        return ada.allEvents(of).stream()
                .filter(event -> event.get("type").asString().equals("message"))
                .map(event -> event.get("text").asString())
                .toList();
    }

    private static List<String> receipts(WireClient client) {
        return client.frames().stream()
                .filter(frame -> frame.command().equals("RECEIPT"))
                .map(frame -> frame.header("receipt-id"))
                .toList();
    }

    private static JsonNode awaitRefusal(WireClient client, String receipt) {
        return client.await(frame -> frame.body().contains("\"receipt-id\":\"" + receipt + "\""))
                .json();
    }

    @Test
    void itsMessagesStandTogetherThoughOthersSpeakMeanwhile() {
        try (WireClient client = talking();
                WireClient other = talking()) {
            transact(client, "BEGIN", "t", "begin");
            speak(client, room, "one", "1", "transaction", "t");
            speak(other, room, "between", "between");
            other.awaitReceipt("between");
            speak(client, room, "two", "2", "transaction", "t");
            speak(client, room, "outside", "outside");
            client.awaitReceipt("outside");
            assertThat(receipts(client)).doesNotContain("1", "2");
            transact(client, "COMMIT", "t", "commit");
            client.awaitReceipt("commit");

            assertThat(receipts(client)).containsSubsequence("begin", "outside", "1", "2", "commit");
            assertThat(texts(room)).containsExactly("between", "outside", "one", "two");
            long first = Long.parseLong(client.awaitReceipt("1").header("seq"));
            assertThat(client.awaitReceipt("2").header("seq")).isEqualTo(Long.toString(first + 1));
            assertThat(client.awaitReceipt("1").header("message-id")).isNotEmpty();
        }
    }

    @Test
    void nothingOfItIsStoredWhereOneOfItsMessagesIsRefused() {
        try (WireClient client = talking()) {
            transact(client, "BEGIN", "t", "begin");
            speak(client, room, "one", "1", "transaction", "t");
            say(
                    client,
                    "/app/chat/edit",
                    "{\"room\":\"" + room + "\",\"seq\":999,\"text\":\"no\"}",
                    "2",
                    "transaction",
                    "t");
            transact(client, "COMMIT", "t", "commit");

            JsonNode refusal = awaitRefusal(client, "commit");

            assertThat(refusal.get("code").asString()).isEqualTo("not_found");
            assertThat(refusal.get("transaction").asString()).isEqualTo("t");
            speak(client, room, "after", "after");
            client.awaitReceipt("after");
            assertThat(texts(room)).containsExactly("after");
            assertThat(receipts(client)).doesNotContain("1", "2", "commit");
        }
    }

    @Test
    void whatHasNotItsFormIsRefusedWithTheWholeToo() {
        try (WireClient client = talking()) {
            for (String wrong : List.of("/app/chat {", "/app/nowhere {}", "/topic/rooms/" + room + " {}")) {
                String receipt = "commit " + wrong;
                transact(client, "BEGIN", "t", "begin");
                speak(client, room, "one", "1", "transaction", "t");
                say(
                        client,
                        wrong.substring(0, wrong.indexOf(' ')),
                        wrong.substring(wrong.indexOf(' ') + 1),
                        "2",
                        "transaction",
                        "t");
                transact(client, "COMMIT", "t", receipt.replaceAll("[^a-z ]", ""));

                awaitRefusal(client, receipt.replaceAll("[^a-z ]", ""));
            }

            assertThat(texts(room)).isEmpty();
        }
    }

    @Test
    void itEndsTheConnectionOfAClientThatDoesNotHearOfRefusals() {
        try (WireClient client = silent()) {
            transact(client, "BEGIN", "t", "begin");
            speak(client, room, "one", "1", "transaction", "t");
            speak(client, "nowhere", "two", "2", "transaction", "t");
            transact(client, "COMMIT", "t", "commit");

            assertEnded(client, "not_found", 1008);
            assertThat(awaitError(client).header("receipt-id")).isEqualTo("commit");
            assertThat(texts(room)).isEmpty();
        }
    }

    @Test
    void messagesToTwoRoomsAreRefused() {
        try (WireClient client = talking()) {
            transact(client, "BEGIN", "t", "begin");
            speak(client, room, "one", "1", "transaction", "t");
            speak(client, otherRoom, "two", "2", "transaction", "t");
            transact(client, "COMMIT", "t", "commit");

            assertThat(awaitRefusal(client, "commit").get("code").asString()).isEqualTo("invalid");
            assertThat(texts(room)).isEmpty();
            assertThat(texts(otherRoom)).isEmpty();
        }
    }

    @Test
    void abortAndDisconnectLeaveNothing() {
        try (WireClient client = talking();
                WireClient leaving = talking();
                WireClient cut = talking()) {
            for (WireClient each : List.of(client, leaving, cut)) {
                transact(each, "BEGIN", "t", "begin");
                speak(each, room, "never", "1", "transaction", "t");
            }
            transact(client, "ABORT", "t", "abort");
            leaving.send("DISCONNECT", Map.of("receipt", "bye"), "");
            cut.awaitReceipt("begin");
            cut.abort();

            client.awaitReceipt("abort");
            leaving.awaitReceipt("bye");
            leaving.awaitClose(SOON);
            speak(client, room, "after", "after");
            client.awaitReceipt("after");
            assertThat(texts(room)).containsExactly("after");
            assertThat(receipts(client)).doesNotContain("1");
            transact(client, "BEGIN", "t", "again");
            client.awaitReceipt("again");
        }
    }

    @Test
    void aRepeatOfItIsKnown() {
        try (WireClient client = talking()) {
            for (String attempt : List.of("first", "second")) {
                transact(client, "BEGIN", attempt, "begin " + attempt);
                for (String text : List.of("one", "two")) {
                    speak(client, room, text, attempt + text, "transaction", attempt, "client-msg-id", room + text);
                }
                transact(client, "COMMIT", attempt, attempt);
                client.awaitReceipt(attempt);
            }

            assertThat(texts(room)).containsExactly("one", "two");
            assertThat(client.awaitReceipt("secondtwo").header("deduplicated")).isEqualTo("true");
            assertThat(client.awaitReceipt("secondtwo").header("seq"))
                    .isEqualTo(client.awaitReceipt("firsttwo").header("seq"));
        }
    }

    @Test
    void acknowledgementsCountFromTheCommitOn() {
        try (WireClient client = talking()) {
            client.subscribe("room", "/topic/rooms/" + room, Map.of("ack", "client", "receipt", "s"));
            client.awaitReceipt("s");
            try (WireClient writer = talking()) {
                for (int number = 1; number <= 7; number++) {
                    speak(writer, room, "m" + number, "w" + number);
                }
                writer.awaitReceipt("w7");
            }
            // Five may be unacknowledged here, so the sixth comes once there is room.
            WireFrame fifth = client.await(frame -> frame.body().contains("\"m5\""));
            for (String transaction : List.of("aborted", "committed")) {
                transact(client, "BEGIN", transaction, "begin " + transaction);
                client.send(
                        "ACK",
                        Map.of("id", fifth.header("ack"), "transaction", transaction, "receipt", "a" + transaction),
                        "");
            }
            transact(client, "ABORT", "aborted", "abort");
            client.awaitReceipt("abort");
            assertThat(client.frames()).noneMatch(frame -> frame.body().contains("\"m6\""));

            transact(client, "COMMIT", "committed", "commit");

            client.await(frame -> frame.body().contains("\"m7\""));
            assertThat(receipts(client))
                    .containsSubsequence("acommitted", "commit")
                    .doesNotContain("aaborted");
        }
    }

    @Test
    void openTransactionsTheirFramesAndTheirBytesAreCapped() {
        try (WireClient client = talking()) {
            for (int number = 1; number <= 5; number++) {
                transact(client, "BEGIN", "t" + number, "b" + number);
            }
            assertThat(awaitRefusal(client, "b4").get("code").asString()).isEqualTo("too_many");
            assertThat(awaitRefusal(client, "b5").get("code").asString()).isEqualTo("too_many");

            for (int number = 1; number <= 12; number++) {
                speak(client, room, "m" + number, "many" + number, "transaction", "t1");
            }
            assertThat(awaitRefusal(client, "many11").get("code").asString()).isEqualTo("too_large");
            transact(client, "COMMIT", "t1", "c1");
            assertThat(awaitRefusal(client, "c1").get("code").asString()).isEqualTo("too_large");

            String long16K = "x".repeat(16 * 1024);
            speak(client, room, long16K, "long2", "transaction", "t2");
            speak(client, room, long16K, "long3", "transaction", "t3");
            assertThat(awaitRefusal(client, "long3").get("code").asString()).isEqualTo("too_large");
            transact(client, "ABORT", "t3", "a3");
            client.awaitReceipt("a3");

            assertThat(texts(room)).isEmpty();
            assertThat(client.frames()).noneMatch(frame -> frame.body().contains("\"many12\""));
        }
    }

    @Test
    void tenThousandTransactionsAreRefusedAndNobodyElseNotices() {
        try (WireClient flood = silent();
                WireClient client = talking()) {
            StringBuilder begins = new StringBuilder();
            for (int number = 1; number <= 10_000; number++) {
                begins.append("BEGIN\ntransaction:").append(number).append("\n\n\0");
                if (begins.length() > 60_000) {
                    flood.sendText(begins.toString());
                    begins.setLength(0);
                }
            }

            assertThat(awaitError(flood).header("message")).isEqualTo("too_many");
            speak(client, room, "calm", "calm");
            client.awaitReceipt("calm");
        }
    }

    @Test
    void anEmptyTransactionIsCommittedAndAHintWaitsForItsCommit() {
        try (WireClient client = talking()) {
            client.subscribe("typing", "/topic/rooms/" + room + "/typing", Map.of("receipt", "s"));
            client.awaitReceipt("s");
            transact(client, "BEGIN", "empty", "b1");
            transact(client, "COMMIT", "empty", "c1");
            transact(client, "BEGIN", "hint", "b2");
            say(client, "/app/chat/typing", "{\"room\":\"" + room + "\"}", "typing", "transaction", "hint");
            client.awaitReceipt("c1");
            assertThat(client.frames())
                    .noneMatch(frame -> frame.header("subscription").equals("typing"));

            transact(client, "COMMIT", "hint", "c2");

            client.await(frame -> frame.header("subscription").equals("typing"));
            client.awaitReceipt("c2");
            assertThat(receipts(client)).containsSubsequence("typing", "c2");
        }
    }
}
