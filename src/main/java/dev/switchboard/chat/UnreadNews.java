package dev.switchboard.chat;

import dev.switchboard.RandomId;
import dev.switchboard.UserId;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.SubscriptionObserver;
import dev.switchboard.log.EventLog;
import dev.switchboard.log.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells those who listen to their inbox how much is unread in a room, when that may have changed: in a thread of its own, the
 * newest counts only, each room at most once in {@code switchboard.chat.inbox-interval}. What waits is bounded by the rooms and the
 * listeners there are. Thread-safe.
 */
@Component
final class UnreadNews implements SubscriptionObserver, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UnreadNews.class);

    private final Rooms rooms;
    private final Unread unread;
    private final EventLog events;
    private final Publisher publisher;
    private final JsonMapper json;
    private final Duration interval;
    private final Map<UserId, Integer> listeners = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Changed> changes = new LinkedBlockingQueue<>();
    private final Set<Changed> waiting = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    UnreadNews(
            Broker broker,
            Rooms rooms,
            Unread unread,
            EventLog events,
            Publisher publisher,
            JsonMapper json,
            ChatProperties properties) {
        this.rooms = rooms;
        this.unread = unread;
        this.events = events;
        this.publisher = publisher;
        this.json = json;
        this.interval = properties.inboxInterval();
        this.thread = Thread.ofPlatform().daemon().name("switchboard-unread").unstarted(this::run);
        thread.start();
        broker.observe(this);
    }

    /** The counts of everybody in a room may have changed. */
    void ofRoom(RoomId room) {
        if (!listeners.isEmpty()) {
            add(new Changed(room, null));
        }
    }

    /** The counts of one reader of a room may have changed. */
    void ofReader(RoomId room, UserId user) {
        if (listeners.containsKey(user)) {
            add(new Changed(room, user));
        }
    }

    @Override
    public void onOpened(Destination destination, UserId user) {
        if (destination.value().equals(InboxDestination.NAME)) {
            listeners.merge(user, 1, Integer::sum);
        }
    }

    @Override
    public void onClosed(Destination destination, UserId user) {
        if (destination.value().equals(InboxDestination.NAME)) {
            listeners.computeIfPresent(user, (who, count) -> count > 1 ? count - 1 : null);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void add(Changed changed) {
        if (waiting.add(changed)) {
            changes.add(changed);
        }
    }

    private void run() {
        while (!closed) {
            try {
                List<Changed> round = new ArrayList<>();
                round.add(changes.take());
                changes.drainTo(round);
                // What changes from here on is counted again.
                round.forEach(waiting::remove);
                round.forEach(this::tell);
                Thread.sleep(interval);
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException missed) {
                // Clients fetch the counts when they reconnect, and hear of the next change.
                log.atWarn().setCause(missed).log("Unread counts could not be told");
            }
        }
    }

    private void tell(Changed changed) {
        RoomId room = changed.room();
        UserId reader = changed.reader();
        List<UserId> readers = new ArrayList<>(reader == null ? rooms.members(room) : List.of(reader));
        readers.retainAll(listeners.keySet());
        if (readers.isEmpty()) {
            return;
        }
        long head = events.head(room.value());
        unread.in(room, readers).forEach((user, counts) -> publisher.offer(publication(room, head, user, counts)));
    }

    private Publication publication(RoomId room, long head, UserId user, Unread.Counts counts) {
        News news = new News("unread", room.value(), head, counts.read(), counts.unread(), counts.mentions());
        return new Publication(
                Destination.of(user, InboxDestination.NAME),
                DeliveryClass.EPHEMERAL,
                RandomId.next(),
                OptionalLong.empty(),
                RoomEventForm.JSON,
                json.writeValueAsBytes(news));
    }

    /** What may have changed: one reader's counts, or with null everybody's. */
    private record Changed(RoomId room, @Nullable UserId reader) {}

    private record News(String type, String room, long head, long read, long unread, long mentions) {}
}
