package dev.switchboard.samples;

import dev.switchboard.identity.OwnTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes samples on {@code live}, and one notice of them, as any back end would: over HTTP, with an access token, batch by batch. Waits until there
 * is an administrator. What cannot be published is left out: the next one says it anew.
 */
@Component
@ConditionalOnProperty("switchboard.samples.enabled")
final class SamplePublisher implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SamplePublisher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final int UNAUTHORISED = 401;
    private static final Notice NOTICE = new Notice(
            "Samples are on",
            "Made-up prices and scores, and this server's own figures, are on the Live page.",
            "/live");

    private final SamplesProperties properties;
    private final OwnTokens tokens;
    private final JsonMapper json;
    private final Market market = new Market(new Random());
    private final League league = new League(new Random());
    private final Machine machine;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private volatile Optional<Thread> thread = Optional.empty();

    private record Batch(List<Item> items) {}

    private record Item(String name, Record json) {}

    private record Notice(String title, String text, String link) {}

    SamplePublisher(SamplesProperties properties, OwnTokens tokens, JsonMapper json, MeterRegistry meters) {
        this.properties = properties;
        this.tokens = tokens;
        this.json = json;
        this.machine = new Machine(meters);
    }

    @EventListener
    void onServing(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            URI channels = URI.create("http://localhost:" + event.getWebServer().getPort() + "/api/channels/");
            thread = Optional.of(
                    Thread.ofPlatform().daemon().name("switchboard-samples").start(() -> run(channels)));
        }
    }

    @Override
    public void destroy() {
        thread.ifPresent(Thread::interrupt);
        http.shutdownNow();
    }

    private void run(URI channels) {
        try {
            Optional<String> token = Optional.empty();
            long second = System.nanoTime() - A_SECOND.toNanos();
            while (!Thread.interrupted()) {
                if (token.isEmpty()) {
                    token = tokens.issue("Samples");
                    if (token.isPresent()) {
                        publish(channels.resolve("notices/server"), token.get(), NOTICE);
                    }
                }
                boolean aSecondLater = System.nanoTime() - second >= A_SECOND.toNanos();
                second += aSecondLater ? A_SECOND.toNanos() : 0;
                if (token.isPresent() && publishAll(channels, token.get(), samples(aSecondLater)) == UNAUTHORISED) {
                    token = Optional.empty();
                }
                Thread.sleep(token.isPresent() ? properties.interval() : A_SECOND);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Sample> samples(boolean aSecondLater) {
        List<Sample> samples = new ArrayList<>(market.next(aSecondLater));
        if (aSecondLater) {
            samples.addAll(league.next());
            samples.addAll(machine.next());
        }
        return samples;
    }

    private int publishAll(URI channels, String token, List<Sample> samples) throws InterruptedException {
        List<Item> items = samples.stream()
                .map(sample -> new Item(sample.name(), sample.json()))
                .toList();
        return items.isEmpty() ? 0 : publish(channels.resolve("live"), token, new Batch(items));
    }

    private int publish(URI where, String token, Record content) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(where)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(content)));
        if (content instanceof Notice) {
            request.header("Idempotency-Key", "samples"); // told once, however often the server starts
        }
        try {
            HttpResponse<Void> answer = http.send(request.build(), BodyHandlers.discarding());
            log.atTrace().addKeyValue("status", answer.statusCode()).log("Samples were published");
            return answer.statusCode();
        } catch (IOException away) {
            log.atDebug().setCause(away).log("Samples could not be published");
            return 0;
        }
    }
}
