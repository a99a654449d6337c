package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Destination;
import dev.switchboard.identity.Scope;
import dev.switchboard.identity.Speaker;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * Decides after CONNECT which frames may pass: SEND to {@code /app/**}, SUBSCRIBE to exact destinations, whose owners decide
 * further, and what ends, acknowledges or bundles either. Nothing else passes.
 */
final class FrameInterceptor implements ChannelInterceptor {

    private static final String APPLICATION = "/app/";
    private static final String PUBLISH = "/app/publish/";

    @Override
    public Message<?> preSend(Message<?> message, MessageChannel channel) {
        StompHeaderAccessor accessor = MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
        SimpMessageType type = accessor == null ? null : accessor.getMessageType();
        if (accessor == null || type == null || !(accessor.getUser() instanceof Speaker speaker)) {
            throw new RefusedException(Refusal.UNAUTHENTICATED, "CONNECT comes first");
        }
        switch (type) {
            case MESSAGE -> requireSend(accessor, speaker);
            case SUBSCRIBE -> requireSubscribe(accessor, speaker);
            case CONNECT, UNSUBSCRIBE, DISCONNECT, OTHER -> {
                // Anybody who is recognised may.
            }
            default -> throw new RefusedException(Refusal.FORBIDDEN, "Not from clients");
        }
        return message;
    }

    private static void requireSend(StompHeaderAccessor accessor, Speaker speaker) {
        Destination destination = destination(accessor, speaker);
        requireScope(speaker, destination.value().startsWith(PUBLISH) ? Scope.PUBLISH : Scope.WRITE);
        if (!destination.value().startsWith(APPLICATION)) {
            throw new RefusedException(Refusal.FORBIDDEN, "Clients send to /app/ only");
        }
    }

    private static void requireSubscribe(StompHeaderAccessor accessor, Speaker speaker) {
        requireScope(speaker, Scope.READ);
        destination(accessor, speaker);
        if (accessor.containsNativeHeader("selector")) {
            throw new RefusedException(Refusal.INVALID, "There are no selectors");
        }
    }

    private static void requireScope(Speaker speaker, Scope scope) {
        if (speaker.isGuest() && scope != Scope.READ) {
            throw new RefusedException(Refusal.UNAUTHENTICATED, "Sign in to say something");
        }
        if (!speaker.may(scope)) {
            throw new RefusedException(Refusal.FORBIDDEN, "This token has not the scope '" + scope.word() + "'");
        }
    }

    private static Destination destination(StompHeaderAccessor accessor, Speaker speaker) {
        String destination = accessor.getDestination();
        return Destination.parse(destination == null ? "" : destination, speaker.user());
    }
}
