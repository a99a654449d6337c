package dev.switchboard.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was wrong in a run: with any of it, it does not count. */
final class Faults {

    long missing;
    long doubled;
    long outOfOrder;
    /** All that was heard, right or wrong. */
    long heard;

    private final List<String> others = new ArrayList<>();

    /** Something else, such as a connection that ended. */
    void add(String what) {
        if (others.size() < 3 && !others.contains(what)) {
            others.add(what);
        }
    }

    boolean none() {
        return missing == 0 && doubled == 0 && outOfOrder == 0 && others.isEmpty();
    }

    /** In words; empty if there are none. */
    String told() {
        List<String> all = new ArrayList<>();
        count(all, missing, "missing");
        count(all, doubled, "doubled");
        count(all, outOfOrder, "out of order");
        all.addAll(others);
        return String.join(", ", all);
    }

    private void count(List<String> all, long count, String what) {
        if (count > 0) {
            all.add(String.format(Locale.ROOT, "%,d %s (%.2f %%)", count, what, 100.0 * count / (heard + missing)));
        }
    }
}
