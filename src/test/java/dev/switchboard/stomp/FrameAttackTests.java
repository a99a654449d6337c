package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not STOMP, not now or not yet is answered by ERROR and close; the server and everybody else carry on. */
class FrameAttackTests extends StompServerTest {

    private static final String NUL = "\0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SEND\ndestination:/app/board\n\n{}",
                "SUBSCRIBE\nid:1\ndestination:/topic/board/a\n\n",
                "UNSUBSCRIBE\nid:1\n\n",
                "DISCONNECT\n\n",
                "ACK\nid:1\n\n",
                "BEGIN\ntransaction:1\n\n",
                "CONNECTED\nversion:1.2\n\n",
                "MESSAGE\ndestination:/topic/board/a\n\n",
                "connect\n\n",
                "GET / HTTP/1.1\nHost:a\n\n",
                "CONNECT\nno-colon\n\n",
                "CONNECT\n:nameless\n\n",
                "CONNECT\ncontent-length:5\n\nabcde",
                "CONNECT\naccept-version:1.2\nheart-beat:1\n\n",
            })
    void takesNothingButConnectFirst(String frame) {
        try (WireClient client = open()) {
            client.sendText(frame + NUL);

            String code = awaitError(client).header("message");

            assertThat(code).isIn("invalid", "unauthenticated");
            assertThat(client.awaitClose(SOON)).isEqualTo(code.equals("invalid") ? 1002 : 4001);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT\naccept-version:1.2\n\n",
                "STOMP\naccept-version:1.2\n\n",
                "send\ndestination:/app/board\n\n{}",
                "NONSENSE\n\n",
                "CONNECTED\nversion:1.2\n\n",
                "RECEIPT\nreceipt-id:1\n\n",
                "MESSAGE\ndestination:/topic/board/a\nmessage-id:1\nsubscription:1\n\nforged",
                "ERROR\nmessage:a\n\n",
                "ACK\nid:1\n\n",
                "NACK\nid:1\n\n",
                "ACK\n\n",
                "BEGIN\n\n",
                "COMMIT\n\n",
                "ABORT\n\n",
                "COMMIT\ntransaction:1\n\n",
                "ABORT\ntransaction:1\n\n",
                "SEND\ndestination:/app/board\ntransaction:1\n\n{}",
                "SEND\n\n{}",
                "SUBSCRIBE\nid:1\n\n",
                "SUBSCRIBE\ndestination:/topic/board/a\n\n",
                "SUBSCRIBE\nid:1\ndestination:/topic/board/a\nack:nonsense\n\n",
                "UNSUBSCRIBE\n\n",
                "SEND\ndestination:/app/board\ncontent-length:-1\n\n{}",
                "SEND\ndestination:/app/board\ncontent-length:+2\n\n{}",
                "SEND\ndestination:/app/board\ncontent-length:9223372036854775808\n\n{}",
                "SEND\ndestination:/app/board\ncontent-length:1\n\n{}",
                "SEND\ndestination:/app/board\ncontent-length: 2\n\n{}",
                "SEND\ndestination:/app/board\nnocolon\n\n{}",
                "SEND\ndestination:/app/board\na:\\t\n\n{}",
                "SEND\ndestination:/app/board\na:ends with \\\n\n{}",
                "SEND\ndestination\0:/app/board\n\n{}",
                "SEND\ndestination:/app/board",
            })
    void endsATalkThatBreaksTheProtocol(String frame) {
        try (WireClient client = listening()) {
            client.sendText(frame + NUL);

            assertEnded(client, "invalid", 1002);
            assertThat(awaitError(client).body()).isNotEmpty().doesNotContain("Exception", "dev.switchboard");
        }
    }

    @Test
    void refusesASecondSubscriptionWithTheSameId() {
        try (WireClient client = listening()) {
            client.subscribe("b", "/topic/board/a", Map.of("receipt", "1"));
            client.awaitReceipt("1");
            client.subscribe("b", "/topic/board/b", Map.of("receipt", "2"));

            assertEnded(client, "invalid", 1002);
            assertThat(awaitError(client).header("receipt-id")).isEqualTo("2");
        }
    }

    @Test
    void capsReceiptsHeadersAndDestinations() {
        for (String frame : new String[] {
            "SEND\ndestination:/app/board\nreceipt:" + "r".repeat(64 * 1024) + "\n\n{}",
            "SEND\ndestination:/app/" + "d".repeat(60 * 1024) + "\n\n{}",
            "SEND\ndestination:/app/board\n" + "a:b\n".repeat(12_000) + "\n{}",
            "SEND\ndestination:/app/board\n" + "a:b\n".repeat(65) + "\n{}",
            "SEND\ndestination:/app/board\ncontent-length:65537\n\n",
            "SEND\ndestination:/app/board\n\n" + "x".repeat(64 * 1024 + 1),
        }) {
            try (WireClient client = listening()) {
                client.sendText(frame + NUL);

                assertEnded(client, "too_large", 1009);
            }
        }
        try (WireClient client = listening()) {
            client.sendText("SEND\ndestination:/app/board\nreceipt:" + "r".repeat(300) + "\n\n{}" + NUL);

            assertEnded(client, "invalid", 1002);
        }
    }

    @Test
    void takesTheLargestBody() {
        String note = "{\"board\":\"" + someone() + "\",\"text\":\"";
        String text = "x".repeat(64 * 1024 - note.length() - 2);
        try (WireClient client = connected()) {
            say(client, "/app/board", note + text + "\"}", "large");

            client.awaitReceipt("large");
        }
    }

    /** Of the message just enough is sent to be too much: a goodbye to who goes on sending may be lost in a reset. */
    @Test
    void closesAWebSocketMessageThatNoFrameCouldFill() throws IOException {
        try (RawWebSocket client = new RawWebSocket(port())) {
            byte[] message = RawWebSocket.frame(true, RawWebSocket.TEXT, new byte[1024 * 1024]);

            int header = 14;
            int largest = 2 * 64 * 1024 + 16 * 1024;
            client.write(Arrays.copyOf(message, header + largest + 1));

            RawWebSocket.Received answer = client.read();
            assertThat(answer.opcode()).isEqualTo(RawWebSocket.CLOSE);
            assertThat(answer.code()).isIn(1002, 1009);
        }
    }

    @Test
    void dropsWhatFollowsARefusedConnect() {
        String board = someone();
        String token = pass(someone());
        String forbidden = "SEND\ndestination:/app/board\n\n{\"board\":\"" + board + "\",\"text\":\"smuggled\"}" + NUL;
        try (WireClient noVersion = open();
                WireClient nobody = open();
                WireClient reader = connected()) {
            noVersion.sendText("CONNECT\naccept-version:9.9\nAuthorization:Bearer " + token + "\n\n" + NUL + forbidden);
            nobody.sendText("CONNECT\naccept-version:1.2\n\n" + NUL + forbidden);

            assertThat(awaitError(noVersion).header("version")).isEqualTo("1.0,1.1,1.2");
            assertEnded(noVersion, "invalid", 1002);
            assertEnded(nobody, "unauthenticated", 4001);
            reader.subscribe("b", "/topic/board/" + board, Map.of("receipt", "s"));
            assertThat(reader.awaitReceipt("s").header("head")).isEqualTo("0");
        }
    }

    @Test
    void dropsWhatFollowsABrokenFrameAndAGoodbye() {
        String board = someone();
        String send = "SEND\ndestination:/app/board\n\n{\"board\":\"" + board + "\",\"text\":\"late\"}" + NUL;
        try (WireClient broken = connected();
                WireClient gone = connected();
                WireClient reader = connected()) {
            broken.sendText("ACK\nid:1\n\n" + NUL + send);
            gone.sendText("DISCONNECT\nreceipt:bye\n\n" + NUL + send);

            assertEnded(broken, "invalid", 1002);
            gone.awaitReceipt("bye");
            assertThat(gone.awaitClose(SOON)).isEqualTo(1000);
            reader.subscribe("b", "/topic/board/" + board, Map.of("receipt", "s"));
            assertThat(reader.awaitReceipt("s").header("head")).isEqualTo("0");
        }
    }

    @Test
    void takesWhatFollowsAGrantedConnectInTheSameMessage() {
        String token = pass(someone());
        try (WireClient client = open()) {
            client.sendText("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + token + "\n\n" + NUL
                    + "\n\nSUBSCRIBE\nid:a\\cb\ndestination:/topic/board/a\nreceipt:x\\cy\n\n" + NUL);

            WireFrame receipt = client.await(frame -> frame.command().equals("RECEIPT"));

            assertThat(receipt.header("receipt-id")).isEqualTo("x:y");
        }
    }

    @Test
    void readsAFrameFromManySmallMessages() {
        String board = someone();
        String frame =
                "SEND\ndestination:/app/board\nreceipt:slow\n\n{\"board\":\"" + board + "\",\"text\":\"bytes\"}" + NUL;
        try (WireClient client = connected()) {
            frame.chars().forEach(each -> client.sendText(Character.toString(each)));

            assertThat(client.awaitReceipt("slow").header("seq")).isEqualTo("1");
        }
    }

    @Test
    void countsTheFirstOfRepeatedHeaders() {
        String board = someone();
        try (WireClient client = listening()) {
            client.sendText(
                    "SEND\ndestination:/app/board\ndestination:/topic/board/a\nreceipt:first\nreceipt:second\n\n"
                            + "{\"board\":\"" + board + "\",\"text\":\"hi\"}" + NUL);

            client.awaitReceipt("first");
        }
    }

    @Test
    void takesIdentityFromTheSessionNeverFromHeaders() {
        String board = someone();
        String username = someone();
        String secret = passes.issue(username, Set.of(), null);
        try (WireClient client = open()) {
            client.send(
                    "CONNECT",
                    Map.of(
                            "accept-version", "1.2",
                            "Authorization", "Bearer " + secret,
                            "login", "root",
                            "user", "root",
                            "user-name", "root",
                            "simpUser", "root"),
                    "");
            assertThat(client.await(frame -> frame.command().equals("CONNECTED"))
                            .header("user-name"))
                    .isEqualTo(username);
            client.subscribe("b", "/topic/board/" + board, Map.of("receipt", "s"));
            client.awaitReceipt("s");

            say(
                    client,
                    "/app/board",
                    "{\"board\":\"" + board + "\",\"text\":\"who\"}",
                    "r",
                    "user",
                    "root",
                    "login",
                    "root",
                    "message-id",
                    "forged",
                    "simpUser",
                    "root",
                    "simpSessionId",
                    "forged",
                    "simpDestination",
                    "/app/break",
                    "switchboardExchange",
                    "forged",
                    "subscription",
                    "forged");

            WireFrame message = client.await(frame -> frame.command().equals("MESSAGE"));
            assertThat(message.header("message-id")).isEqualTo(board + "-1");
            assertThat(message.header("subscription")).isEqualTo("b");
            assertThat(board().senders()).contains(passes.speaker(secret).user() + " who");
        }
    }

    private Board board() {
        return board;
    }
}
