package dev.switchboard.relay;

import dev.switchboard.SwitchboardApplication;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A Switchboard with a port, a folder and an administrator of its own, that relays to a broker. */
record RelayingServer(ConfigurableApplicationContext context, String token) implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(10);

    static RelayingServer start(Artemis artemis) {
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(SwitchboardApplication.class).run(arguments(artemis));
        ApiClient api = ApiClient.of(uri(context));
        api.setUp("root", "correct horse battery");
        return new RelayingServer(context, api.createToken("test"));
    }

    private static String[] arguments(Artemis artemis) {
        Map<String, String> settings = new LinkedHashMap<>(artemis.settings());
        settings.put("server.port", "0");
        settings.put("spring.main.banner-mode", "off");
        try {
            settings.put(
                    "switchboard.storage.directory",
                    Files.createTempDirectory("switchboard-relay").toString());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("--" + name + '=' + value));
        return arguments.toArray(String[]::new);
    }

    private static URI uri(ConfigurableApplicationContext context) {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    URI uri() {
        return uri(context);
    }

    ApiClient api() {
        return ApiClient.withToken(uri(), token);
    }

    /** A connection that does not hear of its refusals. */
    WireClient deaf() {
        return WireClient.connect(uri(), token);
    }

    /** A connection that hears of its refusals. */
    WireClient connected() {
        WireClient client = deaf();
        client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "errors"));
        client.awaitReceipt("errors");
        return client;
    }

    /** Subscribes again and again, as long as the broker is away; gives the receipt. */
    static WireFrame listen(WireClient client, String id, String destination, String... more) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> tryToListen(client, id, destination, headers),
                        answer -> answer.command().equals("RECEIPT"));
    }

    private static WireFrame tryToListen(WireClient client, String id, String destination, Map<String, String> more) {
        String receipt = UUID.randomUUID().toString();
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("receipt", receipt);
        client.subscribe(id, destination, headers);
        return client.await(frame -> frame.header("receipt-id").equals(receipt) || isAbout(frame, receipt), SOON);
    }

    private static boolean isAbout(WireFrame frame, String receipt) {
        return frame.header("destination").equals("/user/queue/errors")
                && frame.json().path("receipt-id").asString("").equals(receipt);
    }

    /** The problem of a subscription. */
    static WireFrame awaitProblem(WireClient client, String subscription) {
        return client.await(
                frame -> frame.header("destination").equals("/user/queue/errors")
                        && frame.json().path("subscription").asString("").equals(subscription),
                SOON);
    }

    /** Waits for a MESSAGE of a subscription whose body contains a text. */
    static WireFrame awaitMessage(WireClient client, String subscription, String text) {
        return client.await(
                frame -> frame.command().equals("MESSAGE")
                        && frame.header("subscription").equals(subscription)
                        && frame.body().contains(text),
                SOON);
    }

    /** Says something in the lobby, and waits for its receipt. */
    static WireFrame say(WireClient client, String text) {
        client.send(
                "SEND",
                Map.of("destination", "/app/chat", "receipt", text),
                "{\"room\":\"lobby\",\"text\":\"" + text + "\"}");
        return client.awaitReceipt(text);
    }

    @Override
    public void close() {
        context.close();
    }
}
