package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Each sentence with MUST of the STOMP 1.2 specification that is about a server, or about what a server has to make of a
 * client's frame, by its section.
 */
class Stomp12SpecificationTests extends StompServerTest {

    private static final String NUL = "\0";

    private final String place = someone();

    /** One message of the board, as a new subscription with this ack mode gets it. */
    private WireFrame delivered(WireClient client, String mode) {
        listen(client, "sub:1", place, "ack", mode);
        say(client, "/app/board", note(place, "hello"), "said");
        client.awaitReceipt("said");
        return client.await(frame -> frame.command().equals("MESSAGE")
                && frame.header("subscription").equals("sub:1"));
    }

    private static WireFrame awaitConnected(WireClient client) {
        return client.await(frame -> frame.command().equals("CONNECTED"));
    }

    private WireClient connecting(String command, String... headers) {
        WireClient client = open();
        StringBuilder connect = new StringBuilder(command).append('\n');
        for (String header : headers) {
            connect.append(header).append('\n');
        }
        client.sendText(connect.append("Authorization:Bearer ")
                .append(pass(someone()))
                .append("\n\n")
                .append(NUL)
                .toString());
        return client;
    }

    @Nested
    class ValueEncoding {

        /** "When decoding frame headers, the following transformations MUST be applied", and the reverse when encoding. */
        @Test
        void headersAreUnescapedAndEscaped() {
            List<String> raw = new ArrayList<>();
            try (WireClient client = connected()) {
                client.sendText("SUBSCRIBE\nid:a\\cb\\nc\\rd\\\\e\ndestination:/topic/board/" + place
                        + "\nreceipt:x\\cy\\nz\\r\\\\\n\n" + NUL);

                WireFrame receipt = client.await(frame -> frame.command().equals("RECEIPT"));
                say(client, "/app/board", note(place, "hello"), "said");
                WireFrame message = client.await(frame -> frame.command().equals("MESSAGE"));

                assertThat(receipt.header("receipt-id")).isEqualTo("x:y\nz\r\\");
                assertThat(message.header("subscription")).isEqualTo("a:b\nc\rd\\e");
                raw.add(new StompEncoder(StompVersion.V1_2)
                        .receipt("x:y\nz\r\\", StompHeaders.NONE)
                        .text());
            }
            assertThat(raw.getFirst()).isEqualTo("RECEIPT\nreceipt-id:x\\cy\\nz\\r\\\\\n\n" + NUL);
        }

        /** "Undefined escape sequences such as \t MUST be treated as a fatal protocol error." */
        @Test
        void anUndefinedEscapeSequenceIsFatal() {
            try (WireClient client = listening()) {
                client.sendText("SEND\ndestination:/app/board\nfoo:\\t\n\n{}" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** "clients and servers MUST NOT trim or pad headers with spaces". */
        @Test
        void spacesOfHeadersAreKept() {
            try (WireClient client = connected()) {
                client.sendText("SUBSCRIBE\nid: 1 \ndestination:/topic/board/" + place + "\nreceipt: r \n\n" + NUL);

                client.awaitReceipt(" r ");
                say(client, "/app/board", note(place, "hello"), "said");
                assertThat(client.await(frame -> frame.command().equals("MESSAGE"))
                                .header("subscription"))
                        .isEqualTo(" 1 ");
            }
        }
    }

    @Nested
    class Body {

        /** "All other frames MUST NOT have a body." */
        @Test
        void onlySendHasABody() {
            for (String frame : List.of(
                    "SUBSCRIBE\nid:1\ndestination:/topic/board/a\n\nbody",
                    "UNSUBSCRIBE\nid:1\n\nbody",
                    "BEGIN\ntransaction:1\n\nbody",
                    "DISCONNECT\n\nbody")) {
                try (WireClient client = listening()) {
                    client.sendText(frame + NUL);

                    assertEnded(client, "invalid", 1002);
                }
            }
        }

        /** And so ours: only MESSAGE and ERROR have one. */
        @Test
        void ourReceiptsAndConnectedHaveNone() {
            try (WireClient client = listening()) {
                assertThat(client.frames())
                        .allSatisfy(frame -> assertThat(frame.body()).isEmpty());
            }
        }
    }

    @Nested
    class HeaderContentLength {

        /** "this number of octets MUST be read, regardless of whether or not there are NULL octets in the body". */
        @Test
        void itsOctetsAreReadWhateverTheyAre() {
            try (WireClient client = listening()) {
                String body = "\0SEND\n\n\0\0";
                client.sendText("SEND\ndestination:/app/board\nreceipt:nul\ncontent-length:" + body.length() + "\n\n"
                        + body + NUL);
                say(client, "/app/board", note(place, "next"), "next");

                // The board reads JSON, and says that this is none: of one frame, and the next one is read after it.
                assertThat(awaitProblem(client).json().get("receipt-id").asString())
                        .isEqualTo("nul");
                client.awaitReceipt("next");
            }
        }

        /** "The frame still needs to be terminated with a NULL octet." */
        @Test
        void theFrameStillEndsWithNul() {
            try (WireClient client = listening()) {
                client.sendText("SEND\ndestination:/app/board\ncontent-length:2\n\n{}X" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** "If the frame body contains NULL octets, the frame MUST include a content-length header": as all of ours do. */
        @Test
        void everyBodyOfOursHasIt() {
            try (WireClient client = connected()) {
                assertThat(delivered(client, "auto").header("content-length")).isEqualTo("5");
            }
        }
    }

    @Nested
    class HeaderContentType {

        /** "If the content-type header is set, its value MUST be a MIME type which describes the format of the body." */
        @Test
        void itIsAMediaTypeInBothDirections() {
            try (WireClient client = listening()) {
                assertThat(delivered(client, "auto").header("content-type")).isEqualTo("text/plain");
                client.sendText(
                        "SEND\ndestination:/app/board\nreceipt:r\ncontent-type:nonsense\n\n" + note(place, "a") + NUL);

                assertThat(awaitProblem(client).json().get("code").asString()).isEqualTo("invalid");
            }
        }

        /** "All STOMP clients and servers MUST support UTF-8 encoding and decoding." */
        @Test
        void textIsUtf8() {
            try (WireClient client = connected()) {
                listen(client, "grüße 上海", place);
                say(client, "/app/board", note(place, "grüße 上海 👋"), "ö");

                client.awaitReceipt("ö");
                assertThat(awaitMessage(client, "grüße 上海", 1).body()).isEqualTo("grüße 上海 👋");
            }
        }
    }

    @Nested
    class HeaderReceipt {

        /** "Any client frame other than CONNECT MAY specify a receipt header": and each gets its RECEIPT. */
        @Test
        void everyFrameIsConfirmed() {
            try (WireClient client = connected()) {
                String ack = delivered(client, "client").header("ack").replace(":", "\\c");
                for (String frame : List.of(
                        "SEND\ndestination:/app/hint\nreceipt:SEND\n\n" + note(place, "hint"),
                        "SUBSCRIBE\nid:2\ndestination:/topic/board/" + place + "\nreceipt:SUBSCRIBE\n\n",
                        "UNSUBSCRIBE\nid:2\nreceipt:UNSUBSCRIBE\n\n",
                        "NACK\nid:" + ack + "\nreceipt:NACK\n\n",
                        "ACK\nid:" + ack + "\nreceipt:ACK\n\n",
                        "BEGIN\ntransaction:1\nreceipt:BEGIN\n\n",
                        "COMMIT\ntransaction:1\nreceipt:COMMIT\n\n",
                        "BEGIN\ntransaction:1\n\n",
                        "ABORT\ntransaction:1\nreceipt:ABORT\n\n",
                        "DISCONNECT\nreceipt:DISCONNECT\n\n")) {
                    client.sendText(frame + NUL);
                }

                for (String command : List.of(
                        "SEND", "SUBSCRIBE", "UNSUBSCRIBE", "NACK", "ACK", "BEGIN", "COMMIT", "ABORT", "DISCONNECT")) {
                    client.awaitReceipt(command);
                }
            }
        }
    }

    @Nested
    class RepeatedHeaderEntries {

        /** "only the first header entry SHOULD be used as the value of header entry". */
        @Test
        void theFirstCounts() {
            try (WireClient client = connected()) {
                client.sendText("BEGIN\ntransaction:1\nreceipt:first\nreceipt:second\n\n" + NUL);

                client.awaitReceipt("first");
            }
        }
    }

    @Nested
    class ConnectionLingering {

        /** "STOMP servers must be able to support clients which rapidly connect and disconnect." */
        @Test
        void clientsMayComeAndGoRapidly() {
            String token = pass(someone());
            for (int time = 0; time < 20; time++) {
                try (WireClient client = WireClient.connect(server(), token)) {
                    client.send("DISCONNECT", Map.of("receipt", "bye"), "");
                    client.awaitReceipt("bye");
                    assertThat(client.awaitClose(SOON)).isEqualTo(1000);
                }
            }
        }
    }

    @Nested
    class ConnectOrStompFrame {

        /** "STOMP servers MUST handle a STOMP frame in the same manner as a CONNECT frame." */
        @Test
        void stompIsConnect() {
            try (WireClient connect = connecting("CONNECT", "accept-version:1.2", "host:a");
                    WireClient stomp = connecting("STOMP", "accept-version:1.2", "host:a")) {
                assertThat(awaitConnected(stomp).headers().keySet())
                        .isEqualTo(awaitConnected(connect).headers().keySet());
            }
        }

        /** "STOMP 1.2 clients MUST set accept-version, host": without a host there is the default one. */
        @Test
        void aMissingHostIsTheDefaultOne() {
            try (WireClient client = connecting("CONNECT", "accept-version:1.2")) {
                assertThat(awaitConnected(client).header("version")).isEqualTo("1.2");
            }
        }
    }

    @Nested
    class ConnectedFrame {

        /** "STOMP 1.2 servers MUST set the following headers: version"; server "MUST contain a server-name field". */
        @Test
        void hasTheVersionAndTheServersName() {
            try (WireClient client = connecting("CONNECT", "accept-version:1.2")) {
                assertThat(awaitConnected(client).header("version")).isEqualTo("1.2");
                assertThat(awaitConnected(client).header("server")).matches("switchboard/[^ ]+");
            }
        }
    }

    @Nested
    class ProtocolNegotiation {

        /** "From STOMP 1.1 and onwards, the CONNECT frame MUST include the accept-version header." */
        @Test
        void withoutAcceptVersionItIsVersion10() {
            try (WireClient client = connecting("CONNECT")) {
                assertThat(awaitConnected(client).header("version")).isEqualTo("1.0");
            }
        }

        @Test
        void theHighestCommonVersionIsUsed() {
            try (WireClient client = connecting("CONNECT", "accept-version:1.0,1.1,2.0")) {
                assertThat(awaitConnected(client).header("version")).isEqualTo("1.1");
            }
        }

        /** "the server MUST respond with an ERROR frame … and then close the connection". */
        @Test
        void noCommonVersionIsAnErrorThatNamesOurs() {
            try (WireClient client = connecting("CONNECT", "accept-version:2.1,3.0")) {
                assertThat(awaitError(client).header("version")).isEqualTo("1.0,1.1,1.2");
                assertThat(awaitError(client).header("content-type")).startsWith("text/plain");
                assertThat(client.awaitClose(SOON)).isEqualTo(1002);
            }
        }
    }

    @Nested
    class HeartBeating {

        /** "the heart-beat header MUST contain two positive integers separated by a comma". */
        @Test
        void theHeaderIsTwoNumbers() {
            for (String wrong : List.of("1", "1,", "a,b", "-1,0", "1,2,3", "1;2")) {
                try (WireClient client = connecting("CONNECT", "accept-version:1.2", "heart-beat:" + wrong)) {
                    assertEnded(client, "invalid", 1002);
                }
            }
        }

        /** "A missing heart-beat header MUST be treated the same way as a heart-beat:0,0 header". */
        @Test
        void aMissingHeaderMeansNone() {
            try (WireClient client = connecting("CONNECT", "accept-version:1.2")) {
                assertThat(awaitConnected(client).header("heart-beat")).isEqualTo("0,0");
            }
        }

        /** "the sender MUST send new data … at least every n milliseconds", and "MUST send an end-of-line" for want of frames. */
        @Test
        void lineEndsAreSentWhereThereIsNothingElse() {
            try (WireClient client = connecting("CONNECT", "accept-version:1.2", "heart-beat:0,1000")) {
                assertThat(awaitConnected(client).header("heart-beat")).startsWith("1000,");

                await().atMost(Duration.ofSeconds(30)).until(() -> client.heartBeats() >= 2);
            }
        }
    }

    @Nested
    class Send {

        /** "It has one REQUIRED header, destination". */
        @Test
        void hasADestination() {
            try (WireClient client = listening()) {
                client.sendText("SEND\n\nbody" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** "If the server cannot successfully process the SEND frame for any reason, the server MUST send the client an ERROR". */
        @Test
        void whatCannotBeDoneIsAnErrorAndTheEnd() {
            try (WireClient client = connected()) {
                say(client, "/app/nowhere", "{}", "r");

                assertEnded(client, "not_found", 1008);
                assertThat(awaitError(client).header("receipt-id")).isEqualTo("r");
            }
        }

        /**
         * "The user defined headers MUST be passed through in the MESSAGE frame": a SEND goes to the application here, and
         * what subscribers get is the application's message, so nobody can give it headers. See docs/protocol/stomp.md.
         */
        @Test
        void aClientsHeadersDoNotReachSubscribers() {
            try (WireClient client = connected()) {
                listen(client, "s", place);
                say(client, "/app/board", note(place, "hello"), "r", "foo", "bar", "seq", "99");

                assertThat(awaitMessage(client, "s", 1).headers()).doesNotContainKey("foo");
            }
        }
    }

    @Nested
    class Subscribe {

        /** "If the server cannot successfully create the subscription, the server MUST send the client an ERROR frame". */
        @Test
        void whatCannotBeDoneIsAnErrorAndTheEnd() {
            try (WireClient client = connected()) {
                client.subscribe("s", "/topic/board/secret", Map.of("receipt", "r"));

                assertEnded(client, "forbidden", 1008);
            }
        }

        /** "an id header MUST be included in the frame to uniquely identify the subscription". */
        @Test
        void hasAnId() {
            try (WireClient client = listening()) {
                client.sendText("SUBSCRIBE\ndestination:/topic/board/" + place + "\n\n" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** "Within the same connection, different subscriptions MUST use different subscription identifiers." */
        @Test
        void idsAreDifferentWithinAConnection() {
            try (WireClient client = listening();
                    WireClient other = listening()) {
                listen(client, "s", place);
                listen(other, "s", place);
                client.subscribe("s", "/topic/board/" + someone(), Map.of());

                assertEnded(client, "invalid", 1002);
                assertThat(other.isClosed()).isFalse();
            }
        }

        /** "The valid values for the ack header are auto, client, or client-individual." */
        @Test
        void theAckModesAreThree() {
            try (WireClient client = listening()) {
                for (String mode : List.of("auto", "client", "client-individual")) {
                    listen(client, mode, place, "ack", mode);
                }
                client.subscribe("s", "/topic/board/" + place, Map.of("ack", "Client"));

                assertEnded(client, "invalid", 1002);
            }
        }

        /** "an ACK or NACK for a subsequent message MUST NOT cause a previous message to get acknowledged". */
        @Test
        void anIndividualAckIsForOneMessage() {
            try (WireClient client = connected()) {
                listen(client, "s", place, "ack", "client-individual");
                IntStream.rangeClosed(1, 3)
                        .forEach(number -> say(client, "/app/board", note(place, "m" + number), "w" + number));
                WireFrame third = awaitMessage(client, "s", 3);
                client.send("ACK", Map.of("id", third.header("ack")), "");

                // What is not acknowledged comes again.
                for (String again : List.of("1", "2")) {
                    client.await(frame -> frame.header("redelivered").equals("true")
                            && frame.header("seq").equals(again));
                }
                assertThat(timesSent(client, "s").get(3)).isEqualTo(1);
            }
        }

        /** "the ACK operates on the message specified in the ACK frame and all messages sent … before". */
        @Test
        void aClientsAckIsForAllBefore() {
            try (WireClient client = connected()) {
                listen(client, "s", place, "ack", "client");
                IntStream.rangeClosed(1, 5)
                        .forEach(number -> say(client, "/app/board", note(place, "m" + number), "w" + number));
                WireFrame fifth = awaitMessage(client, "s", 5);
                say(client, "/app/board", note(place, "m6"), "w6");
                client.awaitReceipt("w6");
                client.send("ACK", Map.of("id", fifth.header("ack")), "");
                // Five may wait here: all of them were settled, or these did not come.
                IntStream.rangeClosed(7, 10)
                        .forEach(number -> say(client, "/app/board", note(place, "m" + number), "w" + number));

                awaitMessage(client, "s", 10);
            }
        }
    }

    @Nested
    class Unsubscribe {

        /** "an id header MUST be included in the frame to uniquely identify the subscription to remove". */
        @Test
        void hasAnId() {
            try (WireClient client = listening()) {
                client.sendText("UNSUBSCRIBE\ndestination:/topic/board/" + place + "\n\n" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** "This header MUST match … an existing subscription": one that we have ended may have crossed this frame. */
        @Test
        void ofWhatIsNotOpenHasNoEffect() {
            try (WireClient client = connected()) {
                client.send("UNSUBSCRIBE", Map.of("id", "none", "receipt", "r"), "");

                client.awaitReceipt("r");
            }
        }
    }

    @Nested
    class AckAndNack {

        /** "The ACK frame MUST include an id header matching the ack header of the MESSAGE being acknowledged." */
        @Test
        void haveTheIdOfAMessage() {
            for (String command : List.of("ACK", "NACK")) {
                for (String headers : List.of("", "id:\n", "id:none/sub\n", "message-id:1\nsubscription:s\n")) {
                    try (WireClient client = listening()) {
                        delivered(client, "client");
                        client.sendText(command + '\n' + headers + '\n' + NUL);

                        assertEnded(client, "invalid", 1002);
                    }
                }
            }
        }

        /** Not what an auto subscription was sent. */
        @Test
        void areNotForWhatNeedsNone() {
            try (WireClient client = listening()) {
                WireFrame message = delivered(client, "auto");
                assertThat(message.headers()).doesNotContainKey("ack");
                client.send("ACK", Map.of("id", message.header("message-id") + "/sub:1"), "");

                assertEnded(client, "invalid", 1002);
            }
        }
    }

    @Nested
    class Transactions {

        /** "The transaction header is REQUIRED" of BEGIN, COMMIT and ABORT. */
        @Test
        void haveATransaction() {
            for (String command : List.of("BEGIN", "COMMIT", "ABORT")) {
                try (WireClient client = listening()) {
                    client.sendText(command + "\n\n" + NUL);

                    assertEnded(client, "invalid", 1002);
                }
            }
        }

        /** "Within the same connection, different transactions MUST use different transaction identifiers." */
        @Test
        void haveDifferentIds() {
            try (WireClient client = listening();
                    WireClient other = listening()) {
                client.sendText("BEGIN\ntransaction:1\nreceipt:1\n\n" + NUL);
                client.awaitReceipt("1");
                other.sendText("BEGIN\ntransaction:1\nreceipt:1\n\n" + NUL);
                other.awaitReceipt("1");
                client.sendText("BEGIN\ntransaction:1\n\n" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** The header "MUST specify the identifier of the transaction to commit", or to abort; and so of SEND, ACK and NACK. */
        @Test
        void areOpenWhereTheyAreNamed() {
            for (String frame : List.of(
                    "COMMIT\ntransaction:none\n\n",
                    "ABORT\ntransaction:none\n\n",
                    "SEND\ndestination:/app/board\ntransaction:none\n\n{}")) {
                try (WireClient client = listening()) {
                    client.sendText(frame + NUL);

                    assertEnded(client, "invalid", 1002);
                }
            }
        }
    }

    @Nested
    class Disconnect {

        /** "Clients MUST NOT send any more frames after the DISCONNECT frame is sent": what they do send is dropped. */
        @Test
        void isTheLastFrame() {
            try (WireClient client = connected();
                    WireClient reader = connected()) {
                client.sendText("DISCONNECT\nreceipt:bye\n\n" + NUL + "SEND\ndestination:/app/board\n\n"
                        + note(place, "late") + NUL);
                client.awaitReceipt("bye");
                assertThat(client.awaitClose(SOON)).isEqualTo(1000);

                reader.subscribe("s", "/topic/board/" + place, Map.of("receipt", "s"));
                assertThat(reader.awaitReceipt("s").header("head")).isEqualTo("0");
            }
        }
    }

    @Nested
    class Message {

        /** MESSAGE "MUST include a destination header", "a message-id header" and "a subscription header". */
        @Test
        void saysWhichItIsAndForWhichSubscription() {
            try (WireClient client = connected()) {
                assertThat(delivered(client, "auto").headers())
                        .containsEntry("destination", "/topic/board/" + place)
                        .containsEntry("message-id", place + "-1")
                        .containsEntry("subscription", "sub:1");
            }
        }

        /** "the MESSAGE frame MUST also contain an ack header" where it is to be acknowledged. */
        @Test
        void hasAnAckHeaderOfItsOwnForEachSubscription() {
            try (WireClient client = connected()) {
                listen(client, "other", place, "ack", "client");
                WireFrame one = delivered(client, "client-individual");
                WireFrame other = awaitMessage(client, "other", 1);

                assertThat(one.header("ack")).isNotEmpty().isNotEqualTo(other.header("ack"));
                assertThat(other.header("ack")).isNotEmpty();
            }
        }
    }

    @Nested
    class ReceiptFrame {

        /** "A RECEIPT frame MUST include the header receipt-id". */
        @Test
        void namesTheFrame() {
            try (WireClient client = connected()) {
                client.send("BEGIN", Map.of("transaction", "1", "receipt", "any:thing "), "");

                client.awaitReceipt("any:thing ");
            }
        }
    }

    @Nested
    class ErrorFrame {

        /** "it MUST then close the connection just after sending the ERROR frame". */
        @Test
        void isTheLast() {
            try (WireClient client = listening()) {
                client.sendText("NONSENSE\n\n" + NUL + "BEGIN\ntransaction:1\nreceipt:after\n\n" + NUL);

                assertEnded(client, "invalid", 1002);
                assertThat(client.frames().getLast().command()).isEqualTo("ERROR");
            }
        }
    }

    @Nested
    class AugmentedBnf {

        /** EOL is "[CR] LF", frames are followed by any number of them; how frames lie in messages does not matter. */
        @Test
        void framesAreAStream() {
            try (WireClient client = connected()) {
                client.sendText("\n\r\nBEGIN\r\ntransaction:1\r\nreceipt:1\r\n\r\n\0\r\n\n\nABORT\ntransac");
                client.sendText("tion:1\nreceipt:2\n");
                client.sendText("\n\0\n\n");

                client.awaitReceipt("1");
                client.awaitReceipt("2");
            }
        }
    }
}
