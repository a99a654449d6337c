package dev.switchboard.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when told to. */
final class FakeTimer implements Timer {

    private record Due(int number, long at, Runnable action) {}

    private final List<Due> due = new ArrayList<>();
    private long now = 1_000;
    private int count;

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public synchronized Cancellable after(Duration delay, Runnable action) {
        Due one = new Due(count++, now + delay.toMillis(), action);
        due.add(one);
        return () -> cancel(one);
    }

    private synchronized void cancel(Due one) {
        due.removeIf(other -> other.number() == one.number());
    }

    void pass(Duration time) {
        List<Due> next;
        synchronized (this) {
            now += time.toMillis();
            next = due.stream()
                    .filter(one -> one.at() <= now)
                    .sorted(Comparator.comparingLong(Due::at))
                    .toList();
            due.removeAll(next);
        }
        next.forEach(one -> one.action().run());
    }

    synchronized int waiting() {
        return due.size();
    }
}
