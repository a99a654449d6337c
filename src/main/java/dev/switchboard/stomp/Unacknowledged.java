package dev.switchboard.stomp;

import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Publication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription was sent and has not acknowledged, in the order in which it was last sent. Thread-safe: guarded by
 * its ledger's monitor.
 *
 * <p>Messages of a log are kept by their number and read again; of a state only the newest counts, and is kept; hints are
 * not sent again.
 */
final class Unacknowledged {

    /** One message that was sent. */
    static final class Sent {

        private final String id;
        private final long sequence;
        private final @Nullable Publication state;
        private long sentAt;
        private boolean due;

        private Sent(Publication publication) {
            this.id = publication.id();
            this.sequence = publication.sequence().orElse(0);
            this.state = publication.deliveryClass() == DeliveryClass.STATE ? publication : null;
            this.sentAt = System.nanoTime();
        }

        String id() {
            return id;
        }

        /** Its number in the log; 0 if it is of none. */
        long sequence() {
            return sequence;
        }

        /** The value itself, if it is one of a state. */
        Optional<Publication> state() {
            return Optional.ofNullable(state);
        }

        private boolean canBeSentAgain() {
            return sequence > 0 || state != null;
        }
    }

    private final Ledger ledger;
    private final String subscription;
    private final AckMode mode;
    private final Runnable whenDue;
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private boolean closed;

    Unacknowledged(Ledger ledger, String subscription, AckMode mode, Runnable whenDue) {
        this.ledger = ledger;
        this.subscription = subscription;
        this.mode = mode;
        this.whenDue = whenDue;
    }

    String subscription() {
        return subscription;
    }

    /**
     * Notes what is about to be sent.
     *
     * @param always whether it is sent even when the ledger is full; then the oldest of this subscription gives way
     * @return false if it must not be sent, as there is no room, or this has ended
     */
    boolean note(Publication publication, boolean always) {
        synchronized (ledger) {
            if (closed) {
                return false;
            }
            if (publication.deliveryClass() == DeliveryClass.STATE) {
                settleAll();
            } else if (publication.deliveryClass() == DeliveryClass.EPHEMERAL && ledger.isFull()) {
                if (!always) {
                    return false;
                }
                sent.keySet().stream().findFirst().ifPresent(this::settle);
            }
            if (sent.put(publication.id(), new Sent(publication)) == null) {
                ledger.add();
            }
            return true;
        }
    }

    /** Notes that something is about to be sent once more. @return false if that is not wanted any more */
    boolean noteAgain(String messageId) {
        synchronized (ledger) {
            Sent again = sent.get(messageId);
            if (again == null || !again.due) {
                return false;
            }
            again.due = false;
            again.sentAt = System.nanoTime();
            sent.remove(messageId);
            sent.put(messageId, again);
            return true;
        }
    }

    /** Forgets something that was not sent after all, or is not there any more. */
    void forget(String messageId) {
        synchronized (ledger) {
            settle(messageId);
        }
        ledger.tellOfRoom();
    }

    /** What is to be sent once more, the oldest first. */
    Optional<Sent> nextDue() {
        synchronized (ledger) {
            return sent.values().stream().filter(each -> each.due).findFirst();
        }
    }

    /** Ends it: what was not acknowledged will not be sent again. */
    void close() {
        synchronized (ledger) {
            closed = true;
            settleAll();
            ledger.close(this);
        }
        ledger.tellOfRoom();
    }

    boolean has(String messageId) {
        synchronized (ledger) {
            return sent.containsKey(messageId);
        }
    }

    void acknowledge(String messageId) {
        synchronized (ledger) {
            about(messageId).forEach(each -> settle(each.id));
        }
    }

    void refuse(String messageId) {
        synchronized (ledger) {
            about(messageId).forEach(this::makeDue);
        }
    }

    /**
     * Makes due what was sent before a time. In {@link AckMode#CLIENT}, where an ACK is about all that was sent before,
     * everything is due with the oldest, so that the order stays.
     */
    void remind(long beforeNanos) {
        synchronized (ledger) {
            List<Sent> late = sent.values().stream()
                    .takeWhile(each -> each.due || each.sentAt - beforeNanos < 0)
                    .toList();
            boolean all = mode == AckMode.CLIENT && late.stream().anyMatch(each -> !each.due);
            (all ? List.copyOf(sent.values()) : late).forEach(this::makeDue);
        }
    }

    /** Calls who sends again, if there is something; outside of the monitor. */
    void tellIfDue() {
        if (nextDue().isPresent()) {
            whenDue.run();
        }
    }

    /** The messages that an ACK or NACK of one is about. */
    private List<Sent> about(String messageId) {
        Sent one = sent.get(messageId);
        if (one == null) {
            return List.of();
        }
        if (mode != AckMode.CLIENT) {
            return List.of(one);
        }
        Stream<Sent> before = sent.values().stream().takeWhile(each -> each != one);
        return Stream.concat(before, Stream.of(one)).toList();
    }

    private void makeDue(Sent one) {
        if (one.canBeSentAgain()) {
            one.due = true;
        } else {
            settle(one.id);
        }
    }

    private void settle(String messageId) {
        if (sent.remove(messageId) != null) {
            ledger.settle(subscription, messageId);
        }
    }

    private void settleAll() {
        List.copyOf(sent.keySet()).forEach(this::settle);
    }
}
