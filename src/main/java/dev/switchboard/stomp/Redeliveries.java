package dev.switchboard.stomp;

import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.DestinationOwner;
import dev.switchboard.broker.Publication;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What all redeliveries share: the thread that sends once more what was refused, and what was not acknowledged within
 * {@code switchboard.stomp.redelivery}. Each subscription has at most one turn waiting for it. Thread-safe.
 */
@Component
final class Redeliveries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Redeliveries.class);
    private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Broker broker;
    private final StompSessions sessions;
    private final Duration after;
    private final ScheduledExecutorService thread = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().name("switchboard-redelivery").daemon().factory());
    /** Confined to that thread. */
    private boolean failing;

    Redeliveries(Broker broker, StompSessions sessions, StompProperties properties) {
        this.broker = broker;
        this.sessions = sessions;
        this.after = properties.redelivery();
        if (!after.isZero()) {
            long between = Math.min(MOST_BETWEEN_LOOKS.toMillis(), after.toMillis() / 4);
            var unused = thread.scheduleAtFixedRate(this::remind, between, between, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** The redelivery of a subscription that is to be acknowledged. */
    Redelivery of(StompSession session, String subscription, AckMode mode) {
        return new Redelivery(session, subscription, mode, this);
    }

    /** Takes an ACK or NACK; the frame's rules have been checked. */
    static void settle(Exchange exchange) {
        StompFrame frame = exchange.frame();
        StompSession session = exchange.session();
        Delivered message = Delivered.of(frame, session.encoder().version());
        session.openLedger().ifPresent(ledger -> {
            if (frame.command().equals("ACK")) {
                ledger.acknowledge(message);
            } else {
                ledger.refuse(message);
            }
        });
        exchange.confirm(StompHeaders.NONE);
    }

    /** Runs something short in the thread of redeliveries, and again later if it fails. */
    void execute(Runnable turn) {
        try {
            thread.execute(() -> {
                if (!attempt(turn)) {
                    var unused = thread.schedule(() -> execute(turn), TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                }
            });
        } catch (RejectedExecutionException stopping) {
            log.debug("Nothing is sent again any more");
        }
    }

    /** Reads from a destination's log; may block on the database. */
    Optional<Publication> read(Destination destination, long sequence) {
        Optional<DestinationOwner> owner = broker.owner(destination);
        return owner.flatMap(found -> found.log(destination).after(sequence - 1, 1).stream()
                .filter(read -> read.sequence().orElse(0) == sequence)
                .findFirst());
    }

    private void remind() {
        try {
            long before = System.nanoTime() - after.toNanos();
            sessions.all().forEach(session -> session.openLedger().ifPresent(ledger -> ledger.remind(before)));
        } catch (RuntimeException ours) {
            log.atError().setCause(ours).log("Messages that are not acknowledged could not be looked at");
        }
    }

    /** @return false if it failed, as when the store is away: said once an outage */
    private boolean attempt(Runnable step) {
        try {
            step.run();
            failing = false;
            return true;
        } catch (RuntimeException storeIsAway) {
            if (!failing) {
                log.atWarn().setCause(storeIsAway).log("Something could not be sent again yet");
            }
            failing = true;
            return false;
        }
    }
}
