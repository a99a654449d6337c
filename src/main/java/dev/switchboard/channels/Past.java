package dev.switchboard.channels;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What is kept of channels: in memory for values, in the log for logs. Thread-safe. */
@Component
final class Past {

    static final int MOST = 200;

    private static final int DEFAULT_SIZE = 50;

    /** Beyond the page's limit one gets that many; beyond this the wish is absurd. */
    private static final int ABSURD = 10_000;

    private final LiveChannels live;
    private final ChannelLogs logs;
    private final InstantSource clock;

    Past(LiveChannels live, ChannelLogs logs, ObjectProvider<InstantSource> clock) {
        this.live = live;
        this.logs = logs;
        this.clock = clock.getIfAvailable(InstantSource::system);
    }

    /** Where a page lies; without either cursor it is the newest. */
    record Position(
            @Nullable Long before,
            @Nullable Long after,
            @Nullable Integer limit) {

        private int size() {
            if (limit == null) {
                return DEFAULT_SIZE;
            }
            if (limit < 1 || limit > ABSURD) {
                throw new RefusedException(Refusal.INVALID, "A page has 1 to " + MOST + " items");
            }
            return Math.min(limit, MOST);
        }

        private void requireSequences() {
            if ((before != null && before < 1) || (after != null && after < 0)) {
                throw new RefusedException(Refusal.INVALID, "Sequences count from 1");
            }
            if (before != null && after != null) {
                throw new RefusedException(Refusal.INVALID, "A page lies either 'before' or 'after'");
            }
        }
    }

    /**
     * A page of the past.
     *
     * @param prev the next {@code before}; null if nothing older is kept, and where there is no log
     * @param next the next {@code after}; null at the end, and where there is no log
     * @param head the newest sequence; null where there is no log
     */
    record Page(
            List<ChannelItem> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long prev,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long next,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Long head) {}

    /**
     * Current values, by name.
     *
     * @param next the next {@code after}; null at the end
     */
    record Listing(
            List<ChannelItem> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    /**
     * The current values of channels whose names begin so and come after one.
     *
     * @throws RefusedException INVALID for a limit that cannot be; NOT_FOUND where there are no values
     */
    Listing list(Namespace namespace, String prefix, String after, @Nullable Integer limit) {
        if (namespace.delivery() != DeliveryClass.STATE) {
            throw new RefusedException(Refusal.NOT_FOUND, "Only values are listed");
        }
        int size = new Position(null, null, limit).size();
        Values values = live.values(namespace);
        List<String> names = values.names(prefix, after, size + 1);
        List<String> here = names.subList(0, Math.min(size, names.size()));
        return new Listing(
                here.stream()
                        .flatMap(name ->
                                values
                                        .newest(name)
                                        .map(newest -> ChannelItem.of(new Channel(namespace, name), newest))
                                        .stream())
                        .toList(),
                names.size() > size ? here.getLast() : null);
    }

    /** The newest publication, if one is kept. */
    Optional<Moment> newest(Channel channel) {
        return switch (channel.namespace().delivery()) {
            case STATE -> live.values(channel.namespace()).newest(channel.name());
            case LOG ->
                logs.after(channel, Math.max(0, logs.head(channel) - 1), 1).stream()
                        .findFirst();
            case EPHEMERAL -> Optional.empty();
        };
    }

    /**
     * A page.
     *
     * @throws RefusedException INVALID for a position that cannot be; NOT_FOUND where nothing is ever kept
     */
    Page page(Channel channel, Position position) {
        int size = position.size();
        position.requireSequences();
        return switch (channel.namespace().delivery()) {
            case STATE -> values(channel, position, size);
            case LOG -> events(channel, position, size);
            case EPHEMERAL -> throw new RefusedException(Refusal.NOT_FOUND, "Ephemeral channels have no history");
        };
    }

    private Page values(Channel channel, Position position, int size) {
        if (position.before() != null || position.after() != null) {
            throw new RefusedException(Refusal.INVALID, "Values have no sequence: ask for the newest");
        }
        List<Moment> all = live.values(channel.namespace()).history(channel.name(), clock.instant());
        List<Moment> newest = all.subList(Math.max(0, all.size() - size), all.size());
        return new Page(items(channel, newest), null, null, null);
    }

    private Page events(Channel channel, Position position, int size) {
        long oldest = logs.oldest(channel);
        long head = logs.head(channel);
        long end = position.before() == null ? head : Math.min(head, position.before() - 1);
        long start = position.after() == null ? end - size : position.after();
        start = Math.max(start, oldest - 1);
        int most = (int) Math.max(0, Math.min(size, end - start));
        List<Moment> found = most == 0 ? List.of() : logs.after(channel, start, most);
        long last = start + found.size();
        return new Page(
                items(channel, found),
                start >= oldest && !found.isEmpty() ? (Long) (start + 1) : null,
                last < head && !found.isEmpty() ? (Long) last : null,
                head);
    }

    private static List<ChannelItem> items(Channel channel, List<Moment> moments) {
        return moments.stream().map(moment -> ChannelItem.of(channel, moment)).toList();
    }
}
