package dev.switchboard.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the command line asks for.
 *
 * @param rounds how often each scenario is run against each server, in turn
 * @param jar Switchboard's
 * @param javaOptions for Switchboard only
 * @param results where the table goes; printed only, if empty
 */
record Options(
        List<Scenario> scenarios,
        List<Server> servers,
        int rounds,
        Pace pace,
        Path benchmarks,
        Path jar,
        List<String> javaOptions,
        String results) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static final String USAGE = """
            benchmarks/run [--scenario a,a1,…] [--servers switchboard,ceiling,…] [--rounds 5] [--warm-up 6] [--seconds 8]
                           [--jar target/switchboard-….jar] [--java-options "-XX:…"] [--results name]
            With no scenario and no server named, all of them; warm-up and measured time in seconds; --java-options are for
            Switchboard only; with --results the table and the raw figures are written to benchmarks/results/name.md and .csv.
            """;

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Options parse(Path benchmarks, Path jar, String... arguments) {
        Map<String, String> given = pairs(arguments);
        return new Options(
                scenarios(given.getOrDefault("scenario", "")),
                servers(given.getOrDefault("servers", "")),
                Integer.parseInt(given.getOrDefault("rounds", "5")),
                new Pace(seconds(given, "warm-up", "6"), seconds(given, "seconds", "8"), PATIENCE),
                benchmarks,
                Path.of(given.getOrDefault("jar", jar.toString())).toAbsolutePath(),
                words(given.getOrDefault("java-options", ""), " "),
                given.getOrDefault("results", ""));
    }

    private static Map<String, String> pairs(String... arguments) {
        List<String> known =
                List.of("scenario", "servers", "rounds", "warm-up", "seconds", "jar", "java-options", "results");
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("Each option has a value");
        }
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at < arguments.length; at += 2) {
            String name = arguments[at].replaceFirst("^--", "");
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + arguments[at]);
            }
            given.put(name, arguments[at + 1]);
        }
        return given;
    }

    private static List<Scenario> scenarios(String ids) {
        List<String> wanted = words(ids, ",");
        List<Scenario> all = Scenarios.all();
        for (String id : wanted) {
            if (all.stream().noneMatch(scenario -> isMeant(scenario, id))) {
                List<String> known = all.stream().map(Scenario::id).toList();
                throw new IllegalArgumentException(
                        "Scenarios are " + known + ", and e and h for all of these; not " + id);
            }
        }
        return all.stream()
                .filter(scenario -> wanted.isEmpty() || wanted.stream().anyMatch(id -> isMeant(scenario, id)))
                .toList();
    }

    private static boolean isMeant(Scenario scenario, String id) {
        boolean family = id.equals("e") || id.equals("h");
        return family ? scenario.id().startsWith(id) : scenario.id().equals(id);
    }

    private static List<Server> servers(String ids) {
        List<String> wanted = words(ids, ",");
        return wanted.isEmpty()
                ? List.of(Server.values())
                : wanted.stream()
                        .map(id -> Server.valueOf(id.toUpperCase(Locale.ROOT)))
                        .toList();
    }

    private static Duration seconds(Map<String, String> given, String name, String usual) {
        return Duration.ofMillis(Math.round(1000 * Double.parseDouble(given.getOrDefault(name, usual))));
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
