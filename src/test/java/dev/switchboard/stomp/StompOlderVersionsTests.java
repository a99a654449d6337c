package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where STOMP 1.1 and 1.0 differ from 1.2. */
class StompOlderVersionsTests extends StompServerTest {

    private static final String NUL = "\0";

    private final String place = someone();

    private void write(String text) {
        try (WireClient writer = connected()) {
            say(writer, "/app/board", note(place, text), "w");
            writer.awaitReceipt("w");
        }
    }

    private static WireFrame awaitAgain(WireClient client) {
        return client.await(frame -> frame.header("redelivered").equals("true"));
    }

    @Nested
    class Version11 {

        /** ACK "has two REQUIRED headers: message-id … and subscription". */
        @Test
        void acknowledgesByMessageIdAndSubscription() {
            try (WireClient client = speaking("1.1")) {
                listen(client, "s", place, "ack", "client-individual");
                write("hello");
                WireFrame message = awaitMessage(client, "s", 1);
                Map<String, String> named =
                        Map.of("message-id", message.header("message-id"), "subscription", "s", "receipt", "named");

                client.send("NACK", named, "");
                awaitAgain(client);
                client.send("ACK", named, "");
                client.awaitReceipt("named");

                assertThat(message.headers()).doesNotContainKey("ack");
            }
        }

        @Test
        void requiresBoth() {
            for (String missing : List.of("message-id", "subscription")) {
                try (WireClient client = speaking("1.1")) {
                    listen(client, "s", place, "ack", "client");
                    write("hello");
                    WireFrame message = client.await(frame -> frame.command().equals("MESSAGE"));
                    String other = missing.equals("subscription")
                            ? "message-id:" + message.header("message-id")
                            : "subscription:s";
                    client.sendText("ACK\n" + other + "\n\n" + NUL);

                    assertEnded(client, "invalid", 1002);
                }
            }
        }

        /** Undefined escape sequences "such as \r MUST be treated as a fatal protocol error". */
        @Test
        void knowsNoEscapedCarriageReturn() {
            try (WireClient client = speaking("1.1")) {
                client.sendText("BEGIN\ntransaction:a\\cb\\n\\\\\nreceipt:fine\n\n" + NUL);
                client.awaitReceipt("fine");
                client.sendText("BEGIN\ntransaction:\\r\n\n" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** Lines end with LF alone: a carriage return is part of the line. */
        @Test
        void endsLinesWithALineFeed() {
            try (WireClient client = speaking("1.1")) {
                client.sendText("BEGIN\r\ntransaction:1\r\n\r\n" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** "clients and servers MUST never trim or pad headers with spaces", from 1.1 on. */
        @Test
        void keepsSpaces() {
            try (WireClient client = speaking("1.1")) {
                client.sendText("BEGIN\ntransaction:1\nreceipt: r \n\n" + NUL);

                client.awaitReceipt(" r ");
            }
        }
    }

    @Nested
    class Version10 {

        /** Its own examples have spaces before values: "destination: /queue/foo". */
        @Test
        void takesItsOwnExamples() {
            try (WireClient client = open()) {
                client.sendText("CONNECT\nAuthorization: Bearer " + pass(someone()) + "\n\n" + NUL + "\n");
                assertThat(client.await(frame -> frame.command().equals("CONNECTED"))
                                .header("session"))
                        .isNotEmpty();
                client.sendText(
                        "SUBSCRIBE\ndestination: /topic/board/" + place + "\nack: client\nreceipt: s\n\n" + NUL);
                client.awaitReceipt("s");
                write("hello");
                WireFrame message = client.await(frame -> frame.command().equals("MESSAGE"));
                client.sendText("BEGIN\ntransaction: 1\n\n" + NUL + "ACK\nmessage-id: " + message.header("message-id")
                        + "\ntransaction: 1\nreceipt: acked\n\n" + NUL + "COMMIT\ntransaction: 1\nreceipt: done\n\n"
                        + NUL);

                client.awaitReceipt("acked");
                client.awaitReceipt("done");
                client.sendText("UNSUBSCRIBE\ndestination: /topic/board/" + place + "\nreceipt: u\n\n" + NUL);
                client.awaitReceipt("u");
            }
        }

        /** "The valid values for ack are auto … and client". */
        @Test
        void knowsNoIndividualAcks() {
            try (WireClient client = speaking("1.0")) {
                client.sendText("SUBSCRIBE\ndestination:/topic/board/" + place + "\nack:client-individual\n\n" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        @Test
        void hasNoNack() {
            try (WireClient client = speaking("1.0")) {
                client.sendText("SUBSCRIBE\ndestination:/topic/board/" + place + "\nack:client\nreceipt:s\n\n" + NUL);
                client.awaitReceipt("s");
                write("hello");
                WireFrame message = client.await(frame -> frame.command().equals("MESSAGE"));
                client.sendText("NACK\nmessage-id:" + message.header("message-id") + "\n\n" + NUL);

                assertEnded(client, "invalid", 1002);
            }
        }

        /** It escapes nothing. */
        @Test
        void takesBackslashesAsTheyAre() {
            try (WireClient client = speaking("1.0")) {
                client.sendText("BEGIN\ntransaction:\\t\nreceipt:a\\cb\n\n" + NUL);

                // The test's client unescapes as 1.2 does.
                client.awaitReceipt("a:b");
            }
        }

        /** "The body of the SUBSCRIBE command is ignored." */
        @Test
        void ignoresTheBodyOfOtherFrames() {
            try (WireClient client = speaking("1.0")) {
                client.sendText("SUBSCRIBE\ndestination:/topic/board/" + place + "\nreceipt:s\n\nignored" + NUL);

                client.awaitReceipt("s");
            }
        }
    }
}
