package dev.switchboard.benchmarks;

import java.io.IOException;
import java.util.List;

/** One client of a scenario: listens to a room, or only speaks. */
final class Member implements Link.Listener {

    private final Crowd crowd;
    private final String room;
    private final int firstPublisher;
    private final Hearing hearing;
    private Link link;
    private boolean heardProbe;
    private boolean mayEnd;

    /**
     * Describes one; it connects when its crowd says so.
     *
     * @param room that it listens to; empty for one that only speaks
     * @param firstPublisher the number of the first of those who publish in that room
     * @param publishers so many publish in that room
     */
    Member(Crowd crowd, String room, int firstPublisher, int publishers) {
        this.crowd = crowd;
        this.room = room;
        this.firstPublisher = firstPublisher;
        this.hearing = new Hearing(crowd.faults(), publishers);
    }

    void connect(Loop loop, Running server) throws IOException {
        link = Link.connect(loop, server.address(), server.talk(), this);
    }

    Link link() {
        return link;
    }

    String room() {
        return room;
    }

    /** How many of the messages that it should have heard did not come. */
    int missing(List<Publisher> publishers) {
        int missing = 0;
        for (int index = 0; index < hearing.publishers(); index++) {
            missing += hearing.missing(
                    index, publishers.get(firstPublisher + index).published());
        }
        return missing;
    }

    /** Hears a message; says whether it had not heard it before. */
    boolean hear(int publisher, int sequence) {
        return hearing.hear(publisher - firstPublisher, sequence);
    }

    boolean listens() {
        return !room.isEmpty();
    }

    /** Whether it must hear everything. */
    boolean mustHear() {
        return listens() && !mayEnd;
    }

    /** Stops to read, as a frozen browser does: it need not hear anything any more, and its connection may end. */
    void freeze() {
        mayEnd = true;
        link.stopReading();
    }

    /** Reads again, and finds out whether it was hung up on. */
    void thaw() {
        link.readAgain();
    }

    void publish(String where, byte[] payload) {
        link.talk().publish(where, payload);
    }

    @Override
    public void onReady(Link ready) {
        if (listens()) {
            ready.talk().subscribe(room);
        }
        crowd.onReady();
    }

    @Override
    public void onPayload(Link unused, byte[] bytes, int from, int to) {
        if (Payload.kind(bytes, from) == Payload.MEASURED) {
            crowd.onPayload(this, bytes, from);
        } else if (!heardProbe) {
            heardProbe = true;
            crowd.onProbeHeard();
        }
    }

    @Override
    public void onReceipt(Link unused, String receipt) {
        crowd.onReceipt(this);
    }

    @Override
    public void onEnd(Link unused, String why) {
        if (!mayEnd) {
            crowd.faults().add(why);
        }
    }
}
