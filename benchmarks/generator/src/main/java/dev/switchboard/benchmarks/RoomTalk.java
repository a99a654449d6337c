package dev.switchboard.benchmarks;

import java.nio.charset.StandardCharsets;

/** Switchboard's rooms: each message is JSON, has an id of its own, and asks for the receipt that comes after its commit. */
final class RoomTalk implements Talk, StompReader.Sink {

    private static final byte[] TEXT = bytes("\"text\":\"");

    private final Link link;
    private final String token;
    private final StompTalk stomp;
    private final StompReader reader = new StompReader(this);
    private int sent;

    /** One who may listen and say something. */
    RoomTalk(Link link, String token) {
        this.link = link;
        this.token = token;
        this.stomp = (StompTalk) dialect().with(link);
    }

    @Override
    public void open() {
        stomp.open();
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        reader.take(bytes, from, to);
    }

    @Override
    public void frame(byte[] bytes, int head, int body, int end) {
        if (bytes[head] == 'M') {
            int text = placeOfText(bytes, body, end);
            if (text > 0) {
                link.onPayload(bytes, text, end);
            }
        } else {
            stomp.frame(bytes, head, body, end);
        }
    }

    @Override
    public void subscribe(String room) {
        stomp.subscribe(room);
    }

    @Override
    public void publish(String room, byte[] payload) {
        String id = Integer.toString(sent++);
        String body = "{\"room\":\"" + room + "\",\"text\":\"" + new String(payload, StandardCharsets.US_ASCII) + "\"}";
        String own = Payload.publisher(payload, 0) + "-" + id;
        stomp.send(
                "SEND\ndestination:/app/chat\ncontent-type:application/json\nreceipt:" + id + "\nclient-msg-id:" + own
                        + "\ncontent-length:" + body.length() + "\n\n",
                bytes(body));
    }

    private StompTalk.Dialect dialect() {
        return new StompTalk.Dialect("Authorization:Bearer " + token + "\n", "/topic/rooms/", "/app/");
    }

    /** Where the text of a message starts in its JSON; -1 in what is no message. */
    private static int placeOfText(byte[] bytes, int from, int to) {
        for (int at = from; at + TEXT.length < to; at++) {
            if (startsWithText(bytes, at)) {
                return at + TEXT.length;
            }
        }
        return -1;
    }

    private static boolean startsWithText(byte[] bytes, int at) {
        for (int place = 0; place < TEXT.length; place++) {
            if (bytes[at + place] != TEXT[place]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
