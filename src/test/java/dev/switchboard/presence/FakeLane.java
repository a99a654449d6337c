package dev.switchboard.presence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A lane whose time passes when the test says so. */
final class FakeLane implements Lane {

    private record Task(Runnable work, long at) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000;

    @Override
    public void execute(Runnable task) {
        execute(task, Duration.ZERO);
    }

    @Override
    public void execute(Runnable task, Duration delay) {
        tasks.add(new Task(task, now + delay.toNanos()));
    }

    @Override
    public long nanoTime() {
        return now;
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        for (Optional<Task> next = next(until); next.isPresent(); next = next(until)) {
            Task task = next.get();
            now = task.at() - now > 0 ? task.at() : now;
            tasks.remove(task);
            task.work().run();
        }
        now = until;
    }

    void settle() {
        pass(Duration.ZERO);
    }

    int size() {
        return tasks.size();
    }

    private Optional<Task> next(long until) {
        return tasks.stream()
                .filter(task -> task.at() - until <= 0)
                .min(Comparator.comparingLong(task -> task.at() - now));
    }
}
