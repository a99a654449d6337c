package dev.switchboard.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.UserId;
import dev.switchboard.broker.Destination;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerNameTests {

    @ParameterizedTest
    @CsvSource({
        "/topic/rooms/lobby, /topic/rooms.lobby",
        "/topic/rooms/lobby/typing, /topic/rooms.lobby.typing",
        "/topic/live/price.eur, /topic/live.price_deur",
        "/topic/live/a:b, /topic/live.a_cb",
        "/topic/live/a_b, /topic/live.a__b",
        "/topic/live/a_d, /topic/live.a__d",
    })
    void slashesBecomeDotsAndWhatMeansSomethingIsEscaped(String destination, String name) {
        assertThat(BrokerName.of(Destination.of(destination))).isEqualTo(name);
    }

    @Test
    void aUsersOwnIsNobodyElsesAndNoTopic() {
        UserId ada = UserId.next();
        UserId grace = UserId.next();

        String name = BrokerName.of(Destination.of(ada, "/user/queue/inbox"));

        assertThat(name).startsWith("/topic/_user.").endsWith(".queue.inbox");
        assertThat(name).isNotEqualTo(BrokerName.of(Destination.of(grace, "/user/queue/inbox")));
    }

    @Test
    void noTwoDestinationsHaveTheSameNameAndNoneIsTooLong() {
        Random random = new Random(7);
        Set<Destination> destinations = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder("/topic/");
            int length = 1 + random.nextInt(i % 100 == 0 ? 240 : 5);
            for (int at = 0; at < length; at++) {
                path.append("ad_.:-c/".charAt(random.nextInt(at == 0 || at == length - 1 ? 3 : 8)));
            }
            String value = path.toString().replaceAll("/[./]*(?=/)", "").replaceAll("/\\.+", "/a");
            Destination destination = Destination.of(value);
            destinations.add(destination);
            names.add(BrokerName.of(destination));
        }

        assertThat(names).hasSameSizeAs(destinations).allMatch(name -> name.length() <= 262);
        assertThat(names).allMatch(name -> name.matches("/topic/[A-Za-z0-9_.-]+"));
    }

    @Test
    void nothingElseIsCarried() {
        assertThatThrownBy(() -> BrokerName.of(Destination.of("/elsewhere/a")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
