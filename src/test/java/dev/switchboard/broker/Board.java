package dev.switchboard.broker;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An owner that keeps a log in memory for one destination, and ephemeral hints below it. Thread-safe. */
final class Board implements DestinationOwner, DestinationLog {

    final Destination destination;
    final Set<UserId> strangers = ConcurrentHashMap.newKeySet();
    private final List<Publication> publications = new ArrayList<>();
    volatile int replayLimit = 10_000;
    volatile Runnable beforeAnswer = () -> {};
    volatile Runnable afterRead = () -> {};

    Board(String value) {
        this.destination = Destination.of(value);
    }

    /** Stores the next publication. Publishing it is the caller's, as it is the writer's after its commit. */
    synchronized Publication append() {
        long sequence = publications.size() + 1L;
        Publication publication = publication(destination, sequence);
        publications.add(publication);
        return publication;
    }

    static Publication publication(Destination destination, long sequence) {
        return new Publication(
                destination,
                DeliveryClass.LOG,
                "id-" + sequence,
                OptionalLong.of(sequence),
                "text/plain",
                ("event " + sequence).getBytes(StandardCharsets.UTF_8));
    }

    static Publication hint(Destination destination, String text) {
        return new Publication(
                destination,
                DeliveryClass.EPHEMERAL,
                text,
                OptionalLong.empty(),
                "text/plain",
                text.getBytes(StandardCharsets.UTF_8));
    }

    Destination below(String name) {
        return Destination.of(destination.value() + '/' + name);
    }

    @Override
    public boolean owns(Destination asked) {
        return asked.equals(destination) || asked.value().startsWith(destination.value() + '/');
    }

    @Override
    public DeliveryClass deliveryClass(Destination asked) {
        return asked.equals(destination) ? DeliveryClass.LOG : DeliveryClass.EPHEMERAL;
    }

    @Override
    public void requireListener(Destination asked, UserId user) {
        boolean stranger = strangers.contains(user);
        beforeAnswer.run();
        if (stranger) {
            throw new RefusedException(Refusal.FORBIDDEN, "Members only");
        }
    }

    @Override
    public DestinationLog log(Destination asked) {
        return this;
    }

    @Override
    public synchronized long head() {
        return publications.size();
    }

    @Override
    public List<Publication> after(long sequence, int limit) {
        List<Publication> page;
        synchronized (this) {
            int from = (int) Math.min(sequence, publications.size());
            page = List.copyOf(publications.subList(from, Math.min(publications.size(), from + limit)));
        }
        afterRead.run();
        return page;
    }

    @Override
    public int replayLimit() {
        return replayLimit;
    }
}
