package dev.switchboard.broker;

import dev.switchboard.Refusal;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audiences where another broker stands between them and the publishers. A subscription begins live, once that one has
 * confirmed. What was missed is not replayed, for the other broker keeps no log, and servers may share it that share nothing
 * else; so all end when it is lost. Thread-safe.
 */
final class RelayedAudiences {

    private static final Logger log = LoggerFactory.getLogger(RelayedAudiences.class);

    private final Relay relay;
    private final Replays replays;
    private final Audiences audiences;

    RelayedAudiences(Relay relay, Replays replays, Audiences audiences) {
        this.relay = relay;
        this.replays = replays;
        this.audiences = audiences;
    }

    /** Begins; {@code fanOut} gets what the other broker says. */
    void open(Consumer<Publication> fanOut) {
        relay.start(new Relay.Receiver() {
            @Override
            public void onPublication(Publication publication) {
                fanOut.accept(publication);
            }

            @Override
            public void onLost() {
                audiences.all().forEach(RelayedAudiences::end);
            }
        });
    }

    private static void end(Audiences.Audience audience) {
        for (ActiveSubscription subscription : audience) {
            if (subscription.isRelayed()) {
                subscription.end(Refusal.UNAVAILABLE);
            }
        }
    }

    /** @throws dev.switchboard.RefusedException UNAVAILABLE while the other broker is away */
    void requireOpen() {
        relay.requireOpen();
    }

    void publish(Publication publication) {
        relay.publish(publication);
    }

    /** Starts a subscription that is accepted, soon. */
    void start(ActiveSubscription subscription, DestinationOwner owner, Start.Recovery recovery) {
        subscription.hold(relay.listen(
                subscription.destination(),
                subscription.deliveryClass(),
                () -> onInForce(subscription, owner, recovery)));
    }

    private void onInForce(ActiveSubscription subscription, DestinationOwner owner, Start.Recovery recovery) {
        try {
            if (subscription.deliveryClass() == DeliveryClass.LOG) {
                startInLog(subscription, owner, recovery);
            } else {
                Start start = new Start(OptionalLong.empty(), recovery);
                owner.open(subscription.destination(), subscription.user(), first -> subscription.start(first, start));
            }
        } catch (RuntimeException mistake) {
            log.atError().setCause(mistake).log("A subscription could not be opened");
            subscription.end(Refusal.UNAVAILABLE);
        }
    }

    private void startInLog(ActiveSubscription subscription, DestinationOwner owner, Start.Recovery recovery) {
        // Before the head is read: what is published between comes, though the head counts it already.
        subscription.open();
        if (!replays.execute(() -> announce(subscription, owner, recovery))) {
            subscription.end(Refusal.UNAVAILABLE);
        }
    }

    private void announce(ActiveSubscription subscription, DestinationOwner owner, Start.Recovery recovery) {
        try {
            long head = owner.log(subscription.destination()).head();
            replays.onRead();
            subscription.announce(new Start(OptionalLong.of(head), recovery));
        } catch (RuntimeException storeIsAway) {
            replays.onFailed(storeIsAway);
            subscription.end(Refusal.UNAVAILABLE);
        }
    }
}
