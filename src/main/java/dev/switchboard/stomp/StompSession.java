package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.connection.CloseReason;
import dev.switchboard.connection.Connection;
import dev.switchboard.connection.Frame;
import dev.switchboard.connection.Outbox;
import dev.switchboard.identity.Speaker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageChannel;
import org.springframework.web.socket.WebSocketSession;

/** STOMP's talk over one connection: how far it has come, who speaks, and to what they listen. Thread-safe. */
final class StompSession {

    /** How far the talk has come; it never goes back. */
    enum Phase {
        /** Only CONNECT may come. */
        OPENED,
        CONNECTED,
        /** Nothing is taken any more, and nothing but what waits is written. */
        CLOSED
    }

    private static final String ATTRIBUTE = StompSession.class.getName();

    /** When a subscription may have ended and so made room for another. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Connection connection;
    private final WebSocketSession webSocket;
    private final MessageChannel inbound;
    private final Map<String, ListeningClient> listening = new ConcurrentHashMap<>(4);
    private final Set<String> toldOfErrors = ConcurrentHashMap.newKeySet(1);
    private final StompLimits limits;
    private final Transactions transactions;
    private volatile @Nullable Ledger ledger;
    private volatile Phase phase = Phase.OPENED;
    private volatile @Nullable Speaker speaker;
    private volatile StompEncoder encoder = new StompEncoder(StompVersion.V1_2);

    StompSession(Connection connection, WebSocketSession webSocket, MessageChannel inbound, StompLimits limits) {
        this.connection = connection;
        this.webSocket = webSocket;
        this.inbound = inbound;
        this.limits = limits;
        this.transactions = new Transactions(limits);
        webSocket.getAttributes().put(ATTRIBUTE, this);
    }

    /** The talk over a WebSocket, or over what SockJS has in its place. */
    static Optional<StompSession> of(WebSocketSession webSocket) {
        return Optional.ofNullable((StompSession) webSocket.getAttributes().get(ATTRIBUTE));
    }

    Connection connection() {
        return connection;
    }

    WebSocketSession webSocket() {
        return webSocket;
    }

    Phase phase() {
        return phase;
    }

    /** How our frames are written: in 1.2 until CONNECT has agreed on something else. */
    StompEncoder encoder() {
        return encoder;
    }

    /** Who speaks; empty before CONNECT is granted. */
    Optional<Speaker> speaker() {
        return Optional.ofNullable(speaker);
    }

    /** Notes who speaks. From now on a right that ends ends the talk. */
    void identify(Speaker who) {
        speaker = who;
    }

    /** The talk begins, unless it has ended meanwhile. */
    void begin(StompVersion version, StompHeaders connected) {
        encoder = new StompEncoder(version);
        if (advance(Phase.CONNECTED)) {
            send(encoder.connected(connected));
        }
    }

    /** Sends a frame down Spring's inbound channel, in this thread. */
    void pass(Exchange exchange) {
        try {
            inbound.send(FrameMessages.of(exchange));
        } catch (RuntimeException refused) {
            exchange.fail(refused);
        }
    }

    /** The transactions that it has begun. */
    Transactions transactions() {
        return transactions;
    }

    /**
     * What it was sent and has not acknowledged; made when it is first needed.
     *
     * @param callbacks where those who wait for room in it are called
     */
    synchronized Ledger ledger(Executor callbacks) {
        Ledger present = ledger;
        if (present == null) {
            present = new Ledger(limits.unacknowledged(), callbacks);
            ledger = present;
        }
        return present;
    }

    /** The same, if it was ever needed. */
    Optional<Ledger> openLedger() {
        return Optional.ofNullable(ledger);
    }

    /** Writes a frame that belongs to no subscription. Never blocks. */
    void send(Frame frame) {
        connection.outbox().offer(frame, Outbox.PROTOCOL);
    }

    /**
     * Registers a subscription under its client's id.
     *
     * @param limit how many there may be; 0 for any number
     * @return false if the id is taken
     * @throws RefusedException TOO_MANY beyond the limit
     */
    boolean add(ListeningClient client, int limit) {
        if (limit > 0 && listening.size() >= limit) {
            throw new RefusedException(
                    Refusal.TOO_MANY, "At most " + limit + " subscriptions of one connection", TRY_AGAIN);
        }
        return listening.putIfAbsent(client.id(), client) == null;
    }

    Optional<ListeningClient> find(String subscription) {
        return Optional.ofNullable(listening.get(subscription));
    }

    void remove(ListeningClient client) {
        listening.remove(client.id(), client);
        toldOfErrors.remove(client.id());
    }

    /** From now on a subscription hears of refusals. */
    void tellErrorsTo(ListeningClient client) {
        toldOfErrors.add(client.id());
    }

    /** The subscriptions that hear of refusals. */
    List<String> toldOfErrors() {
        return List.copyOf(toldOfErrors);
    }

    /** Says ERROR, after everything that waits, and ends the talk and the connection. */
    void fail(Frame error, CloseReason reason) {
        if (ended()) {
            send(error);
            connection.close(reason);
        }
    }

    /** Ends the talk and the connection, after everything that waits. */
    void close(CloseReason reason) {
        if (ended()) {
            connection.close(reason);
        }
    }

    /** Ends the talk and the connection, and forgets what waits. */
    void hangUp(CloseReason reason) {
        ended();
        connection.outbox().hangUp(reason);
    }

    /** The connection is gone. */
    void onGone() {
        ended();
    }

    private synchronized boolean advance(Phase next) {
        if (phase.compareTo(next) >= 0) {
            return false;
        }
        phase = next;
        return true;
    }

    private boolean ended() {
        if (!advance(Phase.CLOSED)) {
            return false;
        }
        listening.values().forEach(ListeningClient::close);
        listening.clear();
        toldOfErrors.clear();
        transactions.clear();
        return true;
    }
}
