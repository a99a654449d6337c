package dev.switchboard.connection;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Connections in as many slots as there are ticks in a round, so that each tick looks at its share. Thread-safe. */
final class Wheel {

    private final List<Set<Connection>> slots;
    private final AtomicInteger added = new AtomicInteger();
    private int turn;

    Wheel(int slots) {
        this.slots = Stream.generate(() -> ConcurrentHashMap.<Connection>newKeySet())
                .limit(slots)
                .<Set<Connection>>map(slot -> slot)
                .toList();
    }

    /** Adds a connection; gives what takes it out again. */
    Runnable add(Connection connection) {
        Set<Connection> slot = slots.get(Math.floorMod(added.getAndIncrement(), slots.size()));
        slot.add(connection);
        return () -> slot.remove(connection);
    }

    /** The next slot's connections; one thread only. */
    Set<Connection> next() {
        turn = (turn + 1) % slots.size();
        return slots.get(turn);
    }
}
