package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BrokerTests {

    private final Board lobby = new Board("/topic/rooms/lobby");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Broker broker = Brokers.with(() -> Stream.of(lobby), Runnable::run, meters);
    private final UserId ada = UserId.next();
    private final UserId grace = UserId.next();
    private final Reader reader = new Reader();

    @Test
    void deliversToEveryoneWhoListensInTheOrderOfPublishing() {
        Reader another = new Reader();
        listen(ada, reader);
        listen(grace, another);

        say(3);

        assertThat(reader.sequences()).containsExactly(1L, 2L, 3L);
        assertThat(another.sequences()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void deliversNothingAfterTheSubscriptionIsClosed() {
        Subscription subscription = listen(ada, reader);
        say(1);
        subscription.close();

        say(1);

        assertThat(reader.sequences()).containsExactly(1L);
    }

    @Test
    void deliversNothingToANeighbourWhoIsClosedInTheMiddleOfAPublication() {
        List<Reader> readers = Stream.generate(Reader::new).limit(50).toList();
        List<Subscription> subscriptions = new ArrayList<>();
        Consumer<Reader> closesAllOthers = first -> {
            for (int i = 0; i < readers.size(); i++) {
                if (readers.get(i) != first) {
                    subscriptions.get(i).close();
                }
            }
        };
        for (Reader each : readers) {
            each.onDelivery = () -> closesAllOthers.accept(each);
            subscriptions.add(listen(ada, each));
        }

        say(1);

        assertThat(readers).filteredOn(each -> !each.received.isEmpty()).hasSize(1);
    }

    @Test
    void saysWhereLivePublicationsBegin() {
        say(5);

        listen(ada, reader);
        say(2);

        assertThat(reader.start).isEqualTo(new Start(OptionalLong.of(5), Start.Recovery.NOT_ASKED));
        assertThat(reader.sequences()).containsExactly(6L, 7L);
    }

    @Test
    void replaysWhatWasMissedThenSaysSoThenGoesLive() {
        say(11);

        broker.subscribe(since(2, true), reader);
        say(1);

        Start recovered = new Start(OptionalLong.of(11), Start.Recovery.RECOVERED);
        assertThat(reader.sequences()).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(reader.heard.indexOf(recovered)).isEqualTo(9);
        assertThat(meters.get("switchboard.broker.replays").counter().count()).isEqualTo(1);
    }

    @Test
    void recoversAtOnceWhenNothingWasMissed() {
        say(4);

        broker.subscribe(since(4, true), reader);

        assertThat(reader.heard).containsExactly(new Start(OptionalLong.of(4), Start.Recovery.RECOVERED));
        assertThat(meters.get("switchboard.broker.replays").counter().count()).isZero();
    }

    @Test
    void replaysExactlyAsManyAsTheLimitAllows() {
        lobby.replayLimit = 5;
        say(7);

        broker.subscribe(since(2, true), reader);

        assertThat(reader.sequences()).containsExactly(3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void goesLiveAndSaysSoWhenTooMuchWasMissed() {
        lobby.replayLimit = 5;
        say(7);

        broker.subscribe(since(1, false), reader);
        say(1);

        assertThat(reader.start).isEqualTo(new Start(OptionalLong.of(7), Start.Recovery.TOO_FAR));
        assertThat(reader.sequences()).containsExactly(8L);
    }

    @Test
    void goesLiveAndSaysSoWhenSinceLiesBeyondTheHead() {
        say(7);

        broker.subscribe(since(8, false), reader);
        say(1);

        assertThat(reader.start).isEqualTo(new Start(OptionalLong.of(7), Start.Recovery.TOO_FAR));
        assertThat(reader.sequences()).containsExactly(8L);
    }

    @Test
    void refusesWhatCannotBeRecoveredWhereThereIsNoWayToSaySo() {
        lobby.replayLimit = 5;
        say(7);

        assertRefused(Refusal.INVALID, () -> broker.subscribe(since(1, true), reader));
        assertRefused(Refusal.INVALID, () -> broker.subscribe(since(8, true), reader));
        assertNothingWasHeard();
    }

    @Test
    void refusesASinceBelowZero() {
        assertRefused(Refusal.INVALID, () -> broker.subscribe(since(-1, false), reader));
        assertNothingWasHeard();
    }

    @Test
    void refusesDestinationsThatNobodyOwns() {
        Destination nowhere = Destination.of("/topic/rooms/other");

        assertRefused(Refusal.NOT_FOUND, () -> broker.subscribe(Listening.live(nowhere, ada), reader));
        assertRefused(Refusal.NOT_FOUND, () -> broker.requireListener(nowhere, ada));
    }

    @Test
    void refusesDestinationsThatSeveralFeaturesClaim() {
        Broker confused = Brokers.with(lobby, new Board("/topic/rooms/lobby"));

        assertRefused(Refusal.NOT_FOUND, () -> confused.subscribe(Listening.live(lobby.destination, ada), reader));
    }

    @Test
    void passesOnTheOwnersRefusal() {
        lobby.strangers.add(ada);

        assertRefused(Refusal.FORBIDDEN, () -> listen(ada, reader));
        assertRefused(Refusal.FORBIDDEN, () -> broker.requireListener(lobby.destination, ada));
        say(1);
        assertNothingWasHeard();
    }

    @Test
    void deliversNothingBeforeTheOwnerHasSaidYes() {
        lobby.beforeAnswer = () -> say(1);

        listen(ada, reader);

        assertThat(reader.heard).containsExactly(new Start(OptionalLong.of(1), Start.Recovery.NOT_ASKED));
    }

    @Test
    void refusesWhoeverIsRevokedWhileTheOwnerAnswers() {
        lobby.beforeAnswer = () -> {
            lobby.strangers.add(ada);
            broker.revoke(lobby.destination, ada);
        };

        assertRefused(Refusal.FORBIDDEN, () -> listen(ada, reader));
        say(1);
        assertNothingWasHeard();
    }

    @Test
    void revokingEndsAUsersSubscriptionsThereAndBelow() {
        Reader typing = new Reader();
        listen(ada, reader);
        broker.subscribe(Listening.live(lobby.below("typing"), ada), typing);

        broker.revoke(lobby.destination, ada);
        say(1);
        broker.publish(Board.hint(lobby.below("typing"), "Grace types"));

        assertThat(reader.revoked).isEqualTo(Refusal.FORBIDDEN);
        assertThat(typing.revoked).isEqualTo(Refusal.FORBIDDEN);
        assertThat(reader.received).isEmpty();
        assertThat(typing.received).isEmpty();
    }

    @Test
    void revokingTouchesNobodyElseAndNothingBeside() {
        Board beside = new Board("/topic/rooms/lobby2");
        Broker both = Brokers.with(lobby, beside);
        Reader other = new Reader();
        Reader elsewhere = new Reader();
        both.subscribe(Listening.live(lobby.destination, grace), other);
        both.subscribe(Listening.live(beside.destination, ada), elsewhere);

        both.revoke(lobby.destination, ada);
        both.publish(lobby.append());
        both.publish(beside.append());

        assertThat(other.sequences()).containsExactly(1L);
        assertThat(elsewhere.sequences()).containsExactly(1L);
    }

    @Test
    void revokingBelowLeavesWhatIsAbove() {
        listen(ada, reader);

        broker.revoke(lobby.below("typing"), ada);
        say(1);

        assertThat(reader.sequences()).containsExactly(1L);
    }

    @Test
    void revokingEverybodyLeavesNobody() {
        Reader other = new Reader();
        listen(ada, reader);
        broker.subscribe(Listening.live(lobby.below("typing"), grace), other);

        broker.revokeAll(lobby.destination);

        assertThat(reader.revoked).isEqualTo(Refusal.NOT_FOUND);
        assertThat(other.revoked).isEqualTo(Refusal.NOT_FOUND);
        assertThat(meters.get("switchboard.broker.subscriptions").gauge().value())
                .isZero();
    }

    @Test
    void isToldOfRevocationOnceAndNotOfItsOwnClosing() {
        Subscription subscription = listen(ada, reader);
        subscription.close();
        broker.revoke(lobby.destination, ada);

        Reader revoked = new Reader();
        Subscription second = listen(ada, revoked);
        broker.revoke(lobby.destination, ada);
        broker.revoke(lobby.destination, ada);
        second.close();

        assertThat(reader.revoked).isNull();
        assertThat(revoked.heard).containsExactly(revoked.start, Refusal.FORBIDDEN);
    }

    @Test
    void ownQueuesAreApart() {
        Queue queue = new Queue();
        Broker own = Brokers.with(queue);
        Destination adas = Destination.of(ada, "/user/queue/inbox");
        Destination graces = Destination.of(grace, "/user/queue/inbox");
        Reader other = new Reader();
        own.subscribe(Listening.live(adas, ada), reader);
        own.subscribe(Listening.live(graces, grace), other);

        own.publish(Board.hint(adas, "for Ada"));
        own.revoke(graces, grace);

        assertThat(reader.ids()).containsExactly("for Ada");
        assertThat(other.received).isEmpty();
        assertThat(other.revoked).isEqualTo(Refusal.FORBIDDEN);
    }

    @Test
    void observersHearOfWhatWasAcceptedAndOfItsEndOnce() {
        List<String> heard = new ArrayList<>();
        broker.observe(new SubscriptionObserver() {
            @Override
            public void onOpened(Destination destination, UserId user) {
                heard.add("opened " + destination.value() + " by " + user);
            }

            @Override
            public void onClosed(Destination destination, UserId user) {
                heard.add("closed " + destination.value() + " by " + user);
            }

            @Override
            public void onRevoked(Destination destination, UserId user) {
                heard.add("revoked " + destination.value() + " by " + user);
            }
        });
        lobby.strangers.add(grace);

        Subscription subscription = listen(ada, reader);
        assertRefused(Refusal.FORBIDDEN, () -> listen(grace, new Reader()));
        subscription.close();
        subscription.close();
        listen(ada, reader);
        broker.revoke(lobby.destination, ada);

        String opened = "opened /topic/rooms/lobby by " + ada;
        String closed = "closed /topic/rooms/lobby by " + ada;
        String revoked = "revoked /topic/rooms/lobby by " + ada;
        assertThat(heard).containsExactly(opened, closed, opened, revoked);
    }

    @Test
    void aSubscriberThatFailsIsEndedAndHurtsNobody() {
        Reader failing = new Reader();
        failing.onDelivery = () -> {
            throw new IllegalStateException("A mistake of the test");
        };
        listen(ada, failing);
        listen(grace, reader);

        say(2);

        assertThat(failing.revoked).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(reader.sequences()).containsExactly(1L, 2L);
    }

    @Test
    void countsWhatItDoes() {
        listen(ada, reader);
        listen(grace, new Reader());
        say(3);
        broker.subscribe(since(1, true), new Reader());

        assertThat(meters.get("switchboard.broker.publications").counter().count())
                .isEqualTo(3);
        assertThat(meters.get("switchboard.broker.deliveries").counter().count())
                .isEqualTo(3 * 2 + 2);
        assertThat(meters.get("switchboard.broker.subscriptions").gauge().value())
                .isEqualTo(3);
    }

    private Subscription listen(UserId user, Subscriber subscriber) {
        return broker.subscribe(Listening.live(lobby.destination, user), subscriber);
    }

    private Listening since(long sequence, boolean mustRecover) {
        return new Listening(lobby.destination, ada, OptionalLong.of(sequence), mustRecover);
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            broker.publish(lobby.append());
        }
    }

    private void assertNothingWasHeard() {
        assertThat(reader.heard).isEmpty();
        assertThat(meters.get("switchboard.broker.subscriptions").gauge().value())
                .isZero();
    }

    private static void assertRefused(Refusal refusal, ThrowingCallable call) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    /** Owns everybody's inbox. */
    private static final class Queue implements DestinationOwner {

        @Override
        public boolean owns(Destination destination) {
            return destination.value().equals("/user/queue/inbox");
        }

        @Override
        public DeliveryClass deliveryClass(Destination destination) {
            return DeliveryClass.EPHEMERAL;
        }

        @Override
        public void requireListener(Destination destination, UserId user) {}
    }
}
