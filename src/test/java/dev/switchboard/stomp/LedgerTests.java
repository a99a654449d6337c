package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is settled by which ACK, what is due again, and that the ledger is bounded. */
class LedgerTests {

    private final Ledger ledger = new Ledger(5, Runnable::run);
    private final List<String> calls = new ArrayList<>();

    @Test
    void settlesOneWithAnIndividualAckAndAllBeforeWithACumulativeOne() {
        Unacknowledged individual = open("i", AckMode.CLIENT_INDIVIDUAL);
        Unacknowledged cumulative = open("c", AckMode.CLIENT);
        for (int number = 1; number <= 2; number++) {
            individual.note(logged(number), false);
            cumulative.note(logged(number), false);
        }
        cumulative.note(logged(3), false);

        ledger.acknowledge(message("i", 2));
        ledger.acknowledge(message("c", 2));

        assertThat(waiting(individual)).containsExactly(1);
        assertThat(waiting(cumulative)).containsExactly(3);
        assertThat(ledger.size()).isEqualTo(2);
    }

    @Test
    void makesDueWhatWasRefusedInTheOrderInWhichItWasSent() {
        Unacknowledged cumulative = open("c", AckMode.CLIENT);
        note(cumulative, 1, 2, 3);

        ledger.refuse(message("c", 2));

        assertThat(sendAgain(cumulative)).containsExactly(1, 2);
        assertThat(calls).containsExactly("due c");
    }

    @Test
    void takesAnAckForWhatWasSentBeforeItThoughItIsOlder() {
        Unacknowledged cumulative = open("c", AckMode.CLIENT);
        note(cumulative, 1, 2, 3);
        ledger.refuse(message("c", 1));
        assertThat(sendAgain(cumulative)).containsExactly(1);

        ledger.acknowledge(message("c", 3));

        assertThat(waiting(cumulative))
                .as("the first was sent again after the third")
                .containsExactly(1);
    }

    @Test
    void remindsOfWhatIsLateAloneOrInACumulativeModeOfEverything() throws InterruptedException {
        Unacknowledged individual = open("i", AckMode.CLIENT_INDIVIDUAL);
        Unacknowledged cumulative = open("c", AckMode.CLIENT);
        note(individual, 1);
        note(cumulative, 1);
        Thread.sleep(2);
        long now = System.nanoTime();
        Thread.sleep(2);
        note(individual, 2);
        note(cumulative, 2);

        ledger.remind(now);

        assertThat(sendAgain(individual)).containsExactly(1);
        assertThat(sendAgain(cumulative)).containsExactly(1, 2);
        ledger.remind(now);
        assertThat(sendAgain(individual)).as("it was sent again since").isEmpty();
    }

    @Test
    void isFullAndTellsThoseWhoWaitOnceThereIsRoom() {
        Unacknowledged individual = open("i", AckMode.CLIENT_INDIVIDUAL);
        note(individual, 1, 2, 3, 4);
        assertThat(ledger.hasRoom(() -> calls.add("room"))).isTrue();
        note(individual, 5);

        assertThat(ledger.isFull()).isTrue();
        assertThat(ledger.hasRoom(() -> calls.add("room"))).isFalse();
        ledger.refuse(message("i", 1));
        assertThat(calls).containsExactly("due i");
        ledger.acknowledge(message("i", 1));
        ledger.acknowledge(message("i", 2));

        assertThat(calls).containsExactly("due i", "room");
        assertThat(waiting(individual)).containsExactly(3, 4, 5);
        assertThat(sendAgain(individual)).as("it was acknowledged after all").isEmpty();
    }

    @Test
    void keepsOnlyTheNewestOfAStateAndNoHintBeyondItsBound() {
        Unacknowledged state = open("s", AckMode.CLIENT);
        Unacknowledged hints = open("h", AckMode.CLIENT_INDIVIDUAL);
        for (int number = 1; number <= 100; number++) {
            assertThat(state.note(publication(DeliveryClass.STATE, number), false))
                    .isTrue();
        }
        assertThat(waiting(state)).containsExactly(100);

        for (int number = 1; number <= 100; number++) {
            assertThat(hints.note(publication(DeliveryClass.EPHEMERAL, number), false))
                    .isEqualTo(number <= 4);
        }
        assertThat(hints.note(publication(DeliveryClass.EPHEMERAL, 200), true))
                .as("what must arrive")
                .isTrue();
        assertThat(ledger.size()).isEqualTo(5);

        ledger.refuse(message("h", 200));
        assertThat(sendAgain(hints)).as("hints are not sent again").isEmpty();
        ledger.refuse(message("s", 100));
        assertThat(state.nextDue().flatMap(Unacknowledged.Sent::state)).isPresent();
    }

    @Test
    void knowsWhatWasSettledLatelyAndNothingThatIsNotItsOwn() {
        Unacknowledged individual = open("i", AckMode.CLIENT_INDIVIDUAL);
        note(individual, 1, 2);
        ledger.acknowledge(message("i", 1));
        individual.close();

        ledger.require(message("i", 1));
        ledger.require(message("i", 2));
        ledger.require(new Delivered(Optional.empty(), "m2"));
        ledger.acknowledge(message("i", 2));
        ledger.refuse(message("i", 2));
        assertThat(ledger.size()).isZero();
        for (Delivered foreign :
                List.of(message("i", 3), message("other", 1), new Delivered(Optional.empty(), "m3"), message("", 1))) {
            assertThatThrownBy(() -> ledger.require(foreign)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void forgetsWhatWasSettledLongAgo() {
        Unacknowledged individual = open("i", AckMode.CLIENT_INDIVIDUAL);
        for (int number = 1; number <= 6; number++) {
            note(individual, number);
            ledger.acknowledge(message("i", number));
        }

        ledger.require(message("i", 2));
        assertThatThrownBy(() -> ledger.require(message("i", 1))).isInstanceOf(RefusedException.class);
    }

    private Unacknowledged open(String subscription, AckMode mode) {
        return ledger.open(subscription, mode, () -> calls.add("due " + subscription));
    }

    private static void note(Unacknowledged to, int... numbers) {
        for (int number : numbers) {
            assertThat(to.note(logged(number), false)).isTrue();
        }
    }

    private static List<Integer> waiting(Unacknowledged of) {
        List<Integer> waiting = new ArrayList<>();
        for (int number = 1; number <= 200; number++) {
            if (of.has("m" + number)) {
                waiting.add(number);
            }
        }
        return waiting;
    }

    private static List<Integer> sendAgain(Unacknowledged due) {
        List<Integer> again = new ArrayList<>();
        for (Optional<Unacknowledged.Sent> next = due.nextDue(); next.isPresent(); next = due.nextDue()) {
            assertThat(due.noteAgain(next.get().id())).isTrue();
            again.add((int) next.get().sequence());
        }
        return again;
    }

    private static Delivered message(String subscription, int number) {
        return new Delivered(Optional.of(subscription), "m" + number);
    }

    private static Publication logged(int number) {
        return publication(DeliveryClass.LOG, number);
    }

    private static Publication publication(DeliveryClass deliveryClass, int number) {
        return new Publication(
                Destination.of("/topic/board/a"),
                deliveryClass,
                "m" + number,
                deliveryClass == DeliveryClass.LOG ? OptionalLong.of(number) : OptionalLong.empty(),
                "text/plain",
                new byte[0]);
    }
}
