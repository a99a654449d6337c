package dev.switchboard.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the scenarios, each server in turn and round by round, and prints the table. */
public final class Benchmarks {

    private final Options options;
    private final PrintStream out;

    private Benchmarks(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** The first two arguments are the folder of this build and Switchboard's jar; the others are {@link Options}. */
    public static void main(String[] arguments) throws IOException {
        try {
            Path benchmarks = Path.of(arguments[0]).toAbsolutePath();
            String[] others = List.of(arguments).subList(2, arguments.length).toArray(String[]::new);
            new Benchmarks(Options.parse(benchmarks, Path.of(arguments[1]), others), System.out).run();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
        }
    }

    private void run() throws IOException {
        Machine machine = Machine.now(options.benchmarks());
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : options.scenarios()) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Server server : options.servers()) {
                    if (scenario.suits(server)) {
                        Result result = new Result(scenario, server, round, outcome(scenario, server));
                        results.add(result);
                        tell(result);
                    }
                }
            }
        }
        Report report = new Report(machine, options, results);
        out.println();
        out.println(report.markdown());
        if (!options.results().isEmpty()) {
            report.write();
        }
    }

    private Outcome outcome(Scenario scenario, Server server) throws IOException {
        Path folder = Files.createTempDirectory("switchboard-benchmark");
        Launcher launcher = new Launcher(options.benchmarks(), options.jar(), options.javaOptions());
        try (Running running = launcher.start(server, folder);
                Loop loop = new Loop()) {
            return scenario.run(loop, running, options.pace());
        } catch (BrokenOffException | UncheckedIOException brokenOff) {
            return Outcome.failed(brokenOff.getMessage());
        } finally {
            delete(folder);
        }
    }

    private void tell(Result result) {
        Outcome outcome = result.outcome();
        String figures = outcome.sorted().entrySet().stream()
                .map(entry -> entry.getKey().title() + " " + entry.getKey().print(entry.getValue()))
                .collect(Collectors.joining("; "));
        out.printf(
                "%s, round %d, %s: %s%s%n",
                result.scenario().id(),
                result.round(),
                result.server().id(),
                figures,
                outcome.counts() ? "" : " – DOES NOT COUNT: " + outcome.faults());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
