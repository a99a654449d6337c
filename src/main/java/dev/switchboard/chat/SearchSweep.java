package dev.switchboard.chat;

import dev.switchboard.log.Transaction;
import dev.switchboard.log.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes the words of deleted rooms out of the search index, where nobody finds them any more: a few messages at a time, so
 * that nobody's message waits for it, and again after a start, in case it was not done. Thread-safe.
 */
@Component
final class SearchSweep {

    private static final Logger log = LoggerFactory.getLogger(SearchSweep.class);
    private static final int MESSAGES_AT_ONCE = 20;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final Writer writer;

    SearchSweep(Writer writer) {
        this.writer = writer;
    }

    /** Goes on until nothing is left. Never blocks. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        writer.write(SearchSweep::sweep).whenComplete((swept, failure) -> {
            if (failure != null) {
                log.atDebug().setCause(failure).log("The search index is swept later");
                CompletableFuture.delayedExecutor(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(this::start);
            } else if (swept == MESSAGES_AT_ONCE) {
                start();
            } else if (swept > 0) {
                writer.emptyLogSoon();
            }
        });
    }

    /** Gives how many messages it has taken out. */
    private static int sweep(Transaction transaction) {
        List<Long> ids = transaction
                .jdbc()
                .sql("""
                        select s.id from retired_rooms r cross join searchable_messages s on s.room = r.id
                        limit :limit""")
                .param("limit", MESSAGES_AT_ONCE)
                .query(Long.class)
                .list();
        if (!ids.isEmpty()) {
            transaction
                    .jdbc()
                    .sql("delete from searchable_texts where rowid in (:ids)")
                    .param("ids", ids)
                    .update();
            transaction
                    .jdbc()
                    .sql("delete from searchable_messages where id in (:ids)")
                    .param("ids", ids)
                    .update();
        }
        return ids.size();
    }
}
