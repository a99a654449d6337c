package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalsTests {

    private final List<Result> results = new ArrayList<>();

    @Test
    void comparesWithTheMedianOfTheCeiling() {
        measured("a", Server.CEILING, Figure.CPU, 0.30, "");
        measured("a", Server.CEILING, Figure.CPU, 0.50, "");
        measured("a", Server.CEILING, Figure.CPU, 9.00, "");
        measured("a", Server.SWITCHBOARD, Figure.CPU, 0.59, "");

        assertThat(markdown()).contains("| ≤ 1.2 × the ceiling's | 0.60 | 0.59 | met |");
    }

    @Test
    void saysByHowMuchAGoalIsMissed() {
        measured("b", Server.SWITCHBOARD, Figure.CPU, 1.5, "");
        measured("g", Server.SWITCHBOARD, Figure.CONNECTS, 3_000, "");

        assertThat(markdown())
                .contains("| 1.00 | 1.50 | **missed**, by a factor of 1.50 |")
                .contains("| 6,000 | 3,000 | **missed**, by a factor of 2.00 |");
    }

    @Test
    void leavesOutRunsWithFaultsAsLongAsThereAreOthers() {
        measured("b", Server.SWITCHBOARD, Figure.CPU, 0.1, "1 missing");
        measured("b", Server.SWITCHBOARD, Figure.CPU, 0.9, "");

        assertThat(markdown()).contains("| 1.00 | 0.90 | met |");
    }

    @Test
    void meetsNoGoalWithRunsThatDoNotCount() {
        measured("b", Server.SWITCHBOARD, Figure.CPU, 0.1, "1 missing");

        assertThat(markdown()).contains("**does not count**").doesNotContain("| met |");
    }

    private String markdown() {
        return new Goals(new Medians(results)).markdown();
    }

    private void measured(String id, Server server, Figure figure, double value, String faults) {
        Scenario scenario = Scenarios.all().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        results.add(new Result(scenario, server, 1, new Outcome(Map.of(figure, value), faults)));
    }
}
