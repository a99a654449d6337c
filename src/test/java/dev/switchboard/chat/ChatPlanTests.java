package dev.switchboard.chat;

import dev.switchboard.log.QueryPlans;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nothing that is asked about messages reads a table from end to end. */
@ChatTest
class ChatPlanTests {

    @Autowired
    private JdbcClient readers;

    @ParameterizedTest
    @MethodSource
    void everyStatementUsesAnIndex(String statement) {
        QueryPlans.assertNoScan(readers, statement);
    }

    static Stream<String> everyStatementUsesAnIndex() {
        return Stream.of(
                        MessageTable.STATEMENTS,
                        MessageTable.DELETE_ROOM,
                        Unread.STATEMENTS,
                        History.STATEMENTS,
                        Reactions.STATEMENTS,
                        List.of(Eraser.DUE, Versions.THERE))
                .flatMap(List::stream);
    }
}
