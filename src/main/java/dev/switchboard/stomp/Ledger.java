package dev.switchboard.stomp;

import dev.switchboard.RefusedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What one connection was sent and has not acknowledged, over all of its subscriptions. Bounded: when it is full, logs wait
 * until something is settled, and hints are dropped. Also remembers as many messages that were settled lately, since a
 * message that was sent twice may be acknowledged twice.
 *
 * <p>Thread-safe: its monitor guards all of its subscriptions too, and nothing else is called in it.
 */
final class Ledger {

    /** How many settled messages are remembered where there is no limit. */
    private static final int REMEMBERED = 1000;

    private final int limit;
    private final Executor callbacks;
    private final Map<String, Unacknowledged> subscriptions = new HashMap<>(4);
    private final List<Runnable> forRoom = new ArrayList<>(0);
    private int size;

    private final Map<Delivered, Boolean> settled = new LinkedHashMap<>() {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Delivered, Boolean> eldest) {
            return size() > (limit == 0 ? REMEMBERED : limit);
        }
    };

    /**
     * @param limit how many messages may be unacknowledged; 0 for any number
     * @param callbacks where {@code whenRoom} runs
     */
    Ledger(int limit, Executor callbacks) {
        this.limit = limit;
        this.callbacks = callbacks;
    }

    /** Begins to note what a subscription is sent. */
    synchronized Unacknowledged open(String subscription, AckMode mode, Runnable whenDue) {
        Unacknowledged opened = new Unacknowledged(this, subscription, mode, whenDue);
        subscriptions.put(subscription, opened);
        return opened;
    }

    synchronized void close(Unacknowledged ended) {
        subscriptions.remove(ended.subscription(), ended);
    }

    synchronized boolean isFull() {
        return limit > 0 && size >= limit;
    }

    /** Whether there is room for one more. If not, {@code whenRoom} is called once there is. */
    synchronized boolean hasRoom(Runnable whenRoom) {
        if (!isFull()) {
            return true;
        }
        forRoom.add(whenRoom);
        return false;
    }

    /** How many messages are unacknowledged. */
    synchronized int size() {
        return size;
    }

    /**
     * Refuses what this connection was not sent.
     *
     * @throws RefusedException INVALID if the message neither waits nor was settled lately
     */
    synchronized void require(Delivered message) {
        if (find(message).isEmpty() && !isSettled(message)) {
            throw Delivered.unknown();
        }
    }

    /** Takes an ACK. Nothing happens if the message was settled before. */
    void acknowledge(Delivered message) {
        synchronized (this) {
            find(message).ifPresent(subscription -> subscription.acknowledge(message.messageId()));
        }
        tellOfRoom();
    }

    /** Takes a NACK. Nothing happens if the message was settled before. */
    void refuse(Delivered message) {
        Optional<Unacknowledged> found;
        synchronized (this) {
            found = find(message);
            found.ifPresent(subscription -> subscription.refuse(message.messageId()));
        }
        tellOfRoom();
        found.ifPresent(Unacknowledged::tellIfDue);
    }

    /** What was sent before a time and is not acknowledged is due once more. */
    void remind(long beforeNanos) {
        List<Unacknowledged> reminded;
        synchronized (this) {
            reminded = List.copyOf(subscriptions.values());
            reminded.forEach(subscription -> subscription.remind(beforeNanos));
        }
        tellOfRoom();
        reminded.forEach(Unacknowledged::tellIfDue);
    }

    /** Calls those who wait for room, if there is some; outside of the monitor. */
    void tellOfRoom() {
        List<Runnable> told;
        synchronized (this) {
            if (forRoom.isEmpty() || isFull()) {
                return;
            }
            told = List.copyOf(forRoom);
            forRoom.clear();
        }
        told.forEach(callbacks::execute);
    }

    /** One more is unacknowledged; in the monitor. */
    void add() {
        size++;
    }

    /** One less is unacknowledged; in the monitor. */
    void settle(String subscription, String messageId) {
        size--;
        settled.put(new Delivered(Optional.of(subscription), messageId), true);
    }

    private Optional<Unacknowledged> find(Delivered message) {
        if (message.subscription().isPresent()) {
            return Optional.ofNullable(subscriptions.get(message.subscription().get()))
                    .filter(subscription -> subscription.has(message.messageId()));
        }
        return subscriptions.values().stream()
                .filter(subscription -> subscription.has(message.messageId()))
                .findFirst();
    }

    private boolean isSettled(Delivered message) {
        if (message.subscription().isPresent()) {
            return settled.containsKey(message);
        }
        return settled.keySet().stream().anyMatch(each -> each.messageId().equals(message.messageId()));
    }
}
