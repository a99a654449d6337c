package dev.switchboard.samples;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up matches, whose minutes are seconds; when one is over the next begins. One thread at a time. */
final class League {

    private static final List<List<String>> MATCHES =
            List.of(List.of("Harbour", "Old Town"), List.of("Rovers", "Mill End"), List.of("North", "Riverside"));
    private static final int LENGTH = 90;

    /** A match as it stands. */
    record Score(String home, String away, int homeGoals, int awayGoals, int minute) {}

    private final Random random;
    private final Score[] scores = new Score[MATCHES.size()];

    League(Random random) {
        this.random = random;
        for (int match = 0; match < scores.length; match++) {
            scores[match] = begin(match, random.nextInt(LENGTH));
        }
    }

    /** All matches, a minute later. */
    List<Sample> next() {
        return IntStream.range(0, scores.length).mapToObj(this::play).toList();
    }

    private Sample play(int match) {
        Score before = scores[match];
        Score after = before.minute() >= LENGTH
                ? begin(match, 0)
                : new Score(
                        before.home(),
                        before.away(),
                        before.homeGoals() + goal(),
                        before.awayGoals() + goal(),
                        before.minute() + 1);
        scores[match] = after;
        return new Sample("match." + (match + 1), after);
    }

    private int goal() {
        return random.nextInt(60) == 0 ? 1 : 0;
    }

    private static Score begin(int match, int minute) {
        return new Score(MATCHES.get(match).getFirst(), MATCHES.get(match).getLast(), 0, 0, minute);
    }
}
