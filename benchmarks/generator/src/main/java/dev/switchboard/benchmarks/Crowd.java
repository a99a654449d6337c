package dev.switchboard.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All clients of a run: connects them, and knows when all of them listen. */
final class Crowd {

    private static final Duration CONNECT_LIMIT = Duration.ofMinutes(2);
    private static final Duration PROBE_LIMIT = Duration.ofMinutes(1);
    private static final Duration PROBE_AGAIN = Duration.ofMillis(200);

    private final Loop loop;
    private final Running server;
    private final Faults faults = new Faults();
    private final List<Member> members = new ArrayList<>();
    private Sink sink = (member, bytes, from) -> {};
    private int started;
    private int ready;
    private int heardProbe;

    Crowd(Loop loop, Running server) {
        this.loop = loop;
        this.server = server;
    }

    /** Who is told of what is measured. */
    interface Sink {

        /** The bytes are good during the call only. */
        void onPayload(Member member, byte[] bytes, int from);

        default void onReceipt(Member member) {}
    }

    Faults faults() {
        return faults;
    }

    List<Member> members() {
        return members;
    }

    void tells(Sink newSink) {
        sink = newSink;
    }

    /** One more who listens, and will connect with the others. */
    Member add(String room, int firstPublisher, int publishers) {
        Member member = new Member(this, room, firstPublisher, publishers);
        members.add(member);
        return member;
    }

    /** One more who only speaks. */
    Member addSpeaker() {
        return add("", 0, 0);
    }

    /**
     * Connects those who are not connected yet, each of which subscribes as soon as it may.
     *
     * @param inFlight so many at a time
     */
    void connect(int inFlight) throws IOException {
        loop.atEachTurn(() -> startSome(inFlight));
        boolean all = loop.until(CONNECT_LIMIT, () -> ready == members.size() || !faults.none());
        loop.atEachTurn(() -> {});
        if (!all || !faults.none()) {
            throw new BrokenOffException("Only " + ready + " of " + members.size() + " connected: " + faults.told());
        }
    }

    /** Has a speaker of each room ask until everybody who listens has heard it: no server has to confirm a subscription. */
    void untilAllHear(List<Publisher> publishers) throws IOException {
        long listeners = members.stream().filter(Member::listens).count();
        long end = Loop.now() + PROBE_LIMIT.toNanos();
        while (heardProbe < listeners) {
            publishers.forEach(Publisher::probe);
            boolean all = loop.until(PROBE_AGAIN, () -> heardProbe == listeners || !faults.none());
            if (!faults.none() || !all && Loop.now() > end) {
                throw new BrokenOffException(
                        "Only " + heardProbe + " of " + listeners + " heard the probe: " + faults.told());
            }
        }
    }

    /** Counts what never came to those who must hear everything. */
    void countMissing(List<Publisher> publishers) {
        faults.missing = members.stream()
                .filter(Member::mustHear)
                .mapToLong(member -> member.missing(publishers))
                .sum();
    }

    void onReady() {
        ready++;
    }

    void onProbeHeard() {
        heardProbe++;
    }

    void onPayload(Member member, byte[] bytes, int from) {
        sink.onPayload(member, bytes, from);
    }

    void onReceipt(Member member) {
        sink.onReceipt(member);
    }

    private void startSome(int inFlight) {
        try {
            while (started < members.size() && started - ready < inFlight) {
                members.get(started).connect(loop, server);
                started++;
            }
        } catch (IOException failed) {
            faults.add("cannot connect: " + failed.getMessage());
        }
    }
}
