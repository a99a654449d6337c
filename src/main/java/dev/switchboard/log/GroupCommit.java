package dev.switchboard.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores groups of changes, and finds out what became of a commit that failed. Confined to the writer's thread. */
final class GroupCommit {

    /** What became of a group. */
    enum Outcome {
        STORED,
        /** No trace is left of it, nor can one come back after a crash. */
        UNDONE,
        UNKNOWN
    }

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final WriteConnection connection;
    private final Duration outcomeTimeout;
    private boolean outage;

    GroupCommit(WriteConnection connection, Duration outcomeTimeout) {
        this.connection = connection;
        this.outcomeTimeout = outcomeTimeout;
    }

    /**
     * Runs changes and commits them.
     *
     * @param whenUncertain called if it takes a while to find out what became of them, again and again
     */
    Outcome store(List<Change<?>> group, Runnable whenUncertain) throws InterruptedException {
        long number;
        try {
            number = connection.begin();
            for (Change<?> change : group) {
                change.run(connection);
            }
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            tell(failed, group);
            return Outcome.UNDONE;
        }
        try {
            connection.commit(number);
            outage = false;
            return Outcome.STORED;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            tell(failed, group);
            return find(number, WriteConnection.isCertain(failed), whenUncertain);
        }
    }

    /**
     * Looks up whether a commit took place. If it did not, its record may still lie in the write-ahead log, where a crash
     * would bring it back to life: another commit is put in its place first, unless its failure was of a kind that
     * writes none.
     */
    private Outcome find(long number, boolean certain, Runnable whenUncertain) throws InterruptedException {
        long deadline = System.nanoTime() + outcomeTimeout.toNanos();
        while (true) {
            try {
                long last = connection.lastCommit();
                if (last == number) {
                    return Outcome.STORED;
                }
                if (last < number && !certain) {
                    connection.begin();
                    connection.commit(number + 1);
                }
                return Outcome.UNDONE;
            } catch (SQLException | RuntimeException stillAway) {
                connection.close();
            }
            if (System.nanoTime() - deadline >= 0) {
                log.error("It could not be found out whether a group of changes was stored");
                return Outcome.UNKNOWN;
            }
            whenUncertain.run();
            Thread.sleep(PAUSE);
        }
    }

    /** Once an outage, with its cause. */
    private void tell(Exception failed, List<Change<?>> group) {
        if (!outage) {
            outage = true;
            log.atWarn()
                    .setCause(failed)
                    .addKeyValue("changes", group.size())
                    .log("The store refused a group of changes");
        }
    }
}
