package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.log.Transaction;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which channels of class log were ever published on: what is counted, and what retention walks. Thread-safe. */
@Component
final class ChannelTable {

    private static final String FIND =
            "select count(*) from log_channels where namespace = :namespace and name = :name";
    private static final String COUNT = "select count(*) from log_channels where namespace = :namespace";
    private static final String INSERT = "insert into log_channels (namespace, name) values (:namespace, :name)";
    private static final String PAGE = """
            select name from log_channels where namespace = :namespace and name > :after order by name limit :limit""";

    /** Every statement, for the test that asks for their plans. */
    static final List<String> STATEMENTS = List.of(FIND, COUNT, INSERT, PAGE);

    private final JdbcClient readers;

    /** Those that are known to be in the table; it has at most {@code channel-limit} of each namespace. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    ChannelTable(JdbcClient readers) {
        this.readers = readers;
    }

    /**
     * Notes that a channel is published on.
     *
     * @throws RefusedException TOO_MANY if it is new and its namespace has too many
     */
    void require(Transaction transaction, Channel channel) {
        if (known.contains(channel.stream()) || isThere(transaction, channel)) {
            return;
        }
        int limit = channel.namespace().kept().channels();
        long there = transaction
                .jdbc()
                .sql(COUNT)
                .param("namespace", channel.namespace().name())
                .query(Long.class)
                .single();
        if (there >= limit) {
            throw new RefusedException(Refusal.TOO_MANY, "The namespace has its " + limit + " channels already");
        }
        transaction
                .jdbc()
                .sql(INSERT)
                .param("namespace", channel.namespace().name())
                .param("name", channel.name())
                .update();
        transaction.afterCommit(() -> known.add(channel.stream()));
    }

    private static boolean isThere(Transaction transaction, Channel channel) {
        return transaction
                        .jdbc()
                        .sql(FIND)
                        .param("namespace", channel.namespace().name())
                        .param("name", channel.name())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** The names of a namespace's channels behind one, in order, at most so many. */
    List<String> page(Namespace namespace, String after, int limit) {
        return readers.sql(PAGE)
                .param("namespace", namespace.name())
                .param("after", after)
                .param("limit", limit)
                .query(String.class)
                .list();
    }
}
