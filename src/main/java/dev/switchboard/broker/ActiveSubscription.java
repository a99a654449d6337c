package dev.switchboard.broker;

import dev.switchboard.Refusal;
import dev.switchboard.UserId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription from its registration to its end: asking its owner, then accepted, then started. Thread-safe: its
 * monitor is held while its subscriber is called, for one delivery at a time.
 */
final class ActiveSubscription implements Subscription {

    private static final Logger log = LoggerFactory.getLogger(ActiveSubscription.class);

    /**
     * Who listens where.
     *
     * @param relayed whether another broker says what is published there
     * @param number the broker counts its subscriptions
     */
    record Place(Destination destination, UserId user, DeliveryClass deliveryClass, boolean relayed, int number) {}

    /** What observers have been told. */
    private enum Told {
        NOTHING,
        OPENING,
        OPENED,
        CLOSED
    }

    private final Place place;
    private final Subscriber subscriber;
    private final Broker broker;
    private final AtomicReference<Told> told = new AtomicReference<>(Told.NOTHING);
    private final LogCursor cursor = new LogCursor();
    private @Nullable Replay replay;
    private @Nullable Conflation conflation;
    private volatile boolean closed;
    private volatile boolean revoked;
    private boolean accepted;
    private boolean started;
    private @Nullable Start awaited;
    private final AtomicReference<@Nullable Runnable> release = new AtomicReference<>();

    ActiveSubscription(Place place, Subscriber subscriber, Broker broker) {
        this.place = place;
        this.subscriber = subscriber;
        this.broker = broker;
    }

    /** Says how to read what was missed; before the registration, and where the destination keeps a log. */
    void reads(Replay missed) {
        replay = missed;
    }

    /** Says how often it may have the newest value; before the registration, and where there is but that. */
    void conflates(Conflation.Rhythm rhythm) {
        conflation = new Conflation(rhythm, subscriber, this::resume);
    }

    @Override
    public Destination destination() {
        return place.destination();
    }

    UserId user() {
        return place.user();
    }

    /** Whether it ended because access has. */
    boolean revoked() {
        return revoked;
    }

    @Override
    public DeliveryClass deliveryClass() {
        return place.deliveryClass();
    }

    /** Whether another broker says what is published where it listens. */
    boolean isRelayed() {
        return place.relayed();
    }

    /** Takes what is to be run when it ends. */
    void hold(Runnable whenEnded) {
        release.set(whenEnded);
        if (closed) {
            release();
        }
    }

    private void release() {
        Runnable held = release.getAndSet(null);
        if (held != null) {
            held.run();
        }
    }

    /** Notes the owner's yes. @return false if access has ended meanwhile: the subscriber has not heard of it */
    boolean accept() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            accepted = true;
        }
        if (told.compareAndSet(Told.NOTHING, Told.OPENING)) {
            broker.onAccepted(this);
            if (!told.compareAndSet(Told.OPENING, Told.OPENED)) {
                broker.onClosed(this);
            }
        }
        return true;
    }

    /**
     * Starts in a log.
     *
     * @param position after which sequence
     * @param start what to say once everything up to its head has been delivered
     */
    void start(long position, Start start) {
        boolean outermost = Delivering.enter();
        try {
            synchronized (this) {
                if (closed) {
                    return;
                }
                cursor.startAt(position, start.head().orElseThrow());
                awaited = start;
                started = true;
                announceStart();
                if (!cursor.goLive()) {
                    scheduleReplay();
                }
            }
        } finally {
            Delivering.leave(outermost);
        }
    }

    /** Starts where there is no log, with what comes before live publications. */
    void start(List<Publication> first, Start start) {
        boolean outermost = Delivering.enter();
        try {
            synchronized (this) {
                if (closed || started) {
                    return;
                }
                started = true;
                first.forEach(this::give);
                if (!closed) {
                    subscriber.onStarted(start);
                }
            }
        } finally {
            Delivering.leave(outermost);
        }
    }

    /** Takes live publications from now on, before it has said that it does. */
    synchronized void open() {
        started = true;
    }

    /** Says that it takes live publications. */
    void announce(Start start) {
        boolean outermost = Delivering.enter();
        try {
            synchronized (this) {
                if (!closed) {
                    subscriber.onStarted(start);
                }
            }
        } finally {
            Delivering.leave(outermost);
        }
    }

    /** Takes a live publication. Never blocks. @return whether it was delivered now */
    synchronized boolean offer(Publication publication) {
        if (closed) {
            return false;
        }
        if (place.deliveryClass() != DeliveryClass.LOG) {
            return started && give(publication);
        }
        if (place.relayed()) {
            return started && deliverRelayed(publication);
        }
        return switch (cursor.onPublished(sequence(publication), subscriber.pauses())) {
            case DELIVER -> deliver(publication);
            case SKIP -> false;
            case REPLAY -> {
                scheduleReplay();
                yield false;
            }
        };
    }

    /** After which sequence to read on; {@link Replay#NOWHERE} if this has ended or waits for room. */
    synchronized long position(Runnable whenRoom) {
        return closed || !subscriber.hasRoom(whenRoom) ? Replay.NOWHERE : cursor.position();
    }

    /**
     * Delivers a page of the log as far as there is room, and goes over to live if nothing is missing then.
     *
     * @return whether to read on now
     * @throws IllegalStateException if the log has a hole
     */
    boolean replay(List<Publication> page, Runnable whenRoom) {
        for (Publication publication : page) {
            synchronized (this) {
                if (closed || !subscriber.hasRoom(whenRoom)) {
                    return false;
                }
                if (cursor.onRead(sequence(publication)) && deliver(publication)) {
                    broker.onDeliveredLater();
                    announceStart();
                }
            }
        }
        synchronized (this) {
            if (closed || cursor.goLive()) {
                return false;
            }
            if (page.isEmpty()) {
                throw new IllegalStateException("The log lacks what was published after " + cursor.position());
            }
            return true;
        }
    }

    @Override
    public void again(Publication publication) {
        boolean outermost = Delivering.enter();
        try {
            synchronized (this) {
                if (!closed && started) {
                    subscriber.deliverAgain(publication);
                }
            }
        } finally {
            Delivering.leave(outermost);
        }
    }

    private static long sequence(Publication publication) {
        return publication
                .sequence()
                .orElseThrow(() -> new IllegalStateException("Without a sequence on a log: "
                        + publication.destination().value()));
    }

    private void announceStart() {
        Start start = awaited;
        if (start != null && !closed && cursor.position() >= start.head().orElseThrow()) {
            awaited = null;
            subscriber.onStarted(start);
        }
    }

    private void scheduleReplay() {
        if (replay != null) {
            replay.schedule();
        }
    }

    /** There is room again, or it is time for the newest value. */
    private void resume() {
        boolean outermost = Delivering.enter();
        try {
            synchronized (this) {
                Conflation values = conflation;
                if (values != null && attempt(values::resume)) {
                    broker.onDeliveredLater();
                }
            }
        } finally {
            Delivering.leave(outermost);
        }
    }

    private boolean give(Publication publication) {
        Conflation values = conflation;
        return values == null ? deliver(publication) : attempt(() -> values.offer(publication));
    }

    /** Ends with what does not fit: nothing could be replayed later. */
    private boolean deliverRelayed(Publication publication) {
        if (subscriber.pauses()) {
            end(Refusal.UNAVAILABLE);
            return false;
        }
        return deliver(publication);
    }

    private boolean deliver(Publication publication) {
        if (closed) {
            return false;
        }
        try {
            subscriber.deliver(publication);
            return true;
        } catch (RuntimeException mistake) {
            return endAfter(mistake);
        }
    }

    private boolean attempt(BooleanSupplier delivery) {
        try {
            return !closed && delivery.getAsBoolean();
        } catch (RuntimeException mistake) {
            return endAfter(mistake);
        }
    }

    /** Never lets one subscriber's mistake reach the others; and no silent hole for this one. */
    private boolean endAfter(RuntimeException mistake) {
        log.atError()
                .setCause(mistake)
                .addKeyValue("destination", destination().value())
                .log("A subscriber failed to take a publication");
        end(Refusal.UNAVAILABLE);
        return false;
    }

    /** Ends it because access has, or because its publications cannot be had: the subscriber is told. */
    void end(Refusal why) {
        boolean outermost = Delivering.enter();
        try {
            synchronized (this) {
                if (!closed) {
                    revoked = why != Refusal.UNAVAILABLE;
                    closed = true;
                    if (accepted) {
                        subscriber.onRevoked(why);
                    }
                }
            }
        } finally {
            Delivering.leave(outermost);
        }
        leave();
    }

    @Override
    public void close() {
        closed = true;
        if (!Delivering.inThisThread()) {
            awaitDelivery();
        }
        leave();
    }

    /** Returns once no delivery is under way: whoever has the monitor gives it back soon, as subscribers never block. */
    private synchronized void awaitDelivery() {
        closed = true;
    }

    private void leave() {
        release();
        if (broker.remove(this) && told.getAndSet(Told.CLOSED) == Told.OPENED) {
            broker.onClosed(this);
        }
    }

    /**
     * The number, so that audiences are walked in an order that can be repeated, and so that the monitor, which every
     * delivery takes, need not share the object's header with an identity hash.
     */
    @Override
    public int hashCode() {
        return place.number();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }
}
