package dev.switchboard.broker;

import dev.switchboard.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscriber that notes what it is told, in order. */
final class Reader implements Subscriber {

    final List<Publication> received = new ArrayList<>();
    final List<Object> heard = new ArrayList<>();

    @Nullable
    Start start;

    @Nullable
    Refusal revoked;

    Runnable whenRoom = () -> {};
    volatile Runnable onDelivery = () -> {};
    /** How many publications it takes before it has no room. */
    int room = Integer.MAX_VALUE;
    /** Whether live publications wait too while it has no room. */
    boolean pausing;

    @Override
    public synchronized void deliver(Publication publication) {
        received.add(publication);
        heard.add(publication.id());
        onDelivery.run();
    }

    @Override
    public synchronized void deliverAgain(Publication publication) {
        heard.add("again " + publication.id());
    }

    @Override
    public synchronized boolean pauses() {
        return pausing && received.size() >= room;
    }

    @Override
    public synchronized void onStarted(Start start) {
        this.start = start;
        heard.add(start);
    }

    @Override
    public synchronized void onRevoked(Refusal why) {
        revoked = why;
        heard.add(why);
    }

    @Override
    public synchronized boolean hasRoom(Runnable whenRoom) {
        if (received.size() < room) {
            return true;
        }
        this.whenRoom = whenRoom;
        return false;
    }

    void makeRoom(int more) {
        room += more;
        whenRoom.run();
    }

    synchronized List<Long> sequences() {
        return received.stream()
                .map(publication -> publication.sequence().orElseThrow())
                .toList();
    }

    synchronized List<String> ids() {
        return received.stream().map(Publication::id).toList();
    }
}
