package dev.switchboard.benchmarks;

import java.util.List;
import java.util.Optional;

/** All results, and the middle of those that count; where none does, of all. */
record Medians(List<Result> results) {

    /** The figure's values in rising order. */
    List<Double> values(String scenario, Server server, Figure figure) {
        boolean some = counts(scenario, server);
        return outcomes(scenario, server).stream()
                .filter(outcome -> outcome.counts() || !some)
                .filter(outcome -> outcome.figures().containsKey(figure))
                .map(outcome -> outcome.figures().get(figure))
                .sorted()
                .toList();
    }

    Optional<Double> of(String scenario, Server server, Figure figure) {
        List<Double> values = values(scenario, server, figure);
        int middle = values.size() / 2;
        return switch (values.size() % 2) {
            case 1 -> Optional.of(values.get(middle));
            default ->
                values.isEmpty() ? Optional.empty() : Optional.of((values.get(middle - 1) + values.get(middle)) / 2);
        };
    }

    /** Whether at least one run counts. */
    boolean counts(String scenario, Server server) {
        return outcomes(scenario, server).stream().anyMatch(Outcome::counts);
    }

    List<Outcome> outcomes(String scenario, Server server) {
        return results.stream()
                .filter(result -> result.scenario().id().equals(scenario) && result.server() == server)
                .map(Result::outcome)
                .toList();
    }
}
