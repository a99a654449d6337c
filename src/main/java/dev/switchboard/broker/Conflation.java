package dev.switchboard.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber gets of a destination of class {@link DeliveryClass#STATE}: the newest value, no more often than
 * agreed and no faster than it takes them. Values in between are left out; the newest never is. Keeps at most one
 * publication. Not thread-safe: guarded by its subscription's monitor.
 */
final class Conflation {

    /**
     * The rhythm that all subscribers of a destination share.
     *
     * @param interval the least time between two values of one subscriber; zero for none
     */
    record Rhythm(Timetable timetable, Duration interval) {}

    private final Rhythm rhythm;
    private final Subscriber subscriber;
    private final Runnable again;
    private @Nullable Publication newest;
    private boolean waiting;
    private long nextAt = Long.MIN_VALUE;

    /** @param again called, from any thread, when {@link #resume} may give the newest value */
    Conflation(Rhythm rhythm, Subscriber subscriber, Runnable again) {
        this.rhythm = rhythm;
        this.subscriber = subscriber;
        this.again = again;
    }

    /** Takes a value. @return whether it was given to the subscriber now */
    boolean offer(Publication value) {
        newest = value;
        return !waiting && give(value);
    }

    /** Gives the newest value, if it was not given yet. @return whether it was given now */
    boolean resume() {
        waiting = false;
        return newest != null && give(newest);
    }

    private boolean give(Publication value) {
        waiting = true;
        long now = rhythm.interval().isZero() ? 0 : rhythm.timetable().nanoTime();
        if (now < nextAt) {
            rhythm.timetable().at(nextAt, again);
            return false;
        }
        if (!subscriber.deliverNewest(value, again)) {
            return false;
        }
        nextAt = now + rhythm.interval().toNanos();
        newest = null;
        waiting = false;
        return true;
    }
}
