package dev.switchboard.chat;

import dev.switchboard.log.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases the texts of deleted messages once they cannot be restored any more, in every version. What is due is found in the
 * database, so a restart forgets nothing; the files are cleaned of it soon after.
 */
@Component
final class Eraser implements SmartLifecycle {

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
    private volatile Optional<Thread> thread = Optional.empty();

    Eraser(
            JdbcClient readers,
            Writer writer,
            RoomEvents events,
            MessageTable messages,
            ChatProperties properties,
            ObjectProvider<InstantSource> clock) {
        this.readers = readers;
        this.writer = writer;
        this.events = events;
        this.messages = messages;
        this.properties = properties;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @Override
    public void start() {
        thread = Optional.of(
                Thread.ofPlatform().daemon().name("switchboard-eraser").start(this::run));
    }

    @Override
    public void stop() {
        thread.ifPresent(Thread::interrupt);
        thread = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return thread.isPresent();
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                erase();
                TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Erases what is due now. */
    void erase() {
        try {
            while (eraseSome() == AT_ONCE) {
                log.debug("More texts are due to be erased");
            }
        } catch (RuntimeException later) {
            log.atWarn()
                    .addKeyValue("cause", String.valueOf(later.getMessage()))
                    .log("Texts could not be erased now");
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
