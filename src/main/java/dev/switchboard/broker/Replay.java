package dev.switchboard.broker;

import dev.switchboard.Refusal;
import java.util.List;

/**
 * Reads for one subscription what it has missed, page by page, as fast as its reader takes it. Each turn reads one page,
 * so that many replays share few threads.
 */
final class Replay implements Runnable {

    /** In place of a position: there is nothing to read now. */
    static final long NOWHERE = -1;

    private final ActiveSubscription subscription;
    private final DestinationLog destinationLog;
    private final Replays replays;

    Replay(ActiveSubscription subscription, DestinationLog destinationLog, Replays replays) {
        this.subscription = subscription;
        this.destinationLog = destinationLog;
        this.replays = replays;
    }

    /** Starts it. It ends by itself once nothing is missing. */
    void schedule() {
        replays.onStarted();
        readOn();
    }

    private void readOn() {
        if (!replays.execute(this)) {
            subscription.end(Refusal.UNAVAILABLE);
        }
    }

    @Override
    public void run() {
        boolean outermost = Delivering.enter();
        try {
            long position = subscription.position(this::readOn);
            if (position == NOWHERE) {
                return;
            }
            List<Publication> page = destinationLog.after(position, replays.pageSize());
            if (subscription.replay(page, this::readOn)) {
                readOn();
            }
            replays.onRead();
        } catch (RuntimeException storeIsAway) {
            replays.onFailed(storeIsAway);
            subscription.end(Refusal.UNAVAILABLE);
        } finally {
            Delivering.leave(outermost);
        }
    }
}
