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
        Launcher launcher = new Launcher(options.benchmarks(), options.jar(), options.javaOptions());
        List<Server> servers = options.servers().stream()
                .filter(server -> launcher.missing(server).isEmpty())
                .toList();
        List<String> leftOut = options.servers().stream()
                .filter(server -> !servers.contains(server))
                .map(server -> "Left out: " + server.title() + ", since " + launcher.missing(server) + ".")
                .toList();
        leftOut.forEach(out::println);
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : options.scenarios()) {
            for (int round = 1; round <= options.rounds(); round++) {
                for (Server server : servers) {
                    if (scenario.suits(server)) {
                        Result result = new Result(scenario, server, round, outcome(launcher, scenario, server));
                        results.add(result);
                        tell(result);
                        new Report(machine, options, leftOut, results).write();
                    }
                }
            }
        }
        out.println();
        out.println(new Report(machine, options, leftOut, results).markdown());
    }

    private Outcome outcome(Launcher launcher, Scenario scenario, Server server) throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(options.benchmarks().resolve("target")), "run");
        try (Running running = launcher.start(server, folder);
                Loop loop = new Loop()) {
            return scenario.run(loop, running, options.pace());
        } catch (BrokenOffException brokenOff) {
            return Outcome.failed(brokenOff.getMessage());
        } catch (IOException | RuntimeException failed) {
            // A server that ends in the middle, or says what nobody understands, must not end the whole table.
            return Outcome.failed(failed.toString());
        } finally {
            tidy(folder);
        }
    }

    /** What cannot be deleted is only told of: it must not end the whole table either. */
    private void tidy(Path folder) {
        try {
            delete(folder);
        } catch (IOException stillThere) {
            out.println("Left behind: " + folder + " (" + stillThere + ")");
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
        } catch (UncheckedIOException vanished) {
            throw vanished.getCause();
        }
    }
}
