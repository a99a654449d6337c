package dev.switchboard.relay;

import dev.switchboard.RandomId;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.MessageBuilder;

/** Frames to and from the other broker, in Spring's form. */
final class RelayFrames {

    private static final byte[] EMPTY = {};
    private static final byte[] LINE_END = {'\n'};

    /** The publication's own, as {@code message-id} is the other broker's. */
    private static final String ID = "switchboard-id";

    private static final String SEQUENCE = "switchboard-seq";
    private static final String CONTENT_TYPE = "content-type";

    /** Foreign words go into our clients' headers only if they can do no harm there. */
    private static final Pattern ID_FORM = Pattern.compile("[!-~]{1,128}");

    private static final Pattern SEQUENCE_FORM = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern CONTENT_TYPE_FORM = Pattern.compile("[ -~]{1,255}");
    private static final String BYTES = "application/octet-stream";

    private RelayFrames() {}

    /** SEND, over the connection that Spring keeps for what the server says. */
    static Message<byte[]> send(Publication publication) {
        StompHeaderAccessor accessor = StompHeaderAccessor.create(StompCommand.SEND);
        accessor.setDestination(BrokerName.of(publication.destination()));
        accessor.setNativeHeader(CONTENT_TYPE, publication.contentType());
        accessor.setNativeHeader(ID, publication.id());
        if (publication.sequence().isPresent()) {
            accessor.setNativeHeader(
                    SEQUENCE, Long.toString(publication.sequence().getAsLong()));
        }
        // Spring still sets over which connection it goes.
        accessor.setLeaveMutable(true);
        return MessageBuilder.createMessage(publication.body(), accessor.getMessageHeaders());
    }

    static Message<byte[]> connect(String session, long heartBeatMs) {
        StompHeaderAccessor accessor = of(StompCommand.CONNECT, session);
        accessor.setAcceptVersion("1.1,1.2");
        accessor.setHeartbeat(heartBeatMs, heartBeatMs);
        return message(accessor);
    }

    static Message<byte[]> disconnect(String session) {
        return message(of(StompCommand.DISCONNECT, session));
    }

    static Message<byte[]> heartBeat(String session) {
        StompHeaderAccessor accessor = StompHeaderAccessor.createForHeartbeat();
        accessor.setSessionId(session);
        accessor.setLeaveMutable(true);
        return MessageBuilder.createMessage(LINE_END, accessor.getMessageHeaders());
    }

    /** SUBSCRIBE, whose receipt has its id. */
    static Message<byte[]> subscribe(String session, String id, Destination destination) {
        StompHeaderAccessor accessor = of(StompCommand.SUBSCRIBE, session);
        accessor.setSubscriptionId(id);
        accessor.setReceipt(id);
        accessor.setDestination(BrokerName.of(destination));
        return message(accessor);
    }

    static Message<byte[]> unsubscribe(String session, String id) {
        StompHeaderAccessor accessor = of(StompCommand.UNSUBSCRIBE, session);
        accessor.setSubscriptionId(id);
        return message(accessor);
    }

    /**
     * What a MESSAGE says.
     *
     * @return empty where it has no sequence on a log, being none of ours
     */
    static Optional<Publication> publication(
            StompHeaderAccessor message, byte[] body, Destination destination, DeliveryClass deliveryClass) {
        String sequence = message.getFirstNativeHeader(SEQUENCE);
        boolean numbered = sequence != null && SEQUENCE_FORM.matcher(sequence).matches();
        if (deliveryClass == DeliveryClass.LOG && !numbered) {
            return Optional.empty();
        }
        return Optional.of(new Publication(
                destination,
                deliveryClass,
                orElse(message.getFirstNativeHeader(ID), ID_FORM, RandomId.next()),
                deliveryClass == DeliveryClass.LOG && sequence != null
                        ? OptionalLong.of(Long.parseLong(sequence))
                        : OptionalLong.empty(),
                orElse(message.getFirstNativeHeader(CONTENT_TYPE), CONTENT_TYPE_FORM, BYTES),
                body));
    }

    private static String orElse(@Nullable String text, Pattern form, String otherwise) {
        return text != null && form.matcher(text).matches() ? text : otherwise;
    }

    private static StompHeaderAccessor of(StompCommand command, String session) {
        StompHeaderAccessor accessor = StompHeaderAccessor.create(command);
        accessor.setSessionId(session);
        accessor.setLeaveMutable(true);
        return accessor;
    }

    private static Message<byte[]> message(StompHeaderAccessor accessor) {
        return MessageBuilder.createMessage(EMPTY, accessor.getMessageHeaders());
    }
}
