package dev.switchboard.browser;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A member of rooms who talks to the server without a browser, as fast as it listens. Thread-safe. */
final class Bot implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String username;
    private final WireClient wire;
    private final AtomicLong receipts = new AtomicLong();

    private Bot(String username, WireClient wire) {
        this.username = username;
        this.wire = wire;
    }

    /** Connects with an access token of an account. */
    static Bot of(Stage stage, ApiClient account) {
        String username = account.get("/api/me").ok().get("username").asString();
        return new Bot(username, WireClient.connect(stage.server().uri(), account.createToken("bot")));
    }

    /** So many different things to say: "old 1", "old 2" and so on. */
    static List<String> numbered(String what, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> what + " " + number)
                .toList();
    }

    String username() {
        return username;
    }

    /** Says something, waits until it is stored, and gives its seq. */
    long say(String room, String text) {
        return awaited(send("/app/chat", Map.of("room", room, "text", text)));
    }

    long answer(String room, long seq, String text) {
        return awaited(send("/app/chat", Map.of("room", room, "text", text, "replyTo", seq)));
    }

    /** Says many things in order, and waits until the last is stored. */
    void say(String room, List<String> texts) {
        String last = "";
        for (String text : texts) {
            last = send("/app/chat", Map.of("room", room, "text", text));
        }
        awaited(last);
    }

    /** Says something and waits for nothing. */
    void mention(String room, String text) {
        send("/app/chat", Map.of("room", room, "text", text));
    }

    void edit(String room, long seq, String text) {
        awaited(send("/app/chat/edit", Map.of("room", room, "seq", seq, "text", text)));
    }

    void delete(String room, long seq) {
        awaited(send("/app/chat/delete", Map.of("room", room, "seq", seq)));
    }

    void react(String room, long seq, String emoji) {
        awaited(send("/app/chat/react", Map.of("room", room, "seq", seq, "emoji", emoji, "on", true)));
    }

    void type(String room) {
        send("/app/chat/typing", Map.of("room", room));
    }

    private String send(String destination, Map<String, ?> body) {
        String receipt = "r" + receipts.incrementAndGet();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", destination);
        headers.put("receipt", receipt);
        headers.put("content-type", "application/json");
        wire.send("SEND", headers, JSON.writeValueAsString(body));
        return receipt;
    }

    private long awaited(String receipt) {
        String seq = wire.awaitReceipt(receipt).header("seq");
        return seq.isEmpty() ? 0 : Long.parseLong(seq);
    }

    @Override
    public void close() {
        wire.close();
    }
}
