package dev.switchboard.browser;

import dev.switchboard.packaged.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A back end that publishes prices on {@code live}, one by one or as fast as it can. */
final class Source implements AutoCloseable {

    private final ApiClient api;
    private final AtomicLong published = new AtomicLong();
    private final ExecutorService flooding = Executors.newFixedThreadPool(2);
    private volatile boolean open = true;

    private Source(ApiClient api) {
        this.api = api;
    }

    static Source of(Stage stage) {
        return new Source(ApiClient.withToken(
                stage.server().uri(), stage.administrator().createToken("Source " + System.nanoTime())));
    }

    /** Channels with numbers that keep their order by name. */
    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> String.format(Locale.ROOT, "price.%s%03d", prefix, number))
                .toList();
    }

    void price(String name, double price, double change) {
        publish(name, Map.of("symbol", name.substring("price.".length()), "price", price, "change", change));
    }

    /** The same price on all channels, in one batch. */
    void price(List<String> names, double price) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (String name : names) {
            items.add(Map.of("name", name, "json", Map.of("price", price, "change", 0.5)));
        }
        api.post("/api/channels/live", Map.of("items", items)).ok();
        published.addAndGet(names.size());
    }

    void publish(String name, Map<String, ?> json) {
        api.post("/api/channels/live/" + name, json).ok();
        published.incrementAndGet();
    }

    /** Tells everybody. */
    void notice(Map<String, ?> notice) {
        api.post("/api/channels/notices/server", notice).ok();
    }

    /** Publishes on all channels, as fast as it can, until it is stopped. */
    void flood(List<String> names) {
        open = true;
        for (int thread = 0; thread < 2; thread++) {
            int start = 1 + thread;
            flooding.execute(() -> {
                for (int round = start; open; round += 2) {
                    price(names, round + 0.25);
                }
            });
        }
    }

    /** How many values were published so far. */
    long published() {
        return published.get();
    }

    /** Ends the flood; what was begun is published when this returns. */
    void stop() {
        open = false;
        flooding.shutdown();
        try {
            if (!flooding.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("The flood did not end");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
