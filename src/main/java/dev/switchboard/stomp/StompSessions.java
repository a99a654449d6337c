package dev.switchboard.stomp;

import dev.switchboard.connection.Connection;
import dev.switchboard.connection.ConnectionObserver;
import dev.switchboard.connection.Connections;
import dev.switchboard.connection.JettyTransport;
import dev.switchboard.connection.SockJsTransport;
import dev.switchboard.connection.Transport;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.messaging.MessageChannel;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/** All talks that have not ended. Thread-safe. */
@Component
final class StompSessions implements ConnectionObserver {

    private final Connections connections;
    private final StompLimits limits;
    private final ConcurrentMap<String, StompSession> byConnection = new ConcurrentHashMap<>();

    StompSessions(Connections connections, StompLimits limits) {
        this.connections = connections;
        this.limits = limits;
        connections.observe(this);
    }

    /** Begins to talk over what Spring has opened. */
    StompSession open(WebSocketSession decorated, MessageChannel inbound) {
        WebSocketSession webSocket = WebSocketSessionDecorator.unwrap(decorated);
        Connection connection = connections.open(transport(webSocket), HandshakeNotes.address(webSocket));
        StompSession session = new StompSession(connection, webSocket, inbound, limits);
        byConnection.put(connection.id(), session);
        if (connections.find(connection.id()).isEmpty()) {
            onClosed(connection);
        }
        return session;
    }

    /** The peer, or Spring, has closed it. */
    void closed(StompSession session) {
        connections.closed(session.connection());
        onClosed(session.connection());
    }

    Collection<StompSession> all() {
        return List.copyOf(byConnection.values());
    }

    @Override
    public void onClosed(Connection connection) {
        StompSession session = byConnection.remove(connection.id());
        if (session != null) {
            session.onGone();
        }
    }

    private static Transport transport(WebSocketSession webSocket) {
        if (webSocket instanceof JettyWebSocketSession jetty) {
            return new JettyTransport(jetty.getNativeSession());
        }
        return new SockJsTransport(webSocket);
    }
}
