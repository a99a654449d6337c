package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.Refusal;
import dev.switchboard.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a replay does when its reader, its log or its threads cannot. Pages hold four publications here. */
class ReplayTests {

    private final Board lobby = new Board("/topic/rooms/lobby");
    private final List<Runnable> turns = new ArrayList<>();
    private final Broker broker = Brokers.with(() -> Stream.of(lobby), turns::add, new SimpleMeterRegistry());
    private final UserId ada = UserId.next();
    private final Reader reader = new Reader();

    @Test
    void isPacedByItsReader() {
        say(20);
        List<Long> read = new ArrayList<>();
        lobby.afterRead = () -> read.add((long) reader.received.size());
        reader.room = 6;

        resume(0);
        takeTurns();

        assertThat(reader.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(read).as("pages were read with so many delivered").containsExactly(0L, 4L);

        reader.makeRoom(100);
        takeTurns();

        assertThat(reader.received).hasSize(20);
        assertThat(reader.start).isEqualTo(new Start(OptionalLong.of(20), Start.Recovery.RECOVERED));
    }

    @Test
    void keepsNothingOfWhatIsSaidMeanwhileButReadsItFromTheLog() {
        say(3);
        reader.room = 1;
        resume(0);
        takeTurns();

        say(1000);
        assertThat(reader.received).hasSize(1);
        reader.makeRoom(10_000);
        takeTurns();

        assertThat(reader.received).hasSize(1003);
        assertThat(reader.sequences()).isSorted().doesNotHaveDuplicates();
        assertThat(reader.start).isEqualTo(new Start(OptionalLong.of(3), Start.Recovery.RECOVERED));
    }

    @Test
    void readsOneAfterAnotherHoweverOftenItIsToldThatThereIsRoom() {
        say(8);
        reader.room = 2;
        resume(0);
        takeTurns();

        Runnable whenRoom = reader.whenRoom;
        reader.makeRoom(100);
        whenRoom.run();
        whenRoom.run();
        takeTurns();

        assertThat(reader.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void replaysWhatWasSaidWhileALiveReaderPaused() {
        broker.subscribe(Listening.live(lobby.destination, ada), reader);
        reader.pausing = true;
        reader.room = 2;

        say(9);
        takeTurns();
        assertThat(reader.sequences()).containsExactly(1L, 2L);
        reader.makeRoom(3);
        takeTurns();
        assertThat(reader.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L);
        reader.makeRoom(100);
        takeTurns();
        say(1);

        assertThat(reader.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void givesSomethingOnceMoreAsLongAsTheSubscriptionIsOpen() {
        Subscription subscription = broker.subscribe(Listening.live(lobby.destination, ada), reader);
        say(1);
        Publication first = reader.received.getFirst();

        subscription.again(first);
        subscription.close();
        subscription.again(first);

        assertThat(reader.received).hasSize(1);
        assertThat(reader.heard).filteredOn(("again " + first.id())::equals).hasSize(1);
    }

    @Test
    void repairsALostPublicationFromTheLog() {
        broker.subscribe(Listening.live(lobby.destination, ada), reader);
        say(1);
        lobby.append();
        lobby.append();
        say(1);

        takeTurns();
        say(1);

        assertThat(reader.sequences()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void endsWhenTheLogCannotBeRead() {
        say(3);
        resume(0);
        lobby.afterRead = () -> {
            throw new IllegalStateException("The database is away");
        };

        takeTurns();

        assertThat(reader.heard).containsExactly(Refusal.UNAVAILABLE);
    }

    @Test
    void endsWhenTheLogLacksWhatWasPublished() {
        say(3);
        resume(3);

        broker.publish(Board.publication(lobby.destination, 5));
        takeTurns();

        assertThat(reader.received).isEmpty();
        assertThat(reader.revoked).isEqualTo(Refusal.UNAVAILABLE);
    }

    @Test
    void endsWhenTooManyWaitForAThread() {
        Broker busy = Brokers.with(
                () -> Stream.of(lobby),
                turn -> {
                    throw new RejectedExecutionException();
                },
                new SimpleMeterRegistry());
        lobby.append();

        busy.subscribe(new Listening(lobby.destination, ada, OptionalLong.of(0), false), reader);

        assertThat(reader.heard).containsExactly(Refusal.UNAVAILABLE);
    }

    @Test
    void stopsWhenItsSubscriptionIsClosed() {
        say(20);
        Subscription subscription = resume(0);
        lobby.afterRead = subscription::close;

        takeTurns();

        assertThat(reader.heard).isEmpty();
    }

    private Subscription resume(long since) {
        return broker.subscribe(new Listening(lobby.destination, ada, OptionalLong.of(since), true), reader);
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            broker.publish(lobby.append());
        }
    }

    private void takeTurns() {
        while (!turns.isEmpty()) {
            turns.removeFirst().run();
        }
    }
}
