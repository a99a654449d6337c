package dev.switchboard.channels;

import dev.switchboard.UserId;
import dev.switchboard.broker.DestinationLog;
import dev.switchboard.broker.Publication;
import dev.switchboard.log.ClientMessage;
import dev.switchboard.log.EventLog;
import dev.switchboard.log.NewEvent;
import dev.switchboard.log.StoredEvent;
import dev.switchboard.log.Transaction;
import dev.switchboard.log.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Channels of class log: each a stream of the event log, of which the newest {@code history-size} are kept. Thread-safe. */
@Component
final class ChannelLogs {

    private static final String TYPE = "published";

    private final Writer writer;
    private final EventLog events;
    private final ChannelTable channels;
    private final StoredForm form;

    ChannelLogs(Writer writer, EventLog events, ChannelTable channels, StoredForm form) {
        this.writer = writer;
        this.events = events;
        this.channels = channels;
        this.form = form;
    }

    /** Stores wishes in one commit, all of them or none, and publishes them after it. */
    CompletionStage<List<Published>> append(UserId sender, List<Wish> wishes) {
        return writer.write(transaction ->
                wishes.stream().map(wish -> append(transaction, sender, wish)).toList());
    }

    private Published append(Transaction transaction, UserId sender, Wish wish) {
        Channel channel = wish.channel();
        ClientMessage said = wish.said();
        Optional<StoredEvent> first = said == null ? Optional.empty() : events.repeated(transaction, sender, said);
        if (first.isPresent()) {
            return new Published(channel, first.get().sequence(), first.get().id(), true);
        }
        channels.require(transaction, channel);
        StoredEvent event = events.append(
                transaction, new NewEvent(channel.stream(), TYPE, sender, null, form.payload(wish.content()), said));
        long forgotten = event.sequence() - channel.namespace().kept().size();
        if (forgotten > 0) {
            events.forget(transaction, channel.stream(), forgotten);
        }
        transaction.publish(wish.content().publication(channel, event.id(), OptionalLong.of(event.sequence())));
        return new Published(channel, event.sequence(), event.id(), false);
    }

    /** The events after a sequence, in order and without a hole, at most so many. */
    List<Moment> after(Channel channel, long sequence, int limit) {
        return events.after(channel.stream(), sequence, limit).stream()
                .map(event -> new Moment(publication(channel, event), event.at()))
                .toList();
    }

    /** The newest sequence; 0 if nothing was published yet. */
    long head(Channel channel) {
        return events.head(channel.stream());
    }

    /** The oldest sequence that is kept; 1 if nothing was published yet. */
    long oldest(Channel channel) {
        return events.oldest(channel.stream());
    }

    /** A channel's log as the broker replays it: all that is kept. */
    DestinationLog log(Channel channel) {
        return new DestinationLog() {
            @Override
            public long head() {
                return ChannelLogs.this.head(channel);
            }

            @Override
            public long oldest() {
                return ChannelLogs.this.oldest(channel);
            }

            @Override
            public List<Publication> after(long sequence, int limit) {
                return ChannelLogs.this.after(channel, sequence, limit).stream()
                        .map(Moment::publication)
                        .toList();
            }

            @Override
            public int replayLimit() {
                return channel.namespace().kept().size();
            }
        };
    }

    private Publication publication(Channel channel, StoredEvent event) {
        return form.content(event.payload()).publication(channel, event.id(), OptionalLong.of(event.sequence()));
    }
}
