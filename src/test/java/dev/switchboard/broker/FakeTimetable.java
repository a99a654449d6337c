package dev.switchboard.broker;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when told to. */
class FakeTimetable implements Timetable {

    private record Due(long at, Runnable task) {}

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private long now = 1_000_000;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void at(long nanos, Runnable task) {
        due.add(new Due(nanos, task));
    }

    /** Lets time pass, and calls what is due on the way. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        while (!due.isEmpty() && due.element().at() <= end) {
            Due next = due.remove();
            now = Math.max(now, next.at());
            next.task().run();
        }
        now = end;
    }

    /** What time it really is. */
    final long realTime() {
        return now;
    }

    /** How many tasks wait. */
    int waiting() {
        return due.size();
    }
}
