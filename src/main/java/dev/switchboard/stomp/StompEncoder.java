package dev.switchboard.stomp;

import dev.switchboard.broker.Publication;
import dev.switchboard.connection.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes the server's frames in a version's form. Immutable and thread-safe. */
record StompEncoder(StompVersion version) {

    private static final String TEXT = "text/plain;charset=utf-8";

    /**
     * A publication as a subscription's MESSAGE: made once for all connections that call their subscription alike.
     *
     * @param subscription the {@code id} of its SUBSCRIBE; empty where STOMP 1.0 gave none
     * @param acknowledged whether it has the header by which STOMP 1.2 acknowledges it
     * @param again whether it says that it was sent before
     */
    record MessageFormat(StompVersion version, String subscription, boolean acknowledged, boolean again)
            implements Publication.WireFormat<Frame> {

        /** The same, for messages that are sent once more. */
        MessageFormat toSendAgain() {
            return new MessageFormat(version, subscription, acknowledged, true);
        }

        /** The same for transports that carry text only. */
        AsText asText() {
            return new AsText(this);
        }

        @Override
        public Frame encode(Publication publication) {
            Frame frame = new StompEncoder(version)
                    .frame(new StompFrame("MESSAGE", headers(publication), publication.body()));
            return publication.isText() ? frame : frame.asBinary();
        }

        private StompHeaders headers(Publication publication) {
            StompHeaders headers =
                    subscription.isEmpty() ? StompHeaders.NONE : StompHeaders.of("subscription", subscription);
            headers = headers.with("message-id", publication.id())
                    .with("destination", publication.destination().value());
            if (publication.sequence().isPresent()) {
                headers =
                        headers.with("seq", Long.toString(publication.sequence().getAsLong()));
            }
            if (acknowledged) {
                headers = headers.with("ack", Delivered.ackHeader(publication.id(), subscription));
            }
            if (again) {
                headers = headers.with("redelivered", "true");
            }
            return headers.with("content-type", publication.contentType());
        }
    }

    /** A publication whose body is not text, as base64. */
    record AsText(MessageFormat format) implements Publication.WireFormat<Frame> {

        @Override
        public Frame encode(Publication publication) {
            return new StompEncoder(format.version())
                    .frame(new StompFrame(
                            "MESSAGE",
                            format.headers(publication).with("content-encoding", "base64"),
                            Base64.getEncoder().encode(publication.body())));
        }
    }

    /** The wire format of a subscription's messages. */
    MessageFormat messages(String subscription, AckMode mode) {
        boolean acknowledged = mode != AckMode.AUTO && version == StompVersion.V1_2;
        return new MessageFormat(version, subscription, acknowledged, false);
    }

    /** A publication on its way to a subscription. */
    Frame message(Publication publication, String subscription) {
        return publication.encodedAs(messages(subscription, AckMode.AUTO));
    }

    /** CONNECTED. */
    Frame connected(StompHeaders headers) {
        return frame(new StompFrame("CONNECTED", headers));
    }

    /**
     * RECEIPT.
     *
     * @param receipt the {@code receipt} header of the frame that is confirmed
     * @param more headers that follow {@code receipt-id}
     */
    Frame receipt(String receipt, StompHeaders more) {
        StompHeaders headers = StompHeaders.of("receipt-id", receipt);
        for (StompHeaders.Header header : more.all()) {
            headers = headers.with(header.name(), header.value());
        }
        return frame(new StompFrame("RECEIPT", headers));
    }

    /**
     * ERROR, which the connection's end must follow.
     *
     * @param code what clients test
     * @param detail a sentence for people
     * @param more further headers, such as {@code receipt-id}
     */
    Frame error(String code, String detail, StompHeaders more) {
        StompHeaders headers = StompHeaders.of("message", code);
        for (StompHeaders.Header header : more.all()) {
            headers = headers.with(header.name(), header.value());
        }
        return frame(
                new StompFrame("ERROR", headers.with("content-type", TEXT), detail.getBytes(StandardCharsets.UTF_8)));
    }

    /** Any frame; {@code content-length} is added to one with a body. */
    Frame frame(StompFrame frame) {
        StompEscaping escaping = StompEscaping.of(version, frame.command());
        StringBuilder head = new StringBuilder(256).append(frame.command()).append('\n');
        for (StompHeaders.Header header : frame.headers().all()) {
            escaping.escape(header.name(), head);
            head.append(':');
            escaping.escape(header.value(), head);
            head.append('\n');
        }
        byte[] body = frame.body();
        if (body.length > 0 && frame.headers().first("content-length").isEmpty()) {
            head.append("content-length:").append(body.length).append('\n');
        }
        byte[] start = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[start.length + body.length + 1];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(body, 0, bytes, start.length, body.length);
        return Frame.of(bytes);
    }
}
