package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketReaderTests {

    private final List<String> heard = new ArrayList<>();
    private final WebSocketReader reader = new WebSocketReader(new WebSocketReader.Sink() {

        @Override
        public void message(byte[] bytes, int from, int to) {
            heard.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void ping(byte[] bytes, int from, int to) {
            heard.add("ping " + new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }

        @Override
        public void close(int code) {
            heard.add("close " + code);
        }
    });

    @Test
    void takesWholeFramesAndLeavesTheRest() {
        byte[] bytes = all(frame(0x81, "one"), frame(0x89, "?"), frame(0x81, "two"));

        int done = reader.take(bytes, 0, bytes.length - 1);

        assertThat(heard).containsExactly("one", "ping ?");
        assertThat(done).isEqualTo(bytes.length - 5);
    }

    @Test
    void readsEachFormOfLength() {
        for (int size : new int[] {0, 125, 126, 65_535, 65_536, 100_000}) {
            heard.clear();
            byte[] bytes = frame(0x81, "x".repeat(size));

            int done = reader.take(bytes, 0, bytes.length);

            assertThat(done).isEqualTo(bytes.length);
            assertThat(heard).containsExactly("x".repeat(size));
        }
    }

    @Test
    void putsFragmentsTogetherAcrossAPing() {
        byte[] bytes = all(frame(0x01, "a"), frame(0x00, "b"), frame(0x89, "?"), frame(0x80, "c"), frame(0x81, "d"));

        int unused = reader.take(bytes, 0, bytes.length);

        assertThat(heard).containsExactly("ping ?", "abc", "d");
    }

    @Test
    void tellsTheCodeOfAClose() {
        byte[] bytes = {(byte) 0x88, 2, 0x0f, (byte) 0xa8};

        int unused = reader.take(bytes, 0, bytes.length);

        assertThat(heard).containsExactly("close 4008");
    }

    @Test
    void refusesACompressedFrame() {
        byte[] bytes = frame(0xc1, "one");

        assertThatThrownBy(() -> reader.take(bytes, 0, bytes.length)).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] frame(int first, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int size = text.length();
        if (size < 126) {
            out.write(size);
        } else {
            int places = size < 65_536 ? 2 : 8;
            out.write(places == 2 ? 126 : 127);
            for (int place = places - 1; place >= 0; place--) {
                out.write((int) ((long) size >>> place * 8));
            }
        }
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static byte[] all(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }
}
