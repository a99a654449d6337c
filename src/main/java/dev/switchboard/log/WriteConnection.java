package dev.switchboard.log;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The writer's connection, opened when it is needed and thrown away after every failure of the store, which undoes what
 * was not committed. Transactions are begun and ended by statements: the driver's own {@code commit} begins the next one at
 * once, so that its failure says nothing about the commit, and the lock is held while nothing is written. Confined to the
 * writer's thread.
 */
final class WriteConnection {

    /** SQLite's codes of errors that are the statement's own: ERROR, TOOBIG, CONSTRAINT, MISMATCH, MISUSE, RANGE. */
    private static final Set<Integer> STATEMENT_ERRORS = Set.of(1, 18, 19, 20, 21, 25);

    /**
     * SQLite's codes of failed commits that wrote no commit record: BUSY, LOCKED, READONLY, FULL. An I/O error is not among
     * them: the record may lie in the write-ahead log though its flush failed.
     */
    private static final Set<Integer> CERTAIN_ERRORS = Set.of(5, 6, 8, 13);

    private final DataSource source;
    private @Nullable Connection connection;
    private @Nullable JdbcClient jdbc;

    WriteConnection(DataSource source) {
        this.source = source;
    }

    /** Whether an exception means that the store has failed, not the statement, nor the change itself. */
    static boolean isOfStore(Throwable thrown) {
        Integer code = code(thrown);
        return code != null && !STATEMENT_ERRORS.contains(code);
    }

    /** Whether a commit that failed so can have left no trace. */
    static boolean isCertain(Throwable thrown) {
        Integer code = code(thrown);
        return code != null && CERTAIN_ERRORS.contains(code);
    }

    /** For statements of a change. */
    JdbcClient jdbc() throws SQLException {
        open();
        if (jdbc == null) {
            throw new IllegalStateException("An open connection has its client");
        }
        return jdbc;
    }

    /**
     * Begins a group.
     *
     * @return the number that its commit will have
     */
    long begin() throws SQLException {
        execute("begin immediate");
        return lastCommit() + 1;
    }

    void savepoint() throws SQLException {
        execute("savepoint change");
    }

    void release() throws SQLException {
        execute("release change");
    }

    void undo() throws SQLException {
        execute("rollback to change");
        release();
    }

    /** Ends a group whose number is remembered with it. */
    void commit(long number) throws SQLException {
        execute("update last_commit set number = " + number + " where only_row = 1");
        execute("commit");
    }

    /** The number of the newest commit. */
    long lastCommit() throws SQLException {
        try (Statement statement = open().createStatement();
                ResultSet row = statement.executeQuery("select number from last_commit where only_row = 1")) {
            if (!row.next()) {
                throw new SQLException("The table last_commit has lost its row");
            }
            return row.getLong(1);
        }
    }

    /**
     * Writes the write-ahead log into the database and empties it, unless somebody reads in it.
     *
     * @return whether it is empty now
     */
    boolean emptyLog() throws SQLException {
        try (Statement statement = open().createStatement();
                ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
            return row.next() && row.getInt(1) == 0;
        }
    }

    /** Throws the connection away, and with it what was not committed. */
    void close() {
        Connection old = connection;
        connection = null;
        jdbc = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException | RuntimeException goneAnyway) {
                // There is nothing left to do with it.
            }
        }
    }

    /** What a change is told when the store has failed. */
    static RefusedException away() {
        return new RefusedException(Refusal.UNAVAILABLE, "The store is away, nothing was stored", Writer.TRY_AGAIN);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = open().createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection open() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = source.getConnection();
            connection = current;
            jdbc = JdbcClient.create(new SingleConnectionDataSource(current, true));
        }
        return current;
    }

    private static @Nullable Integer code(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failed) {
                return failed.getErrorCode() & 0xff;
            }
        }
        return null;
    }
}
