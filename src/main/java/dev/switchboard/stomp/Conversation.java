package dev.switchboard.stomp;

import dev.switchboard.Limits;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Listening;
import dev.switchboard.connection.CloseReason;
import dev.switchboard.identity.Speaker;
import java.util.OptionalLong;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.stereotype.Component;

/** What every frame does but SEND, which goes to controllers. Thread-safe. */
@Component
final class Conversation {

    private final Broker broker;
    private final Greeting greeting;
    private final Redeliveries redeliveries;
    private final TransactionFrames transactions;
    private final int mostSubscriptions;

    Conversation(
            Broker broker,
            Greeting greeting,
            Redeliveries redeliveries,
            TransactionFrames transactions,
            Limits limits) {
        this.broker = broker;
        this.greeting = greeting;
        this.redeliveries = redeliveries;
        this.transactions = transactions;
        this.mostSubscriptions = limits.subscriptionsPerConnection();
    }

    /** Takes a message that has passed the interceptors; what it throws is the frame's refusal. */
    void onMessage(Message<?> message) {
        SimpMessageType type = SimpMessageHeaderAccessor.getMessageType(message.getHeaders());
        if (type == null || type == SimpMessageType.MESSAGE) {
            return;
        }
        Exchange exchange = Exchange.of(message);
        switch (type) {
            case CONNECT -> greeting.greet(exchange, speaker(message));
            case SUBSCRIBE -> subscribe(exchange, speaker(message));
            case UNSUBSCRIBE -> unsubscribe(exchange);
            case DISCONNECT -> {
                exchange.confirm(StompHeaders.NONE);
                exchange.session().close(CloseReason.BYE);
            }
            case OTHER -> onFrame(exchange);
            default -> throw new IllegalStateException("No " + type + " comes from clients");
        }
    }

    /** What has no type of its own in Spring's model. */
    private void onFrame(Exchange exchange) {
        switch (exchange.frame().command()) {
            case "ACK", "NACK" -> Redeliveries.settle(exchange);
            case "BEGIN" -> transactions.begin(exchange);
            case "COMMIT" -> transactions.commit(exchange);
            case "ABORT" -> transactions.abort(exchange);
            default -> throw new IllegalStateException("No " + exchange + " comes from clients");
        }
    }

    private void subscribe(Exchange exchange, Speaker speaker) {
        StompSession session = exchange.session();
        Destination destination =
                Destination.parse(exchange.header("destination").orElse(""), speaker.user());
        if (speaker.isGuest() && !broker.welcomesGuests(destination)) {
            throw new RefusedException(Refusal.UNAUTHENTICATED, "Sign in to listen to " + destination.value());
        }
        OptionalLong since = since(exchange);
        ListeningClient client =
                new ListeningClient(FrameRules.subscription(exchange.frame()), destination, exchange, redeliveries);
        if (!session.add(client, mostSubscriptions)) {
            throw new RefusedException(Refusal.CONFLICT, "A subscription with this id is open already");
        }
        boolean mustRecover = exchange.header("receipt").isEmpty();
        try {
            client.hold(broker.subscribe(new Listening(destination, speaker.user(), since, mustRecover), client));
        } catch (RuntimeException refused) {
            session.remove(client);
            client.close();
            throw refused;
        }
        if (ErrorsOwner.isErrors(destination)) {
            session.tellErrorsTo(client);
        }
        if (session.phase() == StompSession.Phase.CLOSED) {
            session.remove(client);
            client.close();
        }
    }

    private static void unsubscribe(Exchange exchange) {
        StompSession session = exchange.session();
        session.find(FrameRules.subscription(exchange.frame())).ifPresent(client -> {
            session.remove(client);
            client.close();
        });
        exchange.confirm(StompHeaders.NONE);
    }

    private static OptionalLong since(Exchange exchange) {
        String header = exchange.header("since").orElse("");
        if (header.isEmpty() && exchange.header("since").isEmpty()) {
            return OptionalLong.empty();
        }
        if (header.isEmpty() || header.length() > 18 || !header.chars().allMatch(each -> each >= '0' && each <= '9')) {
            throw new RefusedException(Refusal.INVALID, "since is a sequence number, from 0");
        }
        return OptionalLong.of(Long.parseLong(header));
    }

    private static Speaker speaker(Message<?> message) {
        if (SimpMessageHeaderAccessor.getUser(message.getHeaders()) instanceof Speaker speaker) {
            return speaker;
        }
        throw new RefusedException(Refusal.UNAUTHENTICATED, "CONNECT comes first");
    }
}
