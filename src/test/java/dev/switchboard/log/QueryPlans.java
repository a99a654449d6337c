package dev.switchboard.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the database how it would run a statement. */
public final class QueryPlans {

    private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");

    private QueryPlans() {}

    /**
     * Fails if a table or an index is read from end to end, or an index is made for the statement only. What a part of the statement
     * gives may be read whole: that part is looked at as well.
     */
    public static void assertNoScan(JdbcClient jdbc, String statement) {
        JdbcClient.StatementSpec plan = jdbc.sql("explain query plan " + statement);
        Matcher parameters = PARAMETER.matcher(statement);
        while (parameters.find()) {
            String name = parameters.group(1);
            plan = plan.param(name, name.endsWith("s") ? List.of("1", "2") : "1");
        }
        List<String> steps =
                plan.query((row, number) -> row.getString("detail")).list();
        assertThat(steps)
                .as(statement)
                .noneMatch(step -> step.startsWith("SCAN ")
                        && !step.startsWith("SCAN CONSTANT ROW")
                        && !steps.contains(step.replaceFirst("^SCAN", "CO-ROUTINE")))
                .noneMatch(step -> step.contains("AUTOMATIC"));
    }
}
