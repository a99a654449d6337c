package dev.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joining N people to one destination costs O(N) in all, and so does leaving. */
class JoiningTests {

    private static final int FEW = 2_000;
    private static final int MANY = 20_000;

    @Test
    void tenTimesAsManyTakeAboutTenTimesAsLong() {
        joinAndLeave(FEW);
        joinAndLeave(FEW);
        Duration few = fastest(FEW);
        Duration many = fastest(MANY);

        System.out.printf(
                "%d join and leave in %d ms, %d in %d ms: %d ns each%n",
                FEW, few.toMillis(), MANY, many.toMillis(), many.toNanos() / MANY);
        // Copying the audience at each joining would take a hundred times as long.
        assertThat(many).isLessThan(few.plusMillis(2).multipliedBy(45));
    }

    private static Duration fastest(int people) {
        Duration fastest = joinAndLeave(people);
        for (int i = 0; i < 2; i++) {
            Duration next = joinAndLeave(people);
            fastest = next.compareTo(fastest) < 0 ? next : fastest;
        }
        return fastest;
    }

    private static Duration joinAndLeave(int people) {
        Board lobby = new Board("/topic/rooms/lobby");
        Broker broker = Brokers.with(lobby);
        Listening listening = Listening.live(lobby.destination, UserId.next());
        Reader reader = new Reader();
        List<Subscription> subscriptions = new ArrayList<>(people);

        long start = System.nanoTime();
        for (int i = 0; i < people; i++) {
            subscriptions.add(broker.subscribe(listening, reader));
        }
        subscriptions.forEach(Subscription::close);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
