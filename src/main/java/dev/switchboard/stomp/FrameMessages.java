package dev.switchboard.stomp;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Makes Spring's messages of frames: the client's headers apart from ours, and the speaker from the session only. */
final class FrameMessages {

    private FrameMessages() {}

    /**
     * A message for {@code clientInboundChannel}, whose headers interceptors may still change.
     *
     * @throws RefusedException INVALID if the content type is none
     */
    static Message<byte[]> of(Exchange exchange) {
        StompFrame frame = exchange.frame();
        StompSession session = exchange.session();
        StompHeaderAccessor accessor = accessor(frame);
        accessor.setSessionId(session.connection().id());
        Map<String, Object> attributes = session.webSocket().getAttributes();
        accessor.setSessionAttributes(attributes);
        session.speaker().ifPresent(accessor::setUser);
        accessor.setHeader(Exchange.HEADER, exchange);
        accessor.setLeaveMutable(true);
        return MessageBuilder.createMessage(frame.body(), accessor.getMessageHeaders());
    }

    private static StompHeaderAccessor accessor(StompFrame frame) {
        MultiValueMap<String, String> headers = new LinkedMultiValueMap<>();
        for (StompHeaders.Header header : frame.headers().all()) {
            headers.putIfAbsent(header.name(), new ArrayList<>(List.of(header.value())));
        }
        try {
            return StompHeaderAccessor.create(StompCommand.valueOf(frame.command()), headers);
        } catch (InvalidMimeTypeException notAType) {
            throw new RefusedException(Refusal.INVALID, "content-type is a media type such as application/json");
        }
    }
}
