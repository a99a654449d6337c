package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table: medians with their ranges, over the runs that count. */
record Report(Machine machine, Options options, List<Result> results) {

    private static final String SERVER = "server";

    /** Writes the table and the raw figures into the folder of results. */
    void write() throws IOException {
        Path folder = Files.createDirectories(options.benchmarks().resolve("results"));
        Files.writeString(folder.resolve(options.results() + ".md"), markdown());
        Files.writeString(folder.resolve(options.results() + ".csv"), csv());
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# What was measured\n\n");
        text.append(machine.markdown())
                .append(String.format(
                        Locale.ROOT,
                        " Medians (and ranges) of %d rounds, servers in turn, each run with a new process; %.0f s of warm-up, %.0f s measured.%n",
                        options.rounds(),
                        options.pace().warmUp().toMillis() / 1e3,
                        options.pace().measured().toMillis() / 1e3));
        for (Scenario scenario : options.scenarios()) {
            text.append(String.format("%n## %s: %s%n%n", scenario.id(), scenario.title()));
            table(text, scenario);
        }
        return text.toString();
    }

    private void table(StringBuilder text, Scenario scenario) {
        TreeSet<Figure> columns = results.stream()
                .filter(result -> result.scenario().equals(scenario))
                .flatMap(result -> result.outcome().figures().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        text.append("| ").append(SERVER);
        columns.forEach(column -> text.append(" | ").append(column.title()));
        text.append(" |\n|---").append("|---:".repeat(columns.size())).append("|\n");
        for (Server server : options.servers()) {
            List<Outcome> outcomes = outcomes(scenario, server);
            if (!outcomes.isEmpty()) {
                text.append("| ").append(server.title());
                columns.forEach(column -> text.append(" | ").append(cell(outcomes, column)));
                text.append(" |\n");
            }
        }
        faults(text, scenario);
    }

    private void faults(StringBuilder text, Scenario scenario) {
        for (Server server : options.servers()) {
            List<Outcome> outcomes = outcomes(scenario, server);
            List<String> faults = outcomes.stream()
                    .filter(outcome -> !outcome.counts())
                    .map(Outcome::faults)
                    .toList();
            if (!faults.isEmpty()) {
                text.append(String.format(
                        "%nOf %s %d of %d runs do not count%s: %s%n",
                        server.title(),
                        faults.size(),
                        outcomes.size(),
                        faults.size() == outcomes.size() ? ", and its row is of those all the same" : "",
                        String.join("; ", faults)));
            }
        }
    }

    /** Of the runs that count; where none does, of all, which is told below the table. */
    private static String cell(List<Outcome> outcomes, Figure figure) {
        boolean some = outcomes.stream().anyMatch(Outcome::counts);
        List<Double> values = outcomes.stream()
                .filter(outcome -> outcome.counts() || !some)
                .filter(outcome -> outcome.figures().containsKey(figure))
                .map(outcome -> outcome.figures().get(figure))
                .sorted()
                .toList();
        if (values.isEmpty()) {
            return "–";
        }
        String median = figure.print(median(values));
        String range = figure.print(values.getFirst()) + "–" + figure.print(values.getLast());
        return values.size() == 1 ? median : median + " (" + range + ")";
    }

    static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private List<Outcome> outcomes(Scenario scenario, Server server) {
        return results.stream()
                .filter(result -> result.scenario().equals(scenario) && result.server() == server)
                .map(Result::outcome)
                .toList();
    }

    private String csv() {
        StringBuilder text = new StringBuilder("scenario,server,round,figure,value,unit,faults\n");
        for (Result result : results) {
            String start = result.scenario().id() + "," + result.server().id() + "," + result.round();
            String faults = "\"" + result.outcome().faults().replaceAll("[\"\\v]+", " ") + "\"";
            result.outcome()
                    .sorted()
                    .forEach((figure, value) -> text.append(String.format(
                            Locale.ROOT, "%s,%s,%s,%s,%s%n", start, figure.name(), value, figure.unit(), faults)));
        }
        return text.toString();
    }
}
