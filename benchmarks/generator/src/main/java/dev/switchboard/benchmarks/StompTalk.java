package dev.switchboard.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** STOMP 1.2, with no more than a benchmark needs. */
final class StompTalk implements Talk, StompReader.Sink {

    private static final byte[] END = {0};

    private final Link link;
    private final Dialect dialect;
    private final StompReader reader = new StompReader(this);

    private StompTalk(Link link, Dialect dialect) {
        this.link = link;
        this.dialect = dialect;
    }

    /**
     * Where a server has what.
     *
     * @param credentials lines of CONNECT, each with its line feed
     * @param listen what stands before a room's name in SUBSCRIBE
     * @param publish what stands before a room's name in SEND
     */
    record Dialect(String credentials, String listen, String publish, Map<String, byte[]> heads) implements Kind {

        Dialect(String credentials, String listen, String publish) {
            this(credentials, listen, publish, new ConcurrentHashMap<>());
        }

        @Override
        public Talk with(Link link) {
            return new StompTalk(link, this);
        }

        private byte[] sendHead(String room, int size) {
            return heads.computeIfAbsent(
                    room + " " + size,
                    key -> bytes("SEND\ndestination:" + publish + room + "\ncontent-type:text/plain\ncontent-length:"
                            + size + "\n\n"));
        }
    }

    @Override
    public void open() {
        link.sendText(
                bytes("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n" + dialect.credentials() + "\n"),
                END);
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        reader.take(bytes, from, to);
    }

    @Override
    public void frame(byte[] bytes, int head, int body, int end) {
        switch (bytes[head]) {
            case 'M' -> link.onPayload(bytes, body, end);
            case 'C' -> link.onReady();
            case 'R' -> link.onReceipt(StompReader.header(bytes, head, body, "receipt-id"));
            default -> link.onFault(new String(bytes, head, end - head, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void subscribe(String room) {
        link.sendText(bytes("SUBSCRIBE\nid:0\ndestination:" + dialect.listen() + room + "\n\n"), END);
    }

    @Override
    public void publish(String room, byte[] payload) {
        link.sendText(dialect.sendHead(room, payload.length), payload, END);
    }

    /** Sends any frame whose body is text. */
    void send(String head, byte[] body) {
        link.sendText(bytes(head), body, END);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
