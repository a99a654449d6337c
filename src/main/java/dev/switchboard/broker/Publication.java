package dev.switchboard.broker;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A message on its way to subscribers. Immutable but for the memory of its encoded forms, and thread-safe.
 *
 * <p>{@link #encodedAs} makes the bytes of a wire format once, however many subscribers there are.
 */
public final class Publication {

    /** One way of writing a publication to the wire. Equal formats give equal bytes. */
    public interface WireFormat<F> {

        F encode(Publication publication);
    }

    private final Destination destination;
    private final DeliveryClass deliveryClass;
    private final String id;
    private final OptionalLong sequence;
    private final String contentType;
    private final byte[] body;
    private final boolean text;
    private final Map<WireFormat<?>, Object> encoded = new ConcurrentHashMap<>(2);

    /**
     * @param id unguessable and unique, the {@code message-id}
     * @param sequence the log's number from 1, for class {@link DeliveryClass#LOG}; else empty
     * @param body kept as it is: the caller never changes it again
     */
    public Publication(
            Destination destination,
            DeliveryClass deliveryClass,
            String id,
            OptionalLong sequence,
            String contentType,
            byte[] body) {
        if (sequence.isPresent() != (deliveryClass == DeliveryClass.LOG)) {
            throw new IllegalArgumentException("Publications of a log, and only they, have a sequence");
        }
        this.destination = destination;
        this.deliveryClass = deliveryClass;
        this.id = id;
        this.sequence = sequence;
        this.contentType = contentType;
        this.body = body;
        this.text = isUtf8(body);
    }

    private static boolean isUtf8(byte[] bytes) {
        int ascii = 0;
        while (ascii < bytes.length && bytes[ascii] >= 0) {
            ascii++;
        }
        if (ascii == bytes.length) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, ascii, bytes.length - ascii));
            return true;
        } catch (CharacterCodingException binary) {
            return false;
        }
    }

    public Destination destination() {
        return destination;
    }

    public DeliveryClass deliveryClass() {
        return deliveryClass;
    }

    public String id() {
        return id;
    }

    public OptionalLong sequence() {
        return sequence;
    }

    public String contentType() {
        return contentType;
    }

    /** The body's bytes, shared: never to be changed. */
    public byte[] body() {
        return body;
    }

    /** Whether the body is text in UTF-8, which every transport carries; others have to be told that it is not. */
    public boolean isText() {
        return text;
    }

    /** The publication in a wire format, made at the first call and then shared. */
    @SuppressWarnings("unchecked")
    public <F> F encodedAs(WireFormat<F> format) {
        Object present = encoded.get(format); // without the lock that computing takes
        return (F) (present != null ? present : encoded.computeIfAbsent(format, absent -> format.encode(this)));
    }
}
