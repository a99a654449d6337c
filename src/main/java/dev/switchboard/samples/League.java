package dev.switchboard.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up matches, whose minutes are seconds; some time after one is over the next begins. One thread at a time. */
final class League {

    private static final List<List<String>> MATCHES =
            List.of(List.of("Harbour", "Old Town"), List.of("Rovers", "Mill End"), List.of("North", "Riverside"));
    private static final int HALF = 45;
    private static final int PAUSE = 8;
    private static final int REST = 15;
    private static final int LENGTH = 2 * HALF + PAUSE + REST;

    /** One goal in so many minutes, of each side. */
    private static final int RARITY = 55;

    /**
     * A match as it stands.
     *
     * @param phase {@code first half}, {@code half time}, {@code second half} or {@code full time}
     * @param goals in their order
     */
    record Score(String home, String away, int homeGoals, int awayGoals, int minute, String phase, List<Goal> goals) {

        Score {
            goals = List.copyOf(goals);
        }
    }

    /** @param side {@code home} or {@code away} */
    record Goal(int minute, String side) {}

    private final Random random;
    private final List<Match> matches;

    private static final class Match {

        private int clock;
        private final List<Goal> goals = new ArrayList<>();

        int minute() {
            return clock <= HALF ? clock : Math.clamp(clock - PAUSE, HALF, 2 * HALF);
        }

        String phase() {
            if (clock <= HALF) {
                return "first half";
            }
            if (clock <= HALF + PAUSE) {
                return "half time";
            }
            return clock < 2 * HALF + PAUSE ? "second half" : "full time";
        }

        int goalsOf(String side) {
            return (int) goals.stream().filter(goal -> goal.side().equals(side)).count();
        }
    }

    League(Random random) {
        this.random = random;
        this.matches = MATCHES.stream().map(teams -> new Match()).toList();
        for (Match match : matches) {
            int played = random.nextInt(2 * HALF);
            IntStream.range(0, played).forEach(minute -> play(match));
        }
    }

    /** All matches, a minute later. */
    List<Sample> next() {
        return IntStream.range(0, matches.size()).mapToObj(this::next).toList();
    }

    private Sample next(int index) {
        Match match = matches.get(index);
        play(match);
        Score score = new Score(
                MATCHES.get(index).getFirst(),
                MATCHES.get(index).getLast(),
                match.goalsOf("home"),
                match.goalsOf("away"),
                match.minute(),
                match.phase(),
                match.goals);
        return new Sample("match." + (index + 1), score);
    }

    private void play(Match match) {
        match.clock++;
        if (match.clock > LENGTH) {
            match.clock = 0;
            match.goals.clear();
        }
        if (match.phase().endsWith("half")) {
            for (String side : List.of("home", "away")) {
                if (random.nextInt(RARITY) == 0) {
                    match.goals.add(new Goal(match.minute(), side));
                }
            }
        }
    }
}
