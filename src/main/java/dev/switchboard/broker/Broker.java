package dev.switchboard.broker;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages meet: knows who listens to what, and nothing else. Thread-safe.
 *
 * <p>Publications of one destination reach each of its subscribers in the order in which they were published; publishing
 * on one destination from several threads at once gives no order, and is the publisher's mistake where order matters.
 */
public final class Broker {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);

    private final Supplier<Stream<DestinationOwner>> owners;
    private final Replays replays;
    private final Audiences audiences = new Audiences();
    private final List<SubscriptionObserver> observers = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Counter publications;
    private final Counter deliveries;
    private final Timetable timetable;
    private final @Nullable RelayedAudiences relayed;

    /**
     * @param owners asked anew for every subscription, since owners may be made after their broker
     * @param replays reads what subscribers have missed
     * @param timetable when subscribers may have their next value
     * @param relay the broker to publish on and to listen to; null for this one
     */
    Broker(
            Supplier<Stream<DestinationOwner>> owners,
            Replays replays,
            Timetable timetable,
            @Nullable Relay relay,
            MeterRegistry meters) {
        this.owners = owners;
        this.replays = replays;
        this.timetable = timetable;
        this.publications = meters.counter("switchboard.broker.publications");
        this.deliveries = meters.counter("switchboard.broker.deliveries");
        Gauge.builder("switchboard.broker.subscriptions", audiences, Audiences::subscriptions)
                .register(meters);
        this.relayed = relay == null ? null : new RelayedAudiences(relay, replays, audiences);
        if (relayed != null) {
            relayed.open(this::fanOut);
        }
    }

    /**
     * Starts to listen. The destination's owner is asked after the subscription is registered, so that a revocation at
     * the same moment is never missed. The subscriber may be called before this returns, but not before the owner has
     * said yes, and not at all if this throws.
     *
     * @throws RefusedException NOT_FOUND if nobody owns the destination; INVALID if {@code since} cannot be honoured but
     *     must be; UNAVAILABLE while the broker is away to which this one relays; or what the owner says
     */
    public Subscription subscribe(Listening listening, Subscriber subscriber) {
        Destination destination = listening.destination();
        DestinationOwner owner = requireOwner(destination);
        DeliveryClass deliveryClass = owner.deliveryClass(destination);
        boolean carried = relayed != null && !owner.staysHere(destination);
        ActiveSubscription subscription = new ActiveSubscription(
                new ActiveSubscription.Place(
                        destination, listening.user(), deliveryClass, carried, numbers.incrementAndGet()),
                subscriber,
                this);
        boolean accepted = false;
        try {
            if (deliveryClass == DeliveryClass.LOG && !carried) {
                listenToLog(subscription, owner, listening);
            } else {
                listenLive(subscription, owner, listening);
            }
            accepted = true;
            return subscription;
        } finally {
            if (!accepted) {
                subscription.close();
            }
        }
    }

    private void listenToLog(ActiveSubscription subscription, DestinationOwner owner, Listening listening) {
        OptionalLong since = listening.since();
        if (since.orElse(0) < 0) {
            throw new RefusedException(Refusal.INVALID, "Sequences count from 1, and since from 0");
        }
        DestinationLog destinationLog = owner.log(listening.destination());
        subscription.reads(replays.of(subscription, destinationLog));
        audiences.add(subscription);
        owner.requireListener(listening.destination(), listening.user());
        long head = destinationLog.head();
        if (since.isEmpty()) {
            accept(subscription, listening);
            subscription.start(head, new Start(OptionalLong.of(head), Start.Recovery.NOT_ASKED));
            return;
        }
        long missing = head - since.getAsLong();
        boolean recoverable = missing == 0
                || (missing > 0
                        && missing <= destinationLog.replayLimit()
                        && since.getAsLong() >= destinationLog.oldest() - 1);
        if (!recoverable) {
            requireNoRecovery(
                    listening,
                    "The log ends at " + head + " and replays at most " + destinationLog.replayLimit()
                            + " that are kept");
        }
        accept(subscription, listening);
        subscription.start(
                recoverable ? since.getAsLong() : head,
                new Start(OptionalLong.of(head), recoverable ? Start.Recovery.RECOVERED : Start.Recovery.TOO_FAR));
    }

    private void listenLive(ActiveSubscription subscription, DestinationOwner owner, Listening listening) {
        if (subscription.deliveryClass() == DeliveryClass.STATE) {
            subscription.conflates(new Conflation.Rhythm(timetable, owner.interval(listening.destination())));
        }
        if (subscription.isRelayed()) {
            requireReach();
        }
        audiences.add(subscription);
        owner.requireListener(listening.destination(), listening.user());
        boolean asked = listening.since().isPresent();
        if (asked) {
            requireNoRecovery(listening, "Nothing is replayed here: read what was missed by REST, if it is kept");
        }
        Start.Recovery recovery = asked ? Start.Recovery.TOO_FAR : Start.Recovery.NOT_ASKED;
        accept(subscription, listening);
        if (relayed != null && subscription.isRelayed()) {
            relayed.start(subscription, owner, recovery);
            return;
        }
        Start start = new Start(OptionalLong.empty(), recovery);
        owner.open(listening.destination(), listening.user(), first -> subscription.start(first, start));
    }

    private static void requireNoRecovery(Listening listening, String detail) {
        if (listening.mustRecover()) {
            throw new RefusedException(Refusal.INVALID, detail);
        }
    }

    private void accept(ActiveSubscription subscription, Listening listening) {
        if (!subscription.accept()) {
            // Revoked between the owner's answer and now: the owner knows better words by now, or it was given back.
            requireListener(listening.destination(), listening.user());
            throw new RefusedException(Refusal.FORBIDDEN, "Access has just ended");
        }
    }

    /**
     * Gives a publication to everyone who listens. Never blocks. Where this broker relays to another one, that gives it to
     * them, or nobody does while it is away.
     */
    public void publish(Publication publication) {
        publications.increment();
        if (relayed == null) {
            fanOut(publication);
        } else {
            relayed.publish(publication);
        }
    }

    /**
     * Refuses while nothing that is published reaches anybody.
     *
     * @throws RefusedException UNAVAILABLE while the broker is away to which this one relays
     */
    public void requireReach() {
        if (relayed != null) {
            relayed.requireOpen();
        }
    }

    private void fanOut(Publication publication) {
        Audiences.Audience audience = audiences.at(publication.destination());
        if (audience == null) {
            return;
        }
        int delivered = 0;
        boolean outermost = Delivering.enter();
        try {
            for (ActiveSubscription subscription : audience) {
                if (subscription.offer(publication)) {
                    delivered++;
                }
            }
        } finally {
            Delivering.leave(outermost);
        }
        deliveries.increment(delivered);
    }

    /** Ends all of a user's subscriptions to a destination and to what lies below it ({@code …/typing}). */
    public void revoke(Destination destination, UserId user) {
        end(destination, user, Refusal.FORBIDDEN);
    }

    /** Ends everybody's subscriptions to a destination and to what lies below it. */
    public void revokeAll(Destination destination) {
        end(destination, null, Refusal.NOT_FOUND);
    }

    private void end(Destination destination, @Nullable UserId user, Refusal why) {
        audiences.atAndBelow(destination).forEach(audience -> {
            for (ActiveSubscription subscription : audience) {
                if (user == null || subscription.user().equals(user)) {
                    subscription.end(why);
                }
            }
        });
    }

    /**
     * Refuses whoever may not listen to a destination now, as its owner sees it.
     *
     * @throws RefusedException NOT_FOUND if nobody owns the destination, or what its owner says
     */
    public void requireListener(Destination destination, UserId user) {
        requireOwner(destination).requireListener(destination, user);
    }

    /** Whether those who have not said who they are may listen to anything at all. */
    public boolean welcomesGuests() {
        return owners.get().anyMatch(DestinationOwner::welcomesGuests);
    }

    /** Whether those who have not said who they are may listen to a destination. */
    public boolean welcomesGuests(Destination destination) {
        return owner(destination)
                .filter(owner -> owner.welcomesGuests(destination))
                .isPresent();
    }

    /** Who answers for a destination. */
    public Optional<DestinationOwner> owner(Destination destination) {
        List<DestinationOwner> found =
                owners.get().filter(owner -> owner.owns(destination)).toList();
        if (found.size() > 1) {
            log.atError()
                    .addKeyValue("destination", destination.value())
                    .addKeyValue("owners", found)
                    .log("Several features claim one destination, so nobody gets it");
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private DestinationOwner requireOwner(Destination destination) {
        return owner(destination)
                .orElseThrow(
                        () -> new RefusedException(Refusal.NOT_FOUND, "Nothing is said on " + destination.value()));
    }

    /** Tells an observer of every subscription that is accepted, and of the end of these, from now on. */
    public void observe(SubscriptionObserver observer) {
        observers.add(observer);
    }

    void onAccepted(ActiveSubscription subscription) {
        for (SubscriptionObserver observer : observers) {
            observer.onOpened(subscription.destination(), subscription.user());
        }
    }

    void onClosed(ActiveSubscription subscription) {
        for (SubscriptionObserver observer : observers) {
            if (subscription.revoked()) {
                observer.onRevoked(subscription.destination(), subscription.user());
            } else {
                observer.onClosed(subscription.destination(), subscription.user());
            }
        }
    }

    /** Takes a subscription off the register. @return whether it stood there */
    boolean remove(ActiveSubscription subscription) {
        return audiences.remove(subscription);
    }

    /** Something was delivered that was not published just now. */
    void onDeliveredLater() {
        deliveries.increment();
    }
}
