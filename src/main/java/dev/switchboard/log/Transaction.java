package dev.switchboard.log;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One change, inside the writer's group: its statements, and what follows its commit. Confined to the writer's thread. */
public final class Transaction {

    private final JdbcClient jdbc;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Supplier<Publication>> publications = new ArrayList<>();
    private boolean oneStream;
    private @Nullable String stream;

    Transaction(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The writer's connection. What this change wrote is seen by its own reads. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** Publishes after the commit, in the order of commits; not at all if the change fails. */
    public void publish(Publication publication) {
        publications.add(() -> publication);
    }

    /** Makes and publishes a publication after the commit, when what this change wrote can be read. */
    public void publish(Supplier<Publication> publication) {
        publications.add(publication);
    }

    /**
     * Runs something short after the commit and after this change's publications, before its stage completes; not at all
     * if the change fails. For revocations and caches.
     */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** From now on this appends to one stream only. */
    void keepToOneStream() {
        oneStream = true;
    }

    /**
     * Notes an append.
     *
     * @throws RefusedException INVALID if this must keep to another stream
     */
    void onAppend(String to) {
        if (oneStream && stream != null && !stream.equals(to)) {
            throw new RefusedException(Refusal.INVALID, "A transaction says things on one destination only");
        }
        stream = to;
    }

    List<Supplier<Publication>> publications() {
        return publications;
    }

    List<Runnable> afterCommitActions() {
        return afterCommit;
    }
}
