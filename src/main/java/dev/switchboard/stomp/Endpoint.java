package dev.switchboard.stomp;

import dev.switchboard.Limits;
import dev.switchboard.ProblemWriter;
import dev.switchboard.connection.SockJsHandlers;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.api.Configurable;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.SubscribableChannel;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.TransportHandlingSockJsService;

/**
 * {@code /ws}: raw WebSockets, and below it SockJS with those transports that send {@code Origin}: WebSocket, XHR streaming and
 * XHR polling.
 */
@Component
final class Endpoint {

    private static final int ROOM_FOR_HEADERS = 16 * 1024;

    /** Frames that Jetty may hold for one connection: one write of ours, a ping, a close, and pongs to a peer that pings. */
    private static final int MOST_OUTGOING_FRAMES = 64;

    private final StompProtocol protocol;
    private final HandshakeNotes notes;
    private final StompProperties properties;
    private final ProblemWriter problems;
    private final long largestMessage;

    /** What only configures it. */
    @Component
    record Settings(StompProperties properties, Limits limits) {}

    Endpoint(StompProtocol protocol, HandshakeNotes notes, ProblemWriter problems, Settings settings) {
        this.protocol = protocol;
        this.notes = notes;
        this.problems = problems;
        this.properties = settings.properties();
        long body = settings.limits().messageSize().toBytes();
        this.largestMessage = body == 0 ? 0 : 2 * body + ROOM_FOR_HEADERS;
    }

    /** Spring's handler of sessions, with our protocol; sessions write for themselves. */
    SubProtocolWebSocketHandler handler(MessageChannel inbound, SubscribableChannel outbound) {
        SubProtocolWebSocketHandler handler = new SubProtocolWebSocketHandler(inbound, outbound) {
            @Override
            protected WebSocketSession decorateSession(WebSocketSession session) {
                return new ClosingSession(session);
            }
        };
        handler.addProtocolHandler(protocol);
        return handler;
    }

    /** The paths of the endpoint, behind their gate. */
    HandlerMapping mapping(WebSocketHandler handler, TaskScheduler scheduler, ServletContext servletContext) {
        JettyRequestUpgradeStrategy jetty = new JettyRequestUpgradeStrategy();
        jetty.addWebSocketConfigurer(this::configure);
        DefaultHandshakeHandler handshake = new DefaultHandshakeHandler(jetty);
        handshake.setServletContext(servletContext);
        refuseCompression(servletContext);

        WebSocketHttpRequestHandler raw = new WebSocketHttpRequestHandler(handler, handshake);
        raw.setHandshakeInterceptors(List.of(notes));
        SockJsHttpRequestHandler sockJs = new SockJsHttpRequestHandler(sockJs(handshake, scheduler), handler);
        HandshakeGate gate =
                new HandshakeGate(properties, new HandshakeGate.Behind(raw, sockJs), problems, largestMessage);

        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setUrlMap(Map.of(HandshakeGate.PATH, gate, HandshakeGate.PATH + "/**", gate));
        mapping.setCorsProcessor(gate);
        mapping.setOrder(1);
        return mapping;
    }

    private TransportHandlingSockJsService sockJs(DefaultHandshakeHandler handshake, TaskScheduler scheduler) {
        TransportHandlingSockJsService service =
                new TransportHandlingSockJsService(scheduler, SockJsHandlers.all(handshake));
        service.setHandshakeInterceptors(List.of(notes));
        service.setAllowedOrigins(properties.allowedOrigins());
        service.setSessionCookieNeeded(false);
        return service;
    }

    /** Compressing costs each connection its buffers, and lets a small message be a large one. */
    private static void refuseCompression(ServletContext servletContext) {
        ServletContextHandler context = ServletContextHandler.getServletContextHandler(servletContext);
        WebSocketServerComponents.getWebSocketComponents(context)
                .getExtensionRegistry()
                .unregister("permessage-deflate");
    }

    private void configure(Configurable webSockets) {
        webSockets.setIdleTimeout(Duration.ZERO);
        webSockets.setMaxTextMessageSize(largestMessage);
        webSockets.setMaxBinaryMessageSize(largestMessage);
        webSockets.setMaxOutgoingFrames(MOST_OUTGOING_FRAMES);
    }
}
