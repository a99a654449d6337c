package dev.switchboard.broker;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The register of subscriptions by destination. Joining and leaving cost the same however many are there, and walking an
 * audience takes no lock: it meets everyone who stood there when the walk began and has not left. Thread-safe.
 */
final class Audiences {

    /** All the subscriptions of one destination. */
    static final class Audience implements Iterable<ActiveSubscription> {

        private final Destination destination;
        private final Set<ActiveSubscription> subscriptions = ConcurrentHashMap.newKeySet(1);

        private Audience(Destination destination) {
            this.destination = destination;
        }

        @Override
        public Iterator<ActiveSubscription> iterator() {
            return subscriptions.iterator();
        }
    }

    private final ConcurrentHashMap<Destination, Audience> audiences = new ConcurrentHashMap<>();
    /** The same in alphabetical order, to find what lies below a destination. */
    private final ConcurrentNavigableMap<String, Audience> inOrder = new ConcurrentSkipListMap<>();

    private final LongAdder count = new LongAdder();

    void add(ActiveSubscription subscription) {
        audiences.compute(subscription.destination(), (destination, present) -> {
            Audience audience = present;
            if (audience == null) {
                audience = new Audience(destination);
                inOrder.put(key(destination), audience);
            }
            audience.subscriptions.add(subscription);
            return audience;
        });
        count.increment();
    }

    /** Takes a subscription out; false if it did not stand here. */
    boolean remove(ActiveSubscription subscription) {
        boolean[] removed = {false};
        audiences.computeIfPresent(subscription.destination(), (destination, audience) -> {
            removed[0] = audience.subscriptions.remove(subscription);
            if (!audience.subscriptions.isEmpty()) {
                return audience;
            }
            inOrder.remove(key(destination));
            return null;
        });
        if (removed[0]) {
            count.decrement();
        }
        return removed[0];
    }

    @Nullable
    Audience at(Destination destination) {
        return audiences.get(destination);
    }

    /** The audiences of a destination and of all whose path starts with it. */
    Stream<Audience> atAndBelow(Destination destination) {
        Audience here = audiences.get(destination);
        // '0' is the character after '/'.
        Stream<Audience> below = inOrder.subMap(destination.value() + '/', destination.value() + '0').values().stream()
                .filter(audience ->
                        destination.user() == null || destination.user().equals(audience.destination.user()));
        return here == null ? below : Stream.concat(Stream.of(here), below);
    }

    Stream<Audience> all() {
        return audiences.values().stream();
    }

    long subscriptions() {
        return count.sum();
    }

    private static String key(Destination destination) {
        return destination.user() == null ? destination.value() : destination.value() + ' ' + destination.user();
    }
}
