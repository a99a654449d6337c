package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StompEncoderTests {

    private final StompEncoder encoder = new StompEncoder(StompVersion.V1_2);
    private final Publication publication = new Publication(
            Destination.of("/topic/rooms/lobby"),
            DeliveryClass.LOG,
            "01ABC",
            OptionalLong.of(17),
            "application/json",
            "{\"text\":\"ü\"}".getBytes(StandardCharsets.UTF_8));

    @Test
    void writesAPublicationAsAMessage() {
        assertThat(encoder.message(publication, "sub-0").text())
                .isEqualTo("MESSAGE\nsubscription:sub-0\nmessage-id:01ABC\ndestination:/topic/rooms/lobby\nseq:17\n"
                        + "content-type:application/json\ncontent-length:13\n\n{\"text\":\"ü\"}\0");
    }

    @Test
    void makesTheBytesOfAMessageOnceForAllWhoCallTheirSubscriptionAlike() {
        assertThat(encoder.message(publication, "sub-0"))
                .isSameAs(new StompEncoder(StompVersion.V1_2).message(publication, "sub-0"))
                .isNotSameAs(encoder.message(publication, "sub-1"))
                .isNotSameAs(new StompEncoder(StompVersion.V1_1).message(publication, "sub-0"));
    }

    @Test
    void whatIsNotTextGoesAsItIsOrAsBase64ToThoseWhoReadTextOnly() {
        byte[] bytes = {0, (byte) 0xff, (byte) 0xfe, '\n'};
        Publication binary = new Publication(
                Destination.of("/topic/live/picture"),
                DeliveryClass.STATE,
                "id",
                OptionalLong.empty(),
                "image/png",
                bytes);

        assertThat(publication.isText()).isTrue();
        assertThat(binary.isText()).isFalse();
        byte[] frame = new byte[encoder.message(binary, "s").size()];
        encoder.message(binary, "s").bytes().get(frame);
        assertThat(frame).containsSubsequence(bytes);
        assertThat(binary.encodedAs(encoder.messages("s", AckMode.AUTO).asText())
                        .text())
                .isEqualTo("MESSAGE\nsubscription:s\nmessage-id:id\ndestination:/topic/live/picture\n"
                        + "content-type:image/png\ncontent-encoding:base64\ncontent-length:8\n\nAP/+Cg==\0");
    }

    @Test
    void escapesWhatClientsNamed() {
        assertThat(encoder.message(publication, "a:b\nevil:1\r\\").text())
                .startsWith("MESSAGE\nsubscription:a\\cb\\nevil\\c1\\r\\\\\nmessage-id:");
        assertThat(new StompEncoder(StompVersion.V1_0)
                        .message(publication, "a:b\nevil:1")
                        .text())
                .as("1.0 cannot escape, and is not broken out of")
                .startsWith("MESSAGE\nsubscription:a:b evil:1\nmessage-id:");
        assertThat(new StompEncoder(StompVersion.V1_1)
                        .receipt("a\rb\0c", StompHeaders.NONE)
                        .text())
                .isEqualTo("RECEIPT\nreceipt-id:a b c\n\n\0");
    }

    @Test
    void leavesOutTheSubscriptionThatOldClientsDidNotName() {
        assertThat(new StompEncoder(StompVersion.V1_0).message(publication, "").text())
                .startsWith("MESSAGE\nmessage-id:");
    }

    @Test
    void writesReceiptsErrorsAndConnected() {
        assertThat(encoder.receipt("r1", StompHeaders.of("seq", "3")).text())
                .isEqualTo("RECEIPT\nreceipt-id:r1\nseq:3\n\n\0");
        assertThat(encoder.error("invalid", "Not a command", StompHeaders.NONE).text())
                .isEqualTo("ERROR\nmessage:invalid\ncontent-type:text/plain;charset=utf-8\ncontent-length:13\n\n"
                        + "Not a command\0");
        assertThat(encoder.connected(StompHeaders.of("version", "1.2", "heart-beat", "0,0"))
                        .text())
                .isEqualTo("CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0");
    }

    @Test
    void negotiatesTheNewestCommonVersion() {
        assertThat(StompVersion.negotiate(Optional.of("1.0,1.2,1.1,9.9"))).contains(StompVersion.V1_2);
        assertThat(StompVersion.negotiate(Optional.of("1.1"))).contains(StompVersion.V1_1);
        assertThat(StompVersion.negotiate(Optional.empty())).contains(StompVersion.V1_0);
        assertThat(StompVersion.negotiate(Optional.of("2.0"))).isEmpty();
        assertThat(StompVersion.negotiate(Optional.of(""))).isEmpty();
    }
}
