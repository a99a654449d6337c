package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is said in a run, and what becomes of it. */
final class Conversation implements Crowd.Sink {

    private final Loop loop;
    private final Crowd crowd;
    private final Duration patience;
    private final List<Publisher> publishers;
    private final Histogram latencies = new Histogram();
    private long deliveries;
    private boolean answering;
    private boolean measuring;

    Conversation(Loop loop, Crowd crowd, List<Publisher> publishers, Duration patience) {
        this.loop = loop;
        this.crowd = crowd;
        this.publishers = publishers;
        this.patience = patience;
        crowd.tells(this);
    }

    Histogram latencies() {
        return latencies;
    }

    /** From now on each publisher has so many messages under way: the next one goes out when all have heard one. */
    void keepUnderWay(int messages) {
        answering = true;
        long now = Loop.now();
        for (Publisher publisher : publishers) {
            for (int count = 0; count < messages; count++) {
                publisher.publish(now);
            }
        }
    }

    /** From now on each publisher publishes at this interval, whatever has been heard. */
    void publishEach(Duration interval) {
        answering = false;
        long[] due = {Loop.now()};
        loop.atEachTurn(() -> {
            while (due[0] <= Loop.now()) {
                for (Publisher publisher : publishers) {
                    publisher.publish(due[0]);
                }
                due[0] += interval.toNanos();
            }
        });
    }

    /** Says no more, and waits until all is heard. */
    void fallSilent() throws IOException {
        answering = false;
        loop.atEachTurn(() -> {});
        boolean unused = loop.until(patience, () -> publishers.stream().allMatch(Publisher::allHeard));
    }

    /**
     * Measures for this long, while it goes on; what is published at an interval is measured to the end: nothing is left
     * out for having been late.
     */
    Map<Figure, Double> measure(Duration time, Processor server) throws IOException {
        latencies.clear();
        long before = deliveries;
        Meter meter = Meter.start(server);
        measuring = true;
        loop.pass(time);
        if (!answering) {
            fallSilent();
        }
        measuring = false;
        double heard = deliveries - before;
        if (heard == 0) {
            throw new BrokenOffException("Nothing was heard: " + crowd.faults().told());
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.CPU, meter.serverUsed() / 1e3 / heard);
        figures.put(Figure.RATE, heard / meter.passed() * 1e9);
        figures.put(Figure.MEDIAN, latencies.quantile(0.5) / 1e6);
        figures.put(Figure.P99, latencies.quantile(0.99) / 1e6);
        meter.addLoads(figures);
        return figures;
    }

    /** Counts what never came. */
    void countMissing() {
        crowd.countMissing(publishers);
    }

    @Override
    public void onPayload(Member member, byte[] bytes, int from) {
        int number = Payload.publisher(bytes, from);
        int sequence = Payload.sequence(bytes, from);
        if (!member.mustHear() || !member.hear(number, sequence)) {
            return;
        }
        long now = member.link().readAt();
        deliveries++;
        if (measuring) {
            latencies.record(now - Payload.due(bytes, from));
        }
        Publisher publisher = publishers.get(number);
        if (publisher.heard(sequence) && answering) {
            publisher.publish(now);
        }
    }
}
