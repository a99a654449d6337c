package dev.switchboard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table: medians with their ranges, over the runs that count. */
record Report(Machine machine, Options options, List<String> leftOut, List<Result> results) {

    private static final String SERVER = "server";

    /** Writes the table and the raw figures into the folder of results, if that is wished. */
    void write() throws IOException {
        if (options.results().isEmpty()) {
            return;
        }
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
        if (!options.javaOptions().isEmpty()) {
            text.append("\nSwitchboard's options of Java: `")
                    .append(options.javaOptions())
                    .append("`.\n");
        }
        leftOut.forEach(server -> text.append('\n').append(server).append('\n'));
        text.append(new Goals(medians()).markdown());
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
            if (!outcomes(scenario, server).isEmpty()) {
                text.append("| ").append(server.title());
                columns.forEach(column -> text.append(" | ").append(cell(scenario, server, column)));
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

    private String cell(Scenario scenario, Server server, Figure figure) {
        List<Double> values = medians().values(scenario.id(), server, figure);
        Optional<Double> median = medians().of(scenario.id(), server, figure);
        if (median.isEmpty()) {
            return "–";
        }
        String range = figure.print(values.getFirst()) + "–" + figure.print(values.getLast());
        return figure.print(median.get()) + (values.size() == 1 ? "" : " (" + range + ")");
    }

    private List<Outcome> outcomes(Scenario scenario, Server server) {
        return medians().outcomes(scenario.id(), server);
    }

    private Medians medians() {
        return new Medians(results);
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
