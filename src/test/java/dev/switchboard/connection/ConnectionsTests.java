package dev.switchboard.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ConnectionsTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ConnectionProperties properties = properties(SECOND);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Connections connections = new Connections(properties, TestLimits.with(2, 0), meters);
    private final UserId ada = UserId.next();
    private final UserId bob = UserId.next();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void stop() {
        connections.destroy();
    }

    @Test
    void findsConnectionsByIdAndByUser() {
        Connection one = open(new FakeTransport());
        Connection two = open(new FakeTransport());
        connections.identify(one, ada);
        connections.identify(two, bob);

        assertThat(connections.find(one.id())).contains(one);
        assertThat(connections.of(ada)).containsExactly(one);
        assertThat(connections.matching(each -> each.user().equals(two.user()))).containsExactly(two);
        assertThat(connections.count()).isEqualTo(2);

        connections.closed(one);
        assertThat(connections.find(one.id())).isEmpty();
        assertThat(connections.of(ada)).isEmpty();
        assertThat(connections.count()).isOne();
    }

    @Test
    void refusesAUserMoreConnectionsThanTheLimitUntilOneEnds() {
        Connection first = identified(ada);
        identified(ada);
        identified(bob);
        Connection third = open(new FakeTransport());

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> connections.identify(third, ada))
                .returns(Refusal.TOO_MANY, RefusedException::refusal);
        assertThat(third.user()).isEmpty();

        connections.closed(first);
        connections.identify(third, ada);
        assertThat(connections.of(ada)).hasSize(2).contains(third);
    }

    @Test
    void keepsNothingOfAConnectionThatEndedBeforeItHadItsUser() {
        Connection connection = open(new FakeTransport());
        connections.closed(connection);

        connections.identify(connection, ada);

        assertThat(connections.of(ada)).isEmpty();
    }

    @Test
    void tellsObserversOnceOfEachOpeningAndEnd() {
        connections.observe(new ConnectionObserver() {
            @Override
            public void onOpened(Connection connection) {
                heard.add("opened");
            }

            @Override
            public void onIdentified(Connection connection) {
                heard.add("identified");
            }

            @Override
            public void onClosed(Connection connection) {
                heard.add("closed");
            }
        });

        Connection connection = identified(ada);
        connections.closed(connection);
        connections.closed(connection);

        assertThat(heard).containsExactly("opened", "identified", "closed");
    }

    @Test
    void forgetsAConnectionThatWasCutEvenIfTheContainerNeverSaysSo() {
        Connection connection = identified(ada);

        connection.abort();

        await().untilAsserted(() -> assertThat(connections.count()).isZero());
        assertThat(connections.of(ada)).isEmpty();
        assertThat(meters.get("switchboard.connection.cut").counter().count()).isOne();
    }

    @Test
    void cutsOffEveryReaderThatIsStuckWithinTheTimePromisedAndNobodyElse() {
        connections.start();
        List<FakeTransport> stuck = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            FakeTransport transport = new FakeTransport();
            transport.reads = false;
            stuck.add(transport);
            Connection connection = open(transport);
            connection.beat(new Heartbeat(Duration.ZERO, Duration.ofHours(1)));
            connection.outbox().offer(Frame.of("x"), "tag");
        }
        FakeTransport healthy = new FakeTransport();
        Connection reader = open(healthy);
        reader.beat(Heartbeat.NONE);
        long start = System.nanoTime();

        await().atMost(Duration.ofSeconds(8)).until(() -> {
            reader.heard();
            return stuck.stream().allMatch(transport -> transport.aborts == 1);
        });

        // The write's time, a look at each connection, the goodbye's time; and a busy machine.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SECOND, Duration.ofSeconds(7));
        assertThat(healthy.aborts).isZero();
        await().untilAsserted(() -> assertThat(connections.count()).isOne());
        assertThat(meters.get("switchboard.connection.closed")
                        .tag("reason", "4008")
                        .counter()
                        .count())
                .isEqualTo(2_000);
    }

    @Test
    void tellsEverybodyOfARestartBehindWhatWaitsAndCutsWhoDoesNotListen() {
        connections.start();
        FakeTransport reads = new FakeTransport();
        Connection one = open(reads);
        one.beat(Heartbeat.NONE);
        one.outbox().offer(Frame.of("last words"), "tag");
        FakeTransport stuck = new FakeTransport();
        stuck.reads = false;
        Connection two = open(stuck);
        two.beat(Heartbeat.NONE);
        two.outbox().offer(Frame.of("x"), "tag");

        connections.stop();

        assertThat(reads.frames()).containsExactly("last words");
        assertThat(reads.closed).containsExactly(CloseReason.SERVICE_RESTART);
        assertThat(stuck.aborts).isOne();
        FakeTransport late = new FakeTransport();
        open(late);
        assertThat(late.closed).containsExactly(CloseReason.SERVICE_RESTART);
    }

    @Test
    void refusesPropertiesOutOfBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> properties(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> properties(Duration.ofHours(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionProperties(DataSize.ofBytes(1023), SECOND, SECOND, SECOND, SECOND));
    }

    private static ConnectionProperties properties(Duration writeTimeout) {
        return new ConnectionProperties(
                DataSize.ofKilobytes(256),
                writeTimeout,
                Duration.ofSeconds(12),
                Duration.ofSeconds(12),
                Duration.ofSeconds(8));
    }

    private Connection open(Transport transport) {
        return connections.open(transport, "127.0.0.1");
    }

    private Connection identified(UserId user) {
        Connection connection = open(new FakeTransport());
        connections.identify(connection, user);
        return connection;
    }
}
