package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.relay.Artemis;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

/** What a well-behaved client hears where another broker stands between: the same, but that nothing is replayed. */
@ContextConfiguration(initializers = Artemis.Between.class)
class RelayedConversationTests extends ConversationTests {

    @Test
    void saysThatNothingIsReplayedAndFromWhereToRead() {
        String board = someone();
        try (WireClient ada = listening();
                WireClient grace = connected()) {
            for (int i = 1; i <= 4; i++) {
                say(grace, "/app/board", note(board, "m" + i), "r" + i);
            }
            grace.awaitReceipt("r4");

            ada.subscribe("b", "/topic/board/" + board, Map.of("receipt", "sub", "since", "2"));
            WireFrame receipt = ada.awaitReceipt("sub");
            ada.subscribe("c", "/topic/board/" + board, Map.of("since", "2"));
            WireFrame problem = awaitProblem(ada);
            say(grace, "/app/board", note(board, "m5"), "r5");
            WireFrame next = awaitMessage(ada, "b", 5);

            assertThat(receipt.headers()).containsEntry("recovered", "false").containsEntry("head", "4");
            assertThat(problem.json().get("code").asString()).isEqualTo("invalid");
            assertThat(problem.json().get("subscription").asString()).isEqualTo("c");
            assertThat(next.header("message-id")).isEqualTo(board + "-5");
            assertThat(ada.frames()).noneMatch(frame -> frame.body().equals("m3"));
        }
    }

    @Test
    void endsASubscriptionThatAcknowledgesTooLittle() {
        String board = someone();
        try (WireClient ada = listening();
                WireClient grace = connected()) {
            listen(ada, "b", board, "ack", "client");
            for (int i = 1; i <= 8; i++) {
                say(grace, "/app/board", note(board, "m" + i), "r" + i);
            }

            WireFrame problem = awaitProblem(ada);

            assertThat(problem.json().get("code").asString()).isEqualTo("unavailable");
            assertThat(problem.json().get("subscription").asString()).isEqualTo("b");
        }
    }
}
