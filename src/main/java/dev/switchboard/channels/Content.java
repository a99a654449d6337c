package dev.switchboard.channels;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Publication;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** What is published: bytes, and what its publisher says they are. Immutable. */
final class Content {

    static final String JSON = "application/json";
    static final String TEXT = "text/plain;charset=UTF-8";
    static final String BYTES = "application/octet-stream";

    private static final int TYPE_LENGTH = 255;

    private final String type;
    private final byte[] bytes;

    /** @param bytes kept: the caller never changes them again */
    Content(String type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /**
     * Reads what a client sent.
     *
     * @param type the content type that it gave; null for none
     * @throws RefusedException INVALID if the type is none
     */
    static Content parse(@Nullable String type, String otherwise, byte[] bytes) {
        if (type == null || type.isBlank()) {
            return new Content(otherwise, bytes);
        }
        try {
            if (type.length() > TYPE_LENGTH
                    || !MimeTypeUtils.parseMimeType(type).isConcrete()) {
                throw new RefusedException(Refusal.INVALID, "A content type is one media type, at most 255 characters");
            }
        } catch (InvalidMimeTypeException notAType) {
            throw new RefusedException(Refusal.INVALID, "A content type is a media type such as application/json");
        }
        return new Content(type, bytes);
    }

    String type() {
        return type;
    }

    /** Shared: never to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** All of it in one short text, for telling a repeat from another content. */
    String digest() {
        try {
            return type
                    + '\n'
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    Publication publication(Channel channel, String id, OptionalLong sequence) {
        DeliveryClass delivery = channel.namespace().delivery();
        return new Publication(channel.destination(), delivery, id, sequence, type, bytes);
    }

    /** The bytes as text; null if they are none. */
    @Nullable
    String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
