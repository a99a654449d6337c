package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Senders who wait for their receipts, and listeners who check what comes. */
final class Receipts implements Crowd.Sink {

    private final Loop loop;
    private final Crowd crowd;
    private final Duration patience;
    private final List<Publisher> publishers;
    private final Map<Member, Publisher> bySender = new IdentityHashMap<>();
    private final Histogram latencies = new Histogram();
    private boolean sending;
    private boolean measuring;
    private long confirmed;

    Receipts(Loop loop, Crowd crowd, List<Publisher> publishers, Duration patience) {
        this.loop = loop;
        this.crowd = crowd;
        this.publishers = publishers;
        this.patience = patience;
        publishers.forEach(publisher -> bySender.put(publisher.member(), publisher));
        crowd.tells(this);
    }

    /** From now on each sends the next message when it has the receipt of the last. */
    void keepSending() {
        sending = true;
        long now = Loop.now();
        publishers.forEach(publisher -> publisher.publish(now));
    }

    Map<Figure, Double> measure(Duration time, Processor server) throws IOException {
        Meter meter = Meter.start(server);
        long before = confirmed;
        latencies.clear();
        measuring = true;
        loop.pass(time);
        measuring = false;
        double receipts = confirmed - before;
        if (receipts == 0) {
            throw new BrokenOffException("No receipt came: " + crowd.faults().told());
        }
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.RECEIPTS, receipts / meter.passed() * 1e9);
        figures.put(Figure.CPU_RECEIPT, meter.serverUsed() / 1e3 / receipts);
        figures.put(Figure.MEDIAN, latencies.quantile(0.5) / 1e6);
        figures.put(Figure.P99, latencies.quantile(0.99) / 1e6);
        meter.addLoads(figures);
        return figures;
    }

    /** Sends no more, waits for the last receipts and messages, and counts what did not come. */
    void fallSilent() throws IOException {
        sending = false;
        boolean unused = loop.until(
                patience, () -> confirmed == published() && publishers.stream().allMatch(Publisher::allHeard));
        crowd.countMissing(publishers);
        if (confirmed != published()) {
            crowd.faults().add(published() - confirmed + " receipts did not come");
        }
    }

    @Override
    public void onPayload(Member member, byte[] bytes, int from) {
        int sequence = Payload.sequence(bytes, from);
        int number = Payload.publisher(bytes, from);
        if (member.hear(number, sequence)) {
            boolean unused = publishers.get(number).heard(sequence);
        }
    }

    @Override
    public void onReceipt(Member member) {
        Publisher publisher = bySender.get(member);
        long now = member.link().readAt();
        confirmed++;
        if (measuring) {
            latencies.record(now - publisher.lastDue());
        }
        if (sending) {
            publisher.publish(now);
        }
    }

    private long published() {
        return publishers.stream().mapToLong(Publisher::published).sum();
    }
}
