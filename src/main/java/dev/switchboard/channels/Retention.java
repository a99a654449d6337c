package dev.switchboard.channels;

import dev.switchboard.Chore;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.log.EventLog;
import dev.switchboard.log.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Forgets what has grown older than its namespace's {@code history-age} in channels of class log; the newest of each channel
 * stays, by which the next one gets its sequence. Looks once a minute.
 */
@Component
final class Retention extends Chore {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int AT_ONCE = 100;

    private final Namespaces namespaces;
    private final ChannelTable channels;
    private final EventLog events;
    private final Writer writer;
    private final InstantSource clock;

    Retention(
            Namespaces namespaces,
            ChannelTable channels,
            EventLog events,
            Writer writer,
            ObjectProvider<InstantSource> clock) {
        super("retention", PERIOD);
        this.namespaces = namespaces;
        this.channels = channels;
        this.events = events;
        this.writer = writer;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    @Override
    protected void work() {
        forget(clock.instant());
    }

    /** Forgets what is too old now. */
    void forget(Instant now) {
        for (Namespace namespace : namespaces.all()) {
            if (namespace.delivery() == DeliveryClass.LOG) {
                forget(namespace, now.minus(namespace.kept().age()));
            }
        }
    }

    private void forget(Namespace namespace, Instant before) {
        List<String> page = channels.page(namespace, "", AT_ONCE);
        while (!page.isEmpty()) {
            for (String name : page) {
                String stream = Channel.stream(namespace.name(), name);
                long old = events.newestBefore(stream, before);
                if (old > 0 && events.oldest(stream) < events.head(stream)) {
                    writer.writeAndWait(transaction -> {
                        events.forget(transaction, stream, old);
                        return old;
                    });
                }
            }
            page = channels.page(namespace, page.getLast(), AT_ONCE);
        }
    }
}
