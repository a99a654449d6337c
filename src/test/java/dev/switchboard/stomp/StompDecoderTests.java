package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StompDecoderTests {

    private static final int MAX_BODY = 1000;

    private final StompDecoder decoder = new StompDecoder(MAX_BODY);
    private final List<StompFrame> frames = new ArrayList<>();

    @Test
    void readsAFrame() {
        decode(StompVersion.V1_2, "SEND\ndestination:/app/chat\ncontent-length:5\n\nhello\0");

        assertThat(frames)
                .containsExactly(new StompFrame(
                        "SEND",
                        StompHeaders.of("destination", "/app/chat", "content-length", "5"),
                        "hello".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsSeveralFramesAndHeartBeatsOfOneMessage() {
        decode(StompVersion.V1_2, "\n\nBEGIN\ntransaction:a\n\n\0\n\r\nCOMMIT\ntransaction:a\n\n\0\n");

        assertThat(frames).extracting(StompFrame::command).containsExactly("BEGIN", "COMMIT");
    }

    @Test
    void readsAFrameThatSpansMessages() {
        decode(StompVersion.V1_2, "SEND\ndesti");
        assertThat(frames).isEmpty();

        decoder.decode("nation:/app/chat\n\nhel", frames::add);
        decoder.decode("lo\0", frames::add);

        assertThat(frames.getFirst().headers().first("destination")).contains("/app/chat");
        assertThat(frames.getFirst().text()).isEqualTo("hello");
    }

    @Test
    void readsABodyWithNulsWhenItsLengthIsGiven() {
        decode(StompVersion.V1_2, "SEND\ncontent-length:3\n\n\0\0\0\0");

        assertThat(frames.getFirst().body()).containsExactly(0, 0, 0);
    }

    @Test
    void countsContentLengthInBytesNotCharacters() {
        decode(StompVersion.V1_2, "SEND\ncontent-length:6\n\n上海\0");

        assertThat(frames.getFirst().text()).isEqualTo("上海");
    }

    @Test
    void letsTheFirstOfRepeatedHeadersCount() {
        decode(StompVersion.V1_2, "SEND\nfoo:first\nfoo:second\ncontent-length:2\ncontent-length:1\n\nab\0");

        assertThat(frames.getFirst().headers().first("foo")).contains("first");
        assertThat(frames.getFirst().text()).isEqualTo("ab");
    }

    @Test
    void keepsSpacesAndColonsOfValues() {
        decode(StompVersion.V1_2, "SEND\na: b \nb:c:d\ne:\n\n\0");

        assertThat(frames.getFirst().headers()).isEqualTo(StompHeaders.of("a", " b ", "b", "c:d", "e", ""));
    }

    @Test
    void unescapesAsEachVersionDoes() {
        decode(StompVersion.V1_2, "SEND\na\\cb:\\n\\r\\c\\\\n\n\n\0");
        decode(StompVersion.V1_1, "SEND\na\\cb:\\n\\c\\\\n\n\n\0");
        decode(StompVersion.V1_0, "SEND\na\\cb:\\n\\r\\t\\\n\n\0");

        assertThat(frames)
                .extracting(StompFrame::headers)
                .containsExactly(
                        StompHeaders.of("a:b", "\n\r:\\n"),
                        StompHeaders.of("a:b", "\n:\\n"),
                        StompHeaders.of("a\\cb", "\\n\\r\\t\\"));
    }

    @Test
    void neverUnescapesConnect() {
        decoder.decode("CONNECT\npasscode:a\\cb\\t\n\n\0", frames::add);

        assertThat(frames.getFirst().headers().first("passcode")).contains("a\\cb\\t");
    }

    @Test
    void readsLinesThatEndWithCarriageReturnInVersion12AndBeforeAVersionIsAgreed() {
        decoder.decode("CONNECT\r\nlogin:ada\r\n\r\n\0\r\n", frames::add);
        decode(StompVersion.V1_2, "SEND\r\na:b\r\n\r\n\r\n\0\r\n");

        assertThat(frames.get(0).headers()).isEqualTo(StompHeaders.of("login", "ada"));
        assertThat(frames.get(1).headers()).isEqualTo(StompHeaders.of("a", "b"));
        assertThat(frames.get(1).text()).isEqualTo("\r\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"V1_0", "V1_1"})
    void takesACarriageReturnForPartOfTheLineInOlderVersions(StompVersion version) {
        decode(version, "SEND\na:b\r\n\n\0");
        assertThat(frames.getFirst().headers()).isEqualTo(StompHeaders.of("a", "b\r"));

        refuses(Refusal.INVALID, version, "SEND\r\n\r\n\0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO\n\n\0",
                "send\n\n\0",
                " SEND\n\n\0",
                "SEND \n\n\0",
                "MESSAGE\n\n\0",
                "SENDSENDSENDSENDSENDSEND",
                "\0",
                "\rSEND\n\n\0",
                "SE\rND\n\n\0",
                "SEND\0",
                "SEND\na:b\0",
                "SEND\na:b\0c\n\n\0",
                "SEND\nnocolon\n\n\0",
                "SEND\n:noname\n\n\0",
                "SEND\na:b\rc\n\n\0",
                "SEND\na:\\t\n\n\0",
                "SEND\na:\\\n\n\0",
                "SEND\na\\x:b\n\n\0",
                "SEND\ncontent-length:-1\n\nx\0",
                "SEND\ncontent-length:+1\n\nx\0",
                "SEND\ncontent-length: 1\n\nx\0",
                "SEND\ncontent-length:\n\nx\0",
                "SEND\ncontent-length:1.0\n\nx\0",
                "SEND\ncontent-length:0x1\n\nx\0",
                "SEND\ncontent-length:١\n\nx\0",
                "SEND\ncontent-length:9223372036854775808\n\nx\0",
                "SEND\ncontent-length:2\n\nhello\0",
                "SEND\ncontent-length:0\n\nhello\0",
                "SUBSCRIBE\nid:1\n\nbody\0",
                "SUBSCRIBE\nid:1\ncontent-length:4\n\nbody\0"
            })
    void refusesWhatIsNotStomp(String message) {
        refuses(Refusal.INVALID, StompVersion.V1_2, message);
    }

    @Test
    void refusesAnEscapedCarriageReturnInVersion11() {
        refuses(Refusal.INVALID, StompVersion.V1_1, "SEND\na:\\r\n\n\0");
    }

    @Test
    void refusesHeadersThatAreNotUtf8() {
        decoder.version(StompVersion.V1_2);
        byte[] message = "SEND\na:?\n\n\0".getBytes(StandardCharsets.UTF_8);
        message[7] = (byte) 0xff;

        assertThatThrownBy(() -> decoder.decode(message, frames::add)).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesTooMuchBodyAsSoonAsItIsSaid() {
        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\ncontent-length:" + (MAX_BODY + 1) + "\n\n");
        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\ncontent-length:4294967297\n\n");
        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\n\n" + "x".repeat(MAX_BODY + 1));
        decode(StompVersion.V1_2, "SEND\n\n" + "x".repeat(MAX_BODY) + "\0");
        assertThat(frames.getFirst().body()).hasSize(MAX_BODY);
    }

    @Test
    void refusesTooMuchBodyThatComesByteByByte() {
        decoder.version(StompVersion.V1_2);
        decoder.decode("SEND\n\n", frames::add);
        for (int i = 0; i < MAX_BODY; i++) {
            decoder.decode("x", frames::add);
        }

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> decoder.decode("x", frames::add))
                .returns(Refusal.TOO_LARGE, RefusedException::refusal);
    }

    @Test
    void refusesTooManyHeadersAndTooLongOnes() {
        decode(StompVersion.V1_2, "SEND\n" + "a:b\n".repeat(StompDecoder.MAX_HEADERS) + "\n\0");
        assertThat(frames).hasSize(1);

        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\n" + "a:b\n".repeat(StompDecoder.MAX_HEADERS + 1) + "\n\0");
        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\n" + "a:b\n".repeat(12_000));
        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\ndestination:/" + "x".repeat(60_000));
        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\n" + ("a:" + "x".repeat(2_100) + "\n").repeat(4));
        refuses(Refusal.TOO_LARGE, StompVersion.V1_2, "SEND\nreceipt:" + "x".repeat(64 * 1024) + "\n\n\0");
    }

    @Test
    void refusesALongReceiptId() {
        decode(StompVersion.V1_2, "SEND\nreceipt:" + "x".repeat(256) + "\n\n\0");
        assertThat(frames).hasSize(1);

        refuses(Refusal.INVALID, StompVersion.V1_2, "SEND\nreceipt:" + "x".repeat(257) + "\n\n\0");
    }

    @Test
    void givesTheFramesBeforeABrokenOneAndNothingAfterIt() {
        decoder.version(StompVersion.V1_2);

        assertThatThrownBy(() -> decoder.decode("BEGIN\ntransaction:a\n\n\0nonsense\n\n\0", frames::add))
                .isInstanceOf(RefusedException.class);
        decoder.decode("BEGIN\ntransaction:b\n\n\0", frames::add);

        assertThat(frames).hasSize(1);
    }

    @Test
    void dropsTheRestOfAMessageOnceStopped() {
        decoder.decode("CONNECT\naccept-version:7\n\n\0SEND\ndestination:/app/chat\n\n\0", frame -> {
            frames.add(frame);
            decoder.stop();
        });
        decoder.decode("SEND\n\n\0", frames::add);

        assertThat(frames).extracting(StompFrame::command).containsExactly("CONNECT");
    }

    @Test
    void appliesTheVersionFromTheNextFrameOnEvenWithinOneMessage() {
        decoder.decode("CONNECT\na:\\c\n\n\0SEND\na:\\c\n\n\0", frame -> {
            frames.add(frame);
            decoder.version(StompVersion.V1_1);
        });

        assertThat(frames)
                .extracting(frame -> frame.headers().first("a").orElseThrow())
                .containsExactly("\\c", ":");
    }

    @Test
    void survivesWhatItsReaderThrows() {
        decoder.version(StompVersion.V1_2);
        assertThatThrownBy(() -> decoder.decode("BEGIN\ntransaction:a\n\n\0", frame -> {
                    throw new IllegalStateException("reader");
                }))
                .isInstanceOf(IllegalStateException.class);

        decoder.decode("BEGIN\ntransaction:b\n\n\0", frames::add);

        assertThat(frames).hasSize(1);
    }

    private void decode(StompVersion version, String message) {
        decoder.version(version);
        decoder.decode(message, frames::add);
    }

    private void refuses(Refusal refusal, StompVersion version, String message) {
        StompDecoder fresh = new StompDecoder(MAX_BODY);
        fresh.version(version);
        List<StompFrame> given = new ArrayList<>();
        assertThatExceptionOfType(RefusedException.class)
                .as(message.length() < 100 ? message : message.substring(0, 100))
                .isThrownBy(() -> fresh.decode(message, given::add))
                .returns(refusal, RefusedException::refusal);
        assertThat(given).isEmpty();
    }
}
