package dev.switchboard.chat;

import dev.switchboard.Chore;
import dev.switchboard.log.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases the texts of deleted messages once they cannot be restored any more, in every version. What is due is found in the
 * database, so a restart forgets nothing; the files are cleaned of it soon after.
 */
@Component
final class Eraser extends Chore {

    /** What is due: deleted so long ago, and still with its text. */
    static final String DUE = """
            select room, seq from messages
            where deleted_at_ms is not null and text is not null and deleted_at_ms < :latest
            order by deleted_at_ms limit :limit""";

    private static final Logger log = LoggerFactory.getLogger(Eraser.class);
    private static final int AT_ONCE = 100;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final JdbcClient readers;
    private final Writer writer;
    private final RoomEvents events;
    private final MessageTable messages;
    private final ChatProperties properties;
    private final InstantSource clock;

    Eraser(
            JdbcClient readers,
            Writer writer,
            RoomEvents events,
            MessageTable messages,
            ChatProperties properties,
            ObjectProvider<InstantSource> clock) {
        super("eraser", PERIOD);
        this.readers = readers;
        this.writer = writer;
        this.events = events;
        this.messages = messages;
        this.properties = properties;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @Override
    protected void work() {
        erase();
    }

    /** Erases what is due now. */
    void erase() {
        while (eraseSome() == AT_ONCE) {
            log.debug("More texts are due to be erased");
        }
    }

    private int eraseSome() {
        long latest = clock.instant().minus(properties.undo()).toEpochMilli();
        List<Due> due = readers.sql(DUE)
                .param("latest", latest)
                .param("limit", AT_ONCE)
                .query((row, number) -> new Due(new RoomId(row.getString("room")), row.getLong("seq")))
                .list();
        if (!due.isEmpty()) {
            writer.writeAndWait(transaction -> {
                for (Due message : due) {
                    boolean stillDeleted = messages.find(transaction, message.room(), message.sequence())
                            .filter(MessageRow::isDeleted)
                            .isPresent();
                    if (stillDeleted) {
                        events.eraseText(transaction, message.room(), message.sequence());
                    }
                }
                return due.size();
            });
            writer.emptyLogSoon();
        }
        return due.size();
    }

    private record Due(RoomId room, long sequence) {}
}
