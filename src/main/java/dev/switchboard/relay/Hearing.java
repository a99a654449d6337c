package dev.switchboard.relay;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Relay.Receiver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * What this server hears of the other broker, over one connection for all of its clients: each destination once, while anybody
 * listens to it. For Spring's relay the connection is a client's. It is opened anew after every loss. Thread-safe: nobody is
 * called under its lock but the relay, which only queues.
 */
final class Hearing {

    private static final Logger log = LoggerFactory.getLogger(Hearing.class);

    static final Duration HEART_BEAT = Duration.ofSeconds(10);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MISSED_BEATS = 3;

    private final MessageHandler relay;
    private final Receiver receiver;
    private final Executor callbacks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Destination, Ear> byDestination = new HashMap<>();
    private final ConcurrentMap<String, Ear> byId = new ConcurrentHashMap<>();
    private volatile boolean open;
    private volatile @Nullable String session;
    private volatile long heardAt;
    private long beatAt;
    private long beatsWithin;
    private long count;

    /**
     * @param relay takes frames to the other broker, and never blocks
     * @param callbacks where the receiver is told of a loss
     */
    Hearing(MessageHandler relay, Receiver receiver, Executor callbacks) {
        this.relay = relay;
        this.receiver = receiver;
        this.callbacks = callbacks;
    }

    boolean isOpen() {
        return open;
    }

    /** Opens the connection, if there is none. */
    void open() {
        lock.lock();
        try {
            if (session == null) {
                String next = "hearing-" + ++count;
                session = next;
                heardAt = System.nanoTime();
                relay.handleMessage(RelayFrames.connect(next, HEART_BEAT.toMillis()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection, if there is one, and tells the receiver what that means. */
    void lose(String why) {
        lock.lock();
        try {
            String lost = session;
            if (lost == null) {
                return;
            }
            boolean wasOpen = open;
            open = false;
            session = null;
            byDestination.clear();
            byId.clear();
            relay.handleMessage(RelayFrames.disconnect(lost));
            if (wasOpen) {
                log.atWarn().addKeyValue("reason", why).log("The broker that we relay to is away");
                callbacks.execute(receiver::onLost);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection without a word to anybody: the server stops. */
    void close() {
        lock.lock();
        try {
            open = false;
            String closing = session;
            session = null;
            if (closing != null) {
                relay.handleMessage(RelayFrames.disconnect(closing));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Looks, once a second, whether the other side is alive and answers; and says that this one is. */
    void look() {
        long now = System.nanoTime();
        lock.lock();
        try {
            String current = session;
            if (current == null) {
                return;
            }
            boolean late = byId.values().stream().anyMatch(ear -> ear.isOverdue(now - PATIENCE.toNanos()));
            if (late || now - heardAt > (open ? beatsWithin : PATIENCE.toNanos())) {
                lose("It does not answer");
            } else if (open && now - beatAt > HEART_BEAT.toNanos() / 2) {
                beatAt = now;
                relay.handleMessage(RelayFrames.heartBeat(current));
            }
        } finally {
            lock.unlock();
        }
    }

    /** @throws RefusedException UNAVAILABLE while there is no connection */
    void requireOpen() {
        if (!open) {
            throw new RefusedException(Refusal.UNAVAILABLE, "The broker that carries what is said is away", TRY_AGAIN);
        }
    }

    /** As {@link dev.switchboard.broker.Relay#listen}. */
    Runnable listen(Destination destination, DeliveryClass deliveryClass, Runnable whenInForce) {
        Ear ear;
        boolean inForce;
        lock.lock();
        try {
            requireOpen();
            ear = byDestination.get(destination);
            if (ear == null) {
                ear = new Ear("e" + ++count, destination, deliveryClass, System.nanoTime());
                byDestination.put(destination, ear);
                byId.put(ear.id(), ear);
                relay.handleMessage(RelayFrames.subscribe(String.valueOf(session), ear.id(), destination));
            }
            inForce = ear.enter(whenInForce);
        } finally {
            lock.unlock();
        }
        if (inForce) {
            whenInForce.run();
        }
        Ear entered = ear;
        return () -> leave(entered);
    }

    private void leave(Ear ear) {
        lock.lock();
        try {
            if (ear.leave() && byId.remove(ear.id(), ear)) {
                byDestination.remove(ear.destination(), ear);
                relay.handleMessage(RelayFrames.unsubscribe(String.valueOf(session), ear.id()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a frame of the other broker, or Spring's word that the connection has failed. */
    void onFrame(Message<?> message) {
        StompHeaderAccessor frame = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        String current = session;
        if (frame == null
                || current == null
                || !current.equals(SimpMessageHeaderAccessor.getSessionId(message.getHeaders()))) {
            return;
        }
        heardAt = System.nanoTime();
        StompCommand command = frame.getCommand();
        if (command == null || frame.getMessageType() == SimpMessageType.HEARTBEAT) {
            return;
        }
        switch (command) {
            case CONNECTED -> onConnected(current, frame.getHeartbeat()[0]);
            case MESSAGE -> onMessage(frame, message.getPayload());
            case RECEIPT -> onReceipt(String.valueOf(frame.getReceiptId()));
            case ERROR -> lose(String.valueOf(frame.getMessage()));
            default -> log.atDebug().addKeyValue("command", command).log("Not for a client");
        }
    }

    private void onConnected(String which, long beatMs) {
        lock.lock();
        try {
            if (which.equals(session)) {
                beatsWithin = beatMs == 0
                        ? Long.MAX_VALUE
                        : MISSED_BEATS * 1_000_000 * Math.max(beatMs, HEART_BEAT.toMillis());
                open = true;
                log.atInfo().log("The broker that we relay to is there");
            }
        } finally {
            lock.unlock();
        }
    }

    private void onMessage(StompHeaderAccessor frame, Object payload) {
        Ear ear = byId.get(String.valueOf(frame.getSubscriptionId()));
        if (ear != null && payload instanceof byte[] body) {
            RelayFrames.publication(frame, body, ear.destination(), ear.deliveryClass())
                    .ifPresent(receiver::onPublication);
        }
    }

    private void onReceipt(String id) {
        List<Runnable> told;
        lock.lock();
        try {
            Ear ear = byId.get(id);
            told = ear == null ? List.of() : ear.confirm();
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
    }
}
