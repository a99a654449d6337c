package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client hears that comes back. */
class ResumeTests extends StompServerTest {

    @Test
    void replaysWhatWasMissedAndThenConfirms() {
        String board = someone();
        try (WireClient ada = connected();
                WireClient grace = connected()) {
            for (int i = 1; i <= 4; i++) {
                say(ada, "/app/board", note(board, "m" + i), "r" + i);
            }
            ada.awaitReceipt("r4");

            grace.subscribe("b", "/topic/board/" + board, Map.of("receipt", "sub", "since", "1"));
            WireFrame receipt = grace.awaitReceipt("sub");
            say(ada, "/app/board", note(board, "m5"), "r5");
            grace.await(frame -> frame.header("seq").equals("5"));

            assertThat(receipt.headers()).containsEntry("recovered", "true").containsEntry("head", "4");
            assertThat(grace.frames().stream().map(frame -> frame.command() + frame.header("seq")))
                    .containsSubsequence("MESSAGE2", "MESSAGE3", "MESSAGE4", "RECEIPT", "MESSAGE5");
        }
    }

    @Test
    void saysWhenTooMuchIsMissing() {
        String board = someone();
        try (WireClient ada = listening();
                WireClient grace = connected()) {
            for (int i = 1; i <= 7; i++) {
                say(grace, "/app/board", note(board, "m" + i), "r" + i);
            }
            grace.awaitReceipt("r7");

            ada.subscribe("b", "/topic/board/" + board, Map.of("receipt", "sub", "since", "0"));
            ada.subscribe("c", "/topic/board/" + board, Map.of("since", "0"));

            assertThat(ada.awaitReceipt("sub").headers())
                    .containsEntry("recovered", "false")
                    .containsEntry("head", "7");
            assertThat(awaitProblem(ada).json().get("code").asString()).isEqualTo("invalid");
            assertThat(awaitProblem(ada).json().get("subscription").asString()).isEqualTo("c");
        }
    }
}
