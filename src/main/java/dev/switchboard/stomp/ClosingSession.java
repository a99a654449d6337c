package dev.switchboard.stomp;

import dev.switchboard.connection.CloseReason;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/** A session as Spring's handler sees it: what Spring closes, when the server stops, is told first what the outbox holds. */
final class ClosingSession extends WebSocketSessionDecorator {

    ClosingSession(WebSocketSession session) {
        super(session);
    }

    @Override
    public void sendMessage(WebSocketMessage<?> message) {
        throw new IllegalStateException("What is said to clients goes through their outbox");
    }

    @Override
    public void close() {
        close(CloseStatus.GOING_AWAY);
    }

    @Override
    public void close(CloseStatus status) {
        StompSession.of(getDelegate()).ifPresent(session -> session.close(CloseReason.SERVICE_RESTART));
    }
}
