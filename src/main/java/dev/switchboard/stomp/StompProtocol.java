package dev.switchboard.stomp;

import dev.switchboard.Limits;
import dev.switchboard.RefusedException;
import dev.switchboard.connection.CloseReason;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.messaging.SubProtocolHandler;

/**
 * Reads what clients say, frame by frame, and sends it down Spring's inbound channel in the thread that read it: so one frame
 * of a connection has been taken before the next is looked at. Nothing is read past the end of the talk.
 */
@Component
final class StompProtocol implements SubProtocolHandler {

    private static final List<String> VERSIONS = List.of("v12.stomp", "v11.stomp", "v10.stomp");
    private static final String READER = Reader.class.getName();

    private final StompSessions sessions;
    private final Refusals refusals;
    private final long largestBody;

    StompProtocol(StompSessions sessions, Refusals refusals, Limits limits) {
        this.sessions = sessions;
        this.refusals = refusals;
        DataSize limit = limits.messageSize();
        this.largestBody = limit.toBytes() == 0 ? Integer.MAX_VALUE : limit.toBytes();
    }

    @Override
    public List<String> getSupportedProtocols() {
        return VERSIONS;
    }

    @Override
    public void afterSessionStarted(WebSocketSession webSocket, MessageChannel inbound) {
        StompSession session = sessions.open(webSocket, inbound);
        webSocket.getAttributes().put(READER, new Reader(session));
    }

    @Override
    public void handleMessageFromClient(
            WebSocketSession webSocket, WebSocketMessage<?> message, MessageChannel inbound) {
        if (webSocket.getAttributes().get(READER) instanceof Reader reader) {
            reader.read(message);
        }
    }

    @Override
    public void handleMessageToClient(WebSocketSession webSocket, Message<?> message) {
        throw new IllegalStateException("What is said to clients goes through the broker");
    }

    @Override
    public @Nullable String resolveSessionId(Message<?> message) {
        return null;
    }

    @Override
    public void afterSessionEnded(WebSocketSession webSocket, CloseStatus status, MessageChannel inbound) {
        StompSession.of(webSocket).ifPresent(sessions::closed);
    }

    /** One connection's decoder; one thread at a time, though SockJS may bring several. */
    private final class Reader {

        private final StompSession session;
        private final StompDecoder decoder = new StompDecoder(largestBody);
        private final ReentrantLock reading = new ReentrantLock(true);

        Reader(StompSession session) {
            this.session = session;
        }

        void read(WebSocketMessage<?> message) {
            session.connection().heard();
            reading.lock();
            try {
                switch (message) {
                    case TextMessage text -> decoder.decode(text.asBytes(), this::onFrame);
                    case BinaryMessage binary -> decoder.decode(bytes(binary), this::onFrame);
                    default -> {
                        // A pong, which was a sign of life.
                    }
                }
            } catch (RefusedException broken) {
                refusals.breach(session, broken, StompHeaders.NONE);
            } finally {
                reading.unlock();
            }
        }

        private void onFrame(StompFrame frame) {
            if (session.phase() == StompSession.Phase.CLOSED) {
                decoder.stop();
                return;
            }
            try {
                FrameRules.require(frame, session);
            } catch (RefusedException broken) {
                refusals.breach(session, broken, Refusals.about(frame));
                decoder.stop();
                return;
            }
            Exchange exchange = new Exchange(session, frame, refusals);
            try {
                if (!TransactionFrames.hold(exchange)) {
                    session.pass(exchange);
                }
            } catch (RefusedException tooLarge) {
                exchange.fail(tooLarge);
            }
            switch (session.phase()) {
                case CLOSED -> decoder.stop();
                case CONNECTED -> decoder.version(session.encoder().version());
                case OPENED -> session.close(CloseReason.OUR_FAULT);
            }
        }

        private static byte[] bytes(BinaryMessage message) {
            byte[] bytes = new byte[message.getPayload().remaining()];
            message.getPayload().get(bytes);
            return bytes;
        }
    }
}
