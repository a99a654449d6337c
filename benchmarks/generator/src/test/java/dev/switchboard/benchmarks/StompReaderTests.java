package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StompReaderTests {

    private final List<String> frames = new ArrayList<>();
    private final StompReader reader =
            new StompReader((bytes, head, body, end) -> frames.add(text(bytes, head, head + 7) + "|"
                    + text(bytes, body, end) + "|" + StompReader.header(bytes, head, body, "id")));

    @Test
    void takesSeveralFramesOfOneMessage() {
        take("\nMESSAGE\nid:1\n\none\0\n\nMESSAGE\nid:2\n\ntwo\0\n");

        assertThat(frames).containsExactly("MESSAGE|one|1", "MESSAGE|two|2");
    }

    @Test
    void takesAFrameThatIsCutAnywhere() {
        String whole = "MESSAGE\nid:1\ncontent-length:5\n\na\0b\0c\0\nRECEIPT\nid:2\n\n\0";
        for (int cut = 0; cut <= whole.length(); cut++) {
            frames.clear();

            take(whole.substring(0, cut));
            take(whole.substring(cut));

            assertThat(frames).as("cut at %d", cut).containsExactly("MESSAGE|a\0b\0c|1", "RECEIPT||2");
        }
    }

    @Test
    void readsABodyByItsLengthAndNotByItsFirstNul() {
        take("MESSAGE\nid:1\ncontent-length:3\n\n\0\0\0\0");

        assertThat(frames).containsExactly("MESSAGE|\0\0\0|1");
    }

    @Test
    void readsLinesThatEndWithCarriageReturns() {
        take("MESSAGE\r\nid:1\r\ncontent-length:2\r\n\r\nok\0");

        assertThat(frames).containsExactly("MESSAGE|ok|1");
    }

    @Test
    void isNotMistakenInOtherHeadersThatStartAlike() {
        take("MESSAGE\nid:1\ncontent-type:text/plain\ncontent-length:2\n\nok\0");

        assertThat(frames).containsExactly("MESSAGE|ok|1");
    }

    @Test
    void refusesALengthThatIsNotTheBodys() {
        assertThatThrownBy(() -> take("MESSAGE\nid:1\ncontent-length:1\n\nok\0"))
                .isInstanceOf(IllegalStateException.class);
    }

    private void take(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.take(bytes, 0, bytes.length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
