package dev.switchboard.benchmarks;

import java.util.Locale;
import java.util.Optional;

/** Switchboard's goals beside what was measured; nothing is left out for having been missed. */
record Goals(Medians medians) {

    /** As a table; empty if Switchboard was not measured. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        for (Goal goal : Goal.all()) {
            Optional<Double> measured = medians.of(goal.scenario(), Server.SWITCHBOARD, goal.figure());
            Optional<Double> compared = compared(goal);
            if (measured.isPresent() && compared.isPresent()) {
                text.append(row(goal, measured.get(), compared.get()));
            }
        }
        if (text.isEmpty()) {
            return "";
        }
        return "\n## Goals\n\n| scenario | figure | goal | that is | measured | |\n|---|---|---|---:|---:|---|\n"
                + text;
    }

    private Optional<Double> compared(Goal goal) {
        return switch (goal.beside()) {
            case NOTHING -> Optional.of(0.0);
            case CEILING -> medians.of(goal.scenario(), Server.CEILING, goal.figure());
            case OWN_P99_ALONE -> medians.of(goal.scenario(), Server.SWITCHBOARD, Figure.P99_ALONE);
            case OWN_FLUSH -> medians.of(goal.scenario(), Server.SWITCHBOARD, Figure.FLUSH);
        };
    }

    private String row(Goal goal, double measured, double compared) {
        Figure figure = goal.figure();
        boolean counts = medians.counts(goal.scenario(), Server.SWITCHBOARD);
        String verdict = !counts
                ? "**does not count**"
                : goal.isMet(measured, compared) ? "met" : missed(goal, measured, compared);
        return String.format(
                "| %s | %s | %s | %s | %s | %s |%n",
                goal.scenario(),
                figure.title(),
                goal.words(),
                figure.print(goal.bound(compared)),
                figure.print(measured),
                verdict);
    }

    private static String missed(Goal goal, double measured, double compared) {
        if (measured <= 0) {
            return "**missed**";
        }
        double bound = goal.bound(compared);
        double factor = goal.atMost() ? measured / bound : bound / measured;
        return String.format(Locale.ROOT, "**missed**, by a factor of %.2f", factor);
    }
}
