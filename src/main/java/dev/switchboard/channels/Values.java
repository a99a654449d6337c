package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Publication;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of one namespace of class state, and their past, in memory: a restart forgets them. At most
 * {@code channel-limit} channels, one more of which is refused; histories of at most {@code history-memory}, beyond which a
 * channel keeps less when it is published on. Thread-safe: what is published on one channel has one order.
 */
final class Values {

    private final Namespace namespace;
    private final Consumer<Publication> broker;
    private final ConcurrentMap<String, Value> values = new ConcurrentHashMap<>();
    private final NavigableSet<String> published = new ConcurrentSkipListSet<>();
    private final AtomicLong historyBytes = new AtomicLong();

    Values(Namespace namespace, Consumer<Publication> broker) {
        this.namespace = namespace;
        this.broker = broker;
    }

    private static final class Value {

        private final ReentrantLock lock = new ReentrantLock();
        private final ArrayDeque<Moment> history = new ArrayDeque<>(0);
        private @Nullable Moment newest;
    }

    /**
     * Makes room for channels, all of them or none.
     *
     * @throws RefusedException TOO_MANY if the namespace has too many
     */
    void require(Collection<String> names) {
        if (!values.keySet().containsAll(names)) {
            add(names);
        }
    }

    private synchronized void add(Collection<String> names) {
        long missing = names.stream()
                .distinct()
                .filter(name -> !values.containsKey(name))
                .count();
        if (values.size() + missing > namespace.kept().channels()) {
            throw new RefusedException(
                    Refusal.TOO_MANY,
                    "The namespace has its " + namespace.kept().channels() + " channels already");
        }
        names.forEach(name -> values.computeIfAbsent(name, first -> new Value()));
    }

    /** Publishes a value on a channel for which there is room. */
    void publish(String name, Moment moment) {
        Value value = values.computeIfAbsent(name, first -> new Value());
        value.lock.lock();
        try {
            if (value.newest == null) {
                published.add(name);
            }
            value.newest = moment;
            value.history.addLast(moment);
            historyBytes.addAndGet(size(moment));
            forget(value, moment.at());
            broker.accept(moment.publication());
        } finally {
            value.lock.unlock();
        }
    }

    private void forget(Value value, Instant now) {
        Instant oldest = now.minus(namespace.kept().age());
        ArrayDeque<Moment> history = value.history;
        while (!history.isEmpty()
                && (history.size() > namespace.kept().size()
                        || history.getFirst().at().isBefore(oldest)
                        || historyBytes.get() > namespace.kept().memory().toBytes())) {
            historyBytes.addAndGet(-size(history.removeFirst()));
        }
    }

    /** Calls with the newest value, between two publications. */
    void open(String name, Consumer<List<Publication>> opening) {
        // Where there is none, none is made until the subscriber has started.
        Value value = values.compute(name, (same, present) -> {
            if (present == null) {
                opening.accept(List.of());
            }
            return present;
        });
        if (value == null) {
            return;
        }
        value.lock.lock();
        try {
            Moment newest = value.newest;
            opening.accept(newest == null ? List.of() : List.of(newest.publication()));
        } finally {
            value.lock.unlock();
        }
    }

    /** The newest value; empty if there was none. */
    Optional<Moment> newest(String name) {
        Value value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        value.lock.lock();
        try {
            return Optional.ofNullable(value.newest);
        } finally {
            value.lock.unlock();
        }
    }

    /** The names behind one that begin so, of channels that have a value, in order, at most so many. */
    List<String> names(String prefix, String after, int limit) {
        boolean fromStart = after.compareTo(prefix) < 0;
        return published.tailSet(fromStart ? prefix : after, fromStart).stream()
                .takeWhile(name -> name.startsWith(prefix))
                .limit(limit)
                .toList();
    }

    /** What is kept of the past, the newest included, in order. */
    List<Moment> history(String name, Instant now) {
        Value value = values.get(name);
        if (value == null) {
            return List.of();
        }
        value.lock.lock();
        try {
            forget(value, now);
            return List.copyOf(value.history);
        } finally {
            value.lock.unlock();
        }
    }

    /** How many channels there are. */
    int channels() {
        return values.size();
    }

    private static long size(Moment moment) {
        return moment.publication().body().length;
    }
}
