package dev.switchboard.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.sockjs.transport.SockJsServiceConfig;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.TransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.WebSocketTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.XhrPollingTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.XhrReceivingTransportHandler;
import org.springframework.web.socket.sockjs.transport.handler.XhrStreamingTransportHandler;
import org.springframework.web.socket.sockjs.transport.session.PollingSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.StreamingSockJsSession;
import tools.jackson.core.JacksonException;

/** Spring's handlers of those SockJS transports that send {@code Origin}, with sessions that {@link SockJsTransport} can watch. */
public final class SockJsHandlers {

    private SockJsHandlers() {}

    /** WebSocket, XHR streaming, XHR polling, and what both send by. */
    public static List<TransportHandler> all(HandshakeHandler handshake) {
        return List.of(webSocket(handshake), new StreamingHandler(), new PollingHandler(), new ReceivingHandler());
    }

    /** Pongs are for nobody in Spring's SockJS; here they are signs of life. */
    private static TransportHandler webSocket(HandshakeHandler handshake) {
        return new WebSocketTransportHandler((request, response, handler, attributes) ->
                handshake.doHandshake(request, response, new Pongs(handler, SockJsSigns.of(attributes)), attributes));
    }

    private static final class Pongs extends WebSocketHandlerDecorator {

        private final SockJsSigns signs;

        Pongs(WebSocketHandler handler, SockJsSigns signs) {
            super(handler);
            this.signs = signs;
        }

        @Override
        public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
            if (message instanceof PongMessage) {
                signs.onSign();
            }
            super.handleMessage(session, message);
        }
    }

    /** What is no array of strings is answered by 500, as SockJS has it, and is no error of ours to log. */
    private static final class ReceivingHandler extends XhrReceivingTransportHandler {

        @Override
        protected String @Nullable [] readMessages(ServerHttpRequest request) throws IOException {
            try {
                return super.readMessages(request);
            } catch (JacksonException broken) {
                return null;
            }
        }
    }

    private static final class StreamingHandler extends XhrStreamingTransportHandler {

        @Override
        public boolean checkSessionType(SockJsSession session) {
            return session instanceof Streaming;
        }

        @Override
        public StreamingSockJsSession createSession(
                String id, WebSocketHandler handler, Map<String, Object> attributes) {
            return new Streaming(id, getServiceConfig(), handler, attributes);
        }
    }

    private static final class Streaming extends StreamingSockJsSession implements SockJsOverHttp {

        /** What browsers want to see before they tell the page of anything. */
        private static final String PRELUDE = "h".repeat(2048) + '\n';

        private final SockJsRequests requests = new SockJsRequests();

        Streaming(String id, SockJsServiceConfig config, WebSocketHandler handler, Map<String, Object> attributes) {
            super(id, config, handler, attributes);
        }

        @Override
        protected byte[] getPrelude(ServerHttpRequest request) {
            return PRELUDE.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        protected void handleRequestInternal(ServerHttpRequest request, ServerHttpResponse response, boolean initial)
                throws IOException {
            requests.onRequest(request);
            super.handleRequestInternal(request, response, initial);
        }

        @Override
        public SockJsRequests requests() {
            return requests;
        }

        @Override
        public boolean hasRequest() {
            return isActive();
        }

        @Override
        public boolean holdsNothing() {
            return getMessageCache().isEmpty();
        }

        @Override
        public void endRequest() {
            resetRequest();
        }
    }

    private static final class PollingHandler extends XhrPollingTransportHandler {

        @Override
        public boolean checkSessionType(SockJsSession session) {
            return session instanceof Polling;
        }

        @Override
        public PollingSockJsSession createSession(String id, WebSocketHandler handler, Map<String, Object> attributes) {
            return new Polling(id, getServiceConfig(), handler, attributes);
        }
    }

    private static final class Polling extends PollingSockJsSession implements SockJsOverHttp {

        private final SockJsRequests requests = new SockJsRequests();

        Polling(String id, SockJsServiceConfig config, WebSocketHandler handler, Map<String, Object> attributes) {
            super(id, config, handler, attributes);
        }

        @Override
        protected void handleRequestInternal(ServerHttpRequest request, ServerHttpResponse response, boolean initial)
                throws IOException {
            requests.onRequest(request);
            super.handleRequestInternal(request, response, initial);
        }

        @Override
        public SockJsRequests requests() {
            return requests;
        }

        @Override
        public boolean hasRequest() {
            return isActive();
        }

        @Override
        public boolean holdsNothing() {
            return getMessageCache().isEmpty();
        }

        /** By SockJS's own heart-beat, which is an answer like any other. */
        @Override
        public void endRequest() {
            sendHeartbeat();
        }
    }
}
