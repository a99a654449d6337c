package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How an owner without a log gives a new subscriber the current value first. */
class FirstPublicationTests {

    private static final Destination PRICE = Destination.of("/topic/live/price");

    private final Prices prices = new Prices();
    private final Broker broker = Brokers.with(prices);
    private final UserId ada = UserId.next();
    private final Reader reader = new Reader();

    @Test
    void comesBeforeEverythingElse() {
        broker.subscribe(Listening.live(PRICE, ada), reader);

        broker.publish(Board.hint(PRICE, "2"));

        assertThat(reader.heard).containsExactly("1", new Start(OptionalLong.empty(), Start.Recovery.NOT_ASKED), "2");
    }

    @Test
    void mayComeLaterAndNothingComesBefore() {
        prices.later = true;
        broker.subscribe(Listening.live(PRICE, ada), reader);

        broker.publish(Board.hint(PRICE, "0"));
        assertThat(reader.heard).isEmpty();
        prices.openings.getFirst().accept(List.of(Board.hint(PRICE, "1")));
        broker.publish(Board.hint(PRICE, "2"));

        assertThat(reader.ids()).containsExactly("1", "2");
    }

    @Test
    void comesOnce() {
        prices.later = true;
        broker.subscribe(Listening.live(PRICE, ada), reader);

        prices.openings.getFirst().accept(List.of(Board.hint(PRICE, "1")));
        prices.openings.getFirst().accept(List.of(Board.hint(PRICE, "1")));

        assertThat(reader.ids()).containsExactly("1");
    }

    @Test
    void doesNotComeAfterTheEnd() {
        prices.later = true;
        broker.subscribe(Listening.live(PRICE, ada), reader);
        broker.revoke(PRICE, ada);

        prices.openings.getFirst().accept(List.of(Board.hint(PRICE, "1")));

        assertThat(reader.heard).containsExactly(Refusal.FORBIDDEN);
    }

    @Test
    void whatKeepsNoLogReplaysNothingAndSaysSo() {
        broker.subscribe(new Listening(PRICE, ada, OptionalLong.of(3), false), reader);

        assertThat(reader.start).isEqualTo(new Start(OptionalLong.empty(), Start.Recovery.TOO_FAR));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> broker.subscribe(new Listening(PRICE, ada, OptionalLong.of(3), true), new Reader()))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.INVALID));
    }

    /** Owns one price. */
    private static final class Prices implements DestinationOwner {

        private final List<Consumer<List<Publication>>> openings = new ArrayList<>();
        private boolean later;

        @Override
        public boolean owns(Destination destination) {
            return destination.equals(PRICE);
        }

        @Override
        public DeliveryClass deliveryClass(Destination destination) {
            return DeliveryClass.EPHEMERAL;
        }

        @Override
        public void requireListener(Destination destination, UserId user) {}

        @Override
        public void open(Destination destination, UserId user, Consumer<List<Publication>> opening) {
            if (later) {
                openings.add(opening);
            } else {
                opening.accept(List.of(Board.hint(PRICE, "1")));
            }
        }
    }
}
