package dev.switchboard.stomp;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.simp.broker.AbstractBrokerMessageHandler;

/** Where Spring's inbound channel meets our broker, in place of Spring's simple one. */
final class BrokerDoor extends AbstractBrokerMessageHandler {

    private final Conversation conversation;

    /** Spring's three channels, of which only the first is used. */
    record Channels(SubscribableChannel inbound, MessageChannel outbound, SubscribableChannel broker) {}

    BrokerDoor(Channels channels, Conversation conversation) {
        super(channels.inbound(), channels.outbound(), channels.broker());
        this.conversation = conversation;
    }

    @Override
    protected void handleMessageInternal(Message<?> message) {
        conversation.onMessage(message);
    }
}
