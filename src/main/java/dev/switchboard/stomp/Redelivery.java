package dev.switchboard.stomp;

import dev.switchboard.broker.Publication;
import dev.switchboard.broker.Subscription;
import dev.switchboard.connection.Outbox;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends one subscription once more what it has not acknowledged, as fast as its reader takes it. What is sent of a log is
 * read from it anew, so that it says what the log says now. Thread-safe.
 */
final class Redelivery implements Runnable {

    /** Messages that one turn sends, so that many subscriptions share a thread. */
    private static final int TURN = 32;

    private final Ledger ledger;
    private final Unacknowledged sent;
    private final Outbox outbox;
    private final Redeliveries redeliveries;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile @Nullable Subscription subscription;

    Redelivery(StompSession session, String id, AckMode mode, Redeliveries redeliveries) {
        this.ledger = session.ledger(redeliveries::execute);
        this.outbox = session.connection().outbox();
        this.redeliveries = redeliveries;
        this.sent = ledger.open(id, mode, this::schedule);
    }

    /** What was sent and is not acknowledged. */
    Unacknowledged sent() {
        return sent;
    }

    boolean hasRoom(Runnable whenRoom) {
        return ledger.hasRoom(whenRoom);
    }

    boolean isFull() {
        return ledger.isFull();
    }

    /** Holds the subscription, once the broker has given it. */
    void hold(Subscription given) {
        subscription = given;
    }

    /** Takes a turn soon; each waits for one at most. */
    void schedule() {
        if (waiting.compareAndSet(false, true)) {
            redeliveries.execute(this);
        }
    }

    @Override
    public void run() {
        waiting.set(false);
        Subscription open = subscription;
        if (open == null) {
            return;
        }
        for (int turn = 0; turn < TURN; turn++) {
            Optional<Unacknowledged.Sent> due = sent.nextDue();
            if (due.isEmpty() || !outbox.hasRoom(this::schedule)) {
                return;
            }
            sendAgain(open, due.get());
        }
        schedule();
    }

    private void sendAgain(Subscription open, Unacknowledged.Sent due) {
        Optional<Publication> publication = due.state();
        if (publication.isEmpty()) {
            // Behind a relay it may be another server's, of whose log we know nothing.
            publication = redeliveries
                    .read(open.destination(), due.sequence())
                    .filter(read -> read.id().equals(due.id()));
        }
        if (publication.isPresent()) {
            open.again(publication.get());
        } else {
            sent.forget(due.id());
        }
    }
}
