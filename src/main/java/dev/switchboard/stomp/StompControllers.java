package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Accepted;
import java.util.Set;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageMappingInfo;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.web.socket.messaging.WebSocketAnnotationMethodMessageHandler;

/**
 * Spring's way from a SEND to the {@code @MessageMapping} method that answers for it; what it throws, and that there is none,
 * becomes a refusal. A method without a result has had its effect when it returns.
 */
final class StompControllers extends WebSocketAnnotationMethodMessageHandler {

    StompControllers(SubscribableChannel inbound, MessageChannel outbound, SimpMessageSendingOperations template) {
        super(inbound, outbound, template);
    }

    @Override
    protected void handleMatch(
            SimpMessageMappingInfo mapping, HandlerMethod method, String destination, Message<?> message) {
        super.handleMatch(mapping, method, destination, message);
        if (method.isVoid()) {
            Exchange.of(message).accept(Accepted.WITHOUT_EVENT);
        }
    }

    @Override
    protected void handleNoMatch(Set<SimpMessageMappingInfo> mappings, String destination, Message<?> message) {
        if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders()) == SimpMessageType.MESSAGE) {
            Exchange.of(message).fail(new RefusedException(Refusal.NOT_FOUND, "Nobody answers for this destination"));
        }
    }

    @Override
    protected void processHandlerMethodException(HandlerMethod method, Exception thrown, Message<?> message) {
        Exchange.of(message).fail(thrown);
    }
}
