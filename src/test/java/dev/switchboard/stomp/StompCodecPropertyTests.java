package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.RefusedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for any frame and for any bytes, from seeded generators. */
class StompCodecPropertyTests {

    private static final Set<String> COMMANDS = commands();
    private static final int ROUNDS = 4_000;
    private static final int MAX_BODY = 4_096;
    private static final String LETTERS = "ab:\\\n\r cn rtü上\uD83D\uDE00=,/";

    @ParameterizedTest
    @EnumSource
    void decodesWhatItEncodes(StompVersion version) {
        StompEncoder encoder = new StompEncoder(version);
        for (long seed = 0; seed < ROUNDS; seed++) {
            StompFrame frame = frame(new Random(seed), version);

            List<StompFrame> decoded = decode(version, List.of(bytes(encoder, frame)));

            assertThat(decoded).as("seed %d", seed).containsExactly(frame);
        }
    }

    @ParameterizedTest
    @EnumSource
    void decodesTheSameHoweverTheBytesAreCut(StompVersion version) {
        StompEncoder encoder = new StompEncoder(version);
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<StompFrame> frames = new ArrayList<>();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                StompFrame frame = frame(random, version);
                frames.add(frame);
                all.writeBytes(bytes(encoder, frame));
                all.writeBytes("\n".repeat(random.nextInt(3)).getBytes(StandardCharsets.UTF_8));
            }

            List<StompFrame> decoded = decode(version, cut(all.toByteArray(), random));

            assertThat(decoded).as("seed %d", seed).isEqualTo(frames);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAnyBytesWithFramesOrARefusal(StompVersion version) {
        StompEncoder encoder = new StompEncoder(version);
        int refused = 0;
        for (long seed = 0; seed < 5 * ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = bytes(encoder, frame(random, version));
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "\0\n\r:\\c-9".charAt(random.nextInt(8)));
            }
            String whole = outcome(version, List.of(bytes));
            assertThat(outcome(version, cut(bytes, random))).as("seed %d", seed).isEqualTo(whole);
            refused += whole.endsWith("refused") ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS, 5 * ROUNDS - 100);
    }

    private static String outcome(StompVersion version, List<byte[]> messages) {
        StompDecoder decoder = new StompDecoder(MAX_BODY, COMMANDS);
        decoder.version(version);
        List<StompFrame> frames = new ArrayList<>();
        try {
            messages.forEach(message -> decoder.decode(message, frames::add));
            return frames.toString();
        } catch (RefusedException expected) {
            return frames + " refused";
        }
    }

    private static List<StompFrame> decode(StompVersion version, List<byte[]> messages) {
        StompDecoder decoder = new StompDecoder(MAX_BODY, COMMANDS);
        decoder.version(version);
        List<StompFrame> frames = new ArrayList<>();
        messages.forEach(message -> decoder.decode(message, frames::add));
        return frames;
    }

    private static byte[] bytes(StompEncoder encoder, StompFrame frame) {
        return encoder.frame(frame).text().getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> cut(byte[] all, Random random) {
        List<byte[]> parts = new ArrayList<>();
        int most = random.nextInt(1, 40);
        for (int at = 0; at < all.length; ) {
            int end = Math.min(all.length, at + random.nextInt(0, most + 1));
            parts.add(Arrays.copyOfRange(all, at, end));
            at = end;
        }
        return parts;
    }

    private static StompFrame frame(Random random, StompVersion version) {
        boolean body = random.nextBoolean();
        String command = body
                ? List.of("SEND", "MESSAGE", "ERROR").get(random.nextInt(3))
                : List.of("SUBSCRIBE", "ACK", "RECEIPT", "CONNECTED", "CONNECT").get(random.nextInt(5));
        StompHeaders headers = StompHeaders.NONE;
        for (int i = random.nextInt(6); i > 0; i--) {
            headers = headers.with(word(random, version, command, true), word(random, version, command, false));
        }
        byte[] bytes = body ? text(random, 200).getBytes(StandardCharsets.UTF_8) : new byte[0];
        if (bytes.length > 0) {
            headers = headers.with("content-length", Integer.toString(bytes.length));
        }
        return new StompFrame(command, headers, bytes);
    }

    /** A header's name or value that can be written at all in a version. */
    private static String word(Random random, StompVersion version, String command, boolean name) {
        String word = text(random, 12).replace("\0", "");
        StompEscaping escaping = StompEscaping.of(version, command);
        if (escaping != StompEscaping.V1_2) {
            word = word.replace("\r", "");
        }
        if (escaping == StompEscaping.NONE) {
            word = word.replace("\n", "");
            word = name ? word.replace(":", "") : word;
        }
        if (version == StompVersion.V1_0 && !name) {
            word = word.strip(); // where spaces around a value mean nothing
        }
        return name ? "n" + word : word;
    }

    private static String text(Random random, int most) {
        int[] letters = (LETTERS + "\0").codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static Set<String> commands() {
        Set<String> all = new HashSet<>(StompDecoder.CLIENT_COMMANDS);
        all.addAll(List.of("CONNECTED", "MESSAGE", "RECEIPT", "ERROR"));
        return Set.copyOf(all);
    }
}
