package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one client sends costs the others nothing. */
class ResourceTests extends StompServerTest {

    private static final String NOTE = "{\"board\":\"busy\",\"text\":\"t\"}";

    private void assertThatOthersCarryOn() {
        try (WireClient other = connected()) {
            say(other, "/app/hint", NOTE, "r");
            other.await(frame -> frame.header("receipt-id").equals("r"), SOON);
        }
    }

    private RawWebSocket connectedRaw() throws IOException {
        RawWebSocket client = new RawWebSocket(port());
        client.text("CONNECT\naccept-version:1.2\nAuthorization:Bearer " + pass(someone()) + "\n\n\0");
        client.readText("CONNECTED");
        return client;
    }

    @Test
    void reassemblesTwentyThousandFragments() throws IOException {
        byte[] frame = ("SEND\ndestination:/app/hint\nreceipt:whole\n\n{\"board\":\"b\",\"text\":\""
                        + "x".repeat(20_000) + "\"}\0")
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        for (int i = 0; i < frame.length; i++) {
            fragments.writeBytes(RawWebSocket.frame(
                    i == frame.length - 1, i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION, new byte[] {frame[i]
                    }));
        }
        try (RawWebSocket client = connectedRaw()) {
            client.write(fragments.toByteArray());

            assertThat(client.readText("RECEIPT")).contains("receipt-id:whole");
        }
    }

    @Test
    void endsAMessageOfFragmentsWithoutEnd() throws IOException {
        byte[] piece = new byte[16 * 1024];
        java.util.Arrays.fill(piece, (byte) 'x');
        try (RawWebSocket client = connectedRaw()) {
            RawWebSocket.Received last = null;
            try {
                client.write(RawWebSocket.frame(false, RawWebSocket.TEXT, piece));
                for (int i = 0; i < 64; i++) {
                    client.write(RawWebSocket.frame(false, RawWebSocket.CONTINUATION, piece));
                }
                do {
                    last = client.read();
                } while (last.opcode() != RawWebSocket.CLOSE);
            } catch (IOException cut) {
                // Cut off while it still wrote.
            }

            assertThat(last == null || last.opcode() != RawWebSocket.CLOSE || last.code() == 1009)
                    .isTrue();
        }
        assertThatOthersCarryOn();
    }

    @Test
    void survivesAFloodOfPings() throws IOException {
        ByteArrayOutputStream pings = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            pings.writeBytes(RawWebSocket.frame(true, RawWebSocket.PING, new byte[125]));
        }
        try (RawWebSocket client = connectedRaw()) {
            try {
                for (int i = 0; i < 200; i++) {
                    client.write(pings.toByteArray());
                }
            } catch (IOException cutOff) {
                // That is one way to survive it.
            }
            assertThatOthersCarryOn();
        }
    }

    @Test
    void refusesTwentyThousandSubscriptions() {
        try (WireClient client = listening()) {
            String frames = String.join(
                    "",
                    IntStream.range(0, 1000)
                            .mapToObj(i -> "SUBSCRIBE\nid:x" + i + "\ndestination:/topic/board/x" + i + "\n\n\0")
                            .toList());
            client.sendText(
                    frames.substring(0, 40_000 + frames.substring(40_000).indexOf('\0') + 1));

            assertThat(awaitProblem(client).json().get("code").asString()).isEqualTo("too_many");
        }
        assertThatOthersCarryOn();
    }

    @Test
    void keepsTheOrderOfAHastyClient() {
        String board = someone();
        try (WireClient client = connected()) {
            client.subscribe("b", "/topic/board/" + board, Map.of("receipt", "s"));
            client.awaitReceipt("s");
            StringBuilder frames = new StringBuilder();
            for (int i = 1; i <= 300; i++) {
                frames.append("SEND\ndestination:/app/board\nreceipt:r")
                        .append(i)
                        .append("\n\n{\"board\":\"" + board + "\",\"text\":\"m" + i + "\"}\0");
            }
            client.sendText(frames.toString());

            client.await(frame ->
                    frame.header("seq").equals("300") && frame.command().equals("MESSAGE"));
            assertThat(client.frames().stream()
                            .filter(frame -> frame.command().equals("MESSAGE"))
                            .map(frame -> frame.body()))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 300).mapToObj(i -> "m" + i).toList());
        }
    }

    @Test
    void closesWhatIsNoWebSocketFrame() throws IOException {
        byte[][] wrong = {
            {(byte) 0x81, 0x01, 'x'}, // not masked
            {(byte) 0xf1, (byte) 0x81, 0, 0, 0, 0, 'x'}, // reserved bits
            {(byte) 0x83, (byte) 0x81, 0, 0, 0, 0, 'x'}, // unknown opcode
            {(byte) 0x80, (byte) 0x81, 0, 0, 0, 0, 'x'}, // continues nothing
            {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, (byte) 0xc3, (byte) 0x28}, // no UTF-8
        };
        for (byte[] bytes : wrong) {
            try (RawWebSocket client = connectedRaw()) {
                client.write(bytes);
                RawWebSocket.Received received;
                do {
                    received = client.read();
                } while (received.opcode() != RawWebSocket.CLOSE);

                assertThat(received.code()).isIn(1002, 1007);
            }
        }
    }

    @Test
    void takesAnEmptyHandshakeForNothing() throws IOException {
        for (int i = 0; i < 50; i++) {
            new RawWebSocket(port()).close();
        }
        assertThatOthersCarryOn();
    }
}
