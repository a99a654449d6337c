package dev.switchboard.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.MostlyWaits;
import dev.switchboard.RandomId;
import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.DeliveryClass;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.Relay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relay by itself, between a broker and a receiver. */
@MostlyWaits
class StompRelayTests {

    private static final Destination NEWS = Destination.of("/topic/events/news");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Ears ears = new Ears();

    /** Hears everything. */
    private static final class Ears implements Relay.Receiver {

        private final List<Publication> heard = new CopyOnWriteArrayList<>();
        private final AtomicInteger losses = new AtomicInteger();

        @Override
        public void onPublication(Publication publication) {
            heard.add(publication);
        }

        @Override
        public void onLost() {
            losses.incrementAndGet();
        }
    }

    private StompRelay relay(String host, int port, boolean tls, int queue) {
        StompRelay relay = new StompRelay(new RelayProperties(host, port, "ada", "secret", "", tls, queue), meters);
        relay.start(ears);
        return relay;
    }

    private static boolean isOpen(StompRelay relay) {
        try {
            relay.requireOpen();
            return true;
        } catch (RefusedException away) {
            assertThat(away.refusal()).isEqualTo(Refusal.UNAVAILABLE);
            assertThat(away.retryAfter()).isPresent();
            return false;
        }
    }

    private static Publication publication(byte[] body) {
        return new Publication(NEWS, DeliveryClass.EPHEMERAL, RandomId.next(), OptionalLong.empty(), "image/png", body);
    }

    @Test
    void anyBytesComeBackAsTheyWereOnceForAllWhoListen() {
        byte[] body = {0, 1, (byte) 0xff, '\n', 0, (byte) 0xc0};
        try (Artemis artemis = Artemis.started();
                StompRelay relay = relay("localhost", artemis.port(), false, 100)) {
            await().atMost(SOON).until(() -> isOpen(relay));
            AtomicInteger inForce = new AtomicInteger();
            Runnable first = relay.listen(NEWS, DeliveryClass.EPHEMERAL, inForce::incrementAndGet);
            Runnable second = relay.listen(NEWS, DeliveryClass.EPHEMERAL, inForce::incrementAndGet);
            await().atMost(SOON).until(() -> inForce.get() == 2);

            Publication said = publication(body);
            relay.publish(said);
            await().atMost(SOON).until(() -> !ears.heard.isEmpty());
            first.run();
            relay.publish(publication(body));
            await().atMost(SOON).until(() -> ears.heard.size() == 2);
            second.run();
            Runnable third = relay.listen(NEWS, DeliveryClass.EPHEMERAL, inForce::incrementAndGet);
            await().atMost(SOON).until(() -> inForce.get() == 3);
            relay.publish(said);
            await().atMost(SOON).until(() -> ears.heard.size() == 3);
            third.run();

            Publication heard = ears.heard.getFirst();
            assertThat(heard.body()).isEqualTo(body);
            assertThat(heard.id()).isEqualTo(said.id());
            assertThat(heard.contentType()).isEqualTo("image/png");
            assertThat(heard.destination()).isEqualTo(NEWS);
            assertThat(ears.heard.get(2).id()).isEqualTo(said.id());
            assertThat(ears.losses).hasValue(0);
        }
    }

    @Test
    void aBrokerThatTakesNothingHoldsNobodyUpAndCountsAsLost() {
        byte[] body = new byte[256 * 1024];
        try (StuckBroker broker = new StuckBroker();
                StompRelay relay = relay("localhost", broker.port(), false, 10)) {
            await().atMost(SOON).until(() -> isOpen(relay));

            AtomicLong longest = new AtomicLong();
            await().pollInterval(Duration.ofMillis(20)).atMost(SOON).until(() -> {
                long before = System.nanoTime();
                relay.publish(publication(body));
                longest.accumulateAndGet(System.nanoTime() - before, Math::max);
                return ears.losses.get() > 0;
            });

            assertThat(Duration.ofNanos(longest.get())).isLessThan(Duration.ofSeconds(2));
            assertThat(meters.get("switchboard.relay.dropped").counter().count())
                    .isPositive();
        }
    }

    @Test
    void aBrokerThatConfirmsNothingCountsAsLost() {
        try (StuckBroker broker = new StuckBroker();
                StompRelay relay = relay("localhost", broker.port(), false, 10)) {
            await().atMost(SOON).until(() -> isOpen(relay));

            relay.listen(NEWS, DeliveryClass.EPHEMERAL, () -> {});

            await().atMost(Duration.ofSeconds(40)).until(() -> ears.losses.get() > 0);
        }
    }

    @Test
    void speaksTlsToABrokerThatJavaTrusts(@TempDir Path directory) throws Exception {
        Path keys = Certificates.of("localhost", directory);
        try (Artemis artemis = Artemis.withTls(keys, Certificates.PASSWORD)) {
            Certificates.whileTrusted(keys, () -> {
                try (StompRelay relay = relay("localhost", artemis.port(), true, 10)) {
                    await().atMost(SOON).until(() -> isOpen(relay));
                }
            });
        }
    }

    @Test
    void believesNoCertificateThatJavaDoesNotTrust(@TempDir Path directory) throws Exception {
        Path keys = Certificates.of("localhost", directory);
        try (Artemis artemis = Artemis.withTls(keys, Certificates.PASSWORD);
                StompRelay relay = relay("localhost", artemis.port(), true, 10)) {
            assertStaysAway(relay);
        }
    }

    @Test
    void believesNoCertificateThatNamesAnother(@TempDir Path directory) throws Exception {
        Path keys = Certificates.of("elsewhere.example.org", directory);
        try (Artemis artemis = Artemis.withTls(keys, Certificates.PASSWORD)) {
            Certificates.whileTrusted(keys, () -> {
                try (StompRelay relay = relay("localhost", artemis.port(), true, 10)) {
                    assertStaysAway(relay);
                }
            });
        }
    }

    private static void assertStaysAway(StompRelay relay) {
        await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> !isOpen(relay));
        assertThatThrownBy(() -> relay.listen(NEWS, DeliveryClass.EPHEMERAL, () -> {}))
                .isInstanceOf(RefusedException.class);
    }
}
