package dev.switchboard.relay;

import static dev.switchboard.relay.RelayingServer.awaitMessage;
import static dev.switchboard.relay.RelayingServer.listen;
import static dev.switchboard.relay.RelayingServer.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers on one broker hear each other, and what other programs say there. */
class ManyServersTests {

    private static Artemis artemis;
    private static RelayingServer here;
    private static RelayingServer there;

    @BeforeAll
    static void twoServersOnOneBroker() {
        artemis = Artemis.started();
        here = RelayingServer.start(artemis);
        there = RelayingServer.start(artemis);
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
        artemis.close();
    }

    @Test
    void aRoomIsHeardOnBoth() {
        try (WireClient ada = here.connected();
                WireClient grace = there.connected()) {
            listen(ada, "mine", "/topic/rooms/lobby");
            listen(grace, "hers", "/topic/rooms/lobby");

            WireFrame receipt = say(ada, "both");

            WireFrame mine = awaitMessage(ada, "mine", "both");
            WireFrame hers = awaitMessage(grace, "hers", "both");
            assertThat(mine.header("message-id")).isEqualTo(receipt.header("message-id"));
            assertThat(hers.header("message-id")).isEqualTo(receipt.header("message-id"));
            assertThat(hers.header("seq")).isEqualTo(receipt.header("seq"));
            assertThat(hers.header("destination")).isEqualTo("/topic/rooms/lobby");
            assertThat(hers.header("content-type")).isEqualTo(mine.header("content-type"));
            assertThat(hers.body()).isEqualTo(mine.body());
        }
    }

    @Test
    void namesWithEveryCharacterThatTheyMayHoldAreToldApart() {
        String[] names = {"a.b", "a:b", "a_b", "a-b", "a::b", "a_db"};
        try (WireClient grace = there.connected()) {
            for (String name : names) {
                listen(grace, name, "/topic/events/" + name);
            }

            for (String name : names) {
                here.api()
                        .post("/api/channels/events/" + name, Map.of("said", '<' + name + '>'))
                        .ok();
            }

            for (String name : names) {
                awaitMessage(grace, name, '<' + name + '>');
            }
            assertThat(grace.frames())
                    .filteredOn(frame -> frame.header("destination").startsWith("/topic/events/"))
                    .hasSize(names.length)
                    .allMatch(frame -> frame.body().contains('<' + frame.header("subscription") + '>'));
        }
    }

    @Test
    void valuesAreHeardOnBothAndTheNewestLast() {
        try (WireClient grace = there.connected()) {
            listen(grace, "price", "/topic/live/price");

            for (int i = 1; i <= 30; i++) {
                here.api().post("/api/channels/live/price", Map.of("n", i)).ok();
            }

            awaitMessage(grace, "price", ":30}");
            assertThat(grace.frames().getLast().body()).contains(":30}");
        }
    }

    @Test
    void refusalsAreHeardByTheConnectionThatTheyAreAbout() {
        try (WireClient ada = here.connected();
                WireClient other = here.connected();
                WireClient grace = there.connected()) {
            ada.subscribe("no", "/topic/nothing", Map.of());
            RelayingServer.awaitProblem(ada, "no");
            listen(other, "x", "/topic/events/x");
            listen(grace, "x", "/topic/events/x");

            assertThat(other.frames())
                    .noneMatch(frame -> frame.header("subscription").equals("errors"));
            assertThat(grace.frames())
                    .noneMatch(frame -> frame.header("subscription").equals("errors"));
        }
    }

    @Test
    void otherProgramsAreHeardOnChannelsAndCannotForgeALog() throws IOException {
        try (WireClient ada = here.connected();
                Socket program = new Socket("localhost", artemis.port())) {
            listen(ada, "news", "/topic/events/news");
            listen(ada, "lobby", "/topic/rooms/lobby");

            String text = "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0"
                    + "SEND\ndestination:/topic/rooms.lobby\n\nforged\0"
                    + "SEND\ndestination:/topic/events.news\nswitchboard-id:two\\nlines\ncontent-type:text/plain\n\nhello\0";
            program.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            program.getOutputStream().flush();

            WireFrame heard = awaitMessage(ada, "news", "hello");
            assertThat(heard.header("message-id")).isNotEmpty().doesNotContain("\n");
            assertThat(heard.header("content-type")).isEqualTo("text/plain");
            assertThat(ada.frames()).noneMatch(frame -> frame.body().contains("forged"));
        }
    }
}
