package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** One user's publications are counted over both protocols together, and what is too much is refused alike. */
@TestPropertySource(properties = "switchboard.limits.publications-per-second=1")
@DirtiesContext
class PublishLimitTests extends ChannelServerTest {

    @Test
    void tooManyAreRefusedAlikeOverBothProtocols() {
        Caller backEnd = new Caller(server(), token(signedIn("root")));
        Caller.Answer refused = backEnd.json("/api/channels/live/x", "1");
        for (int i = 0; i < 20 && refused.status() == 201; i++) {
            refused = backEnd.json("/api/channels/live/x", "1");
        }
        refused.expectProblem(429, "too_many");
        assertThat(refused.retryAfter()).isEqualTo("1");
        assertThat(refused.json().get("retryAfter").asInt()).isEqualTo(1);

        try (WireClient client = connected(backEnd.token())) {
            for (int i = 0; i < 20; i++) {
                publish(client, "live/x", "1", "p" + i);
            }
            WireFrame problem =
                    client.await(frame -> frame.header("subscription").equals("errors"));

            assertThat(problem.json().get("code").asString()).isEqualTo("too_many");
            assertThat(problem.json().get("status").asInt()).isEqualTo(429);
            assertThat(problem.json().get("retryAfter").asInt()).isEqualTo(1);
            assertThat(client.isClosed()).isFalse();
        }
        backEnd.json(
                        "/api/channels/live",
                        "{\"items\":[{\"name\":\"x\",\"text\":\"1\"},{\"name\":\"x\",\"text\":\"1\"},"
                                + "{\"name\":\"x\",\"text\":\"1\"}]}")
                .expectProblem(413, "too_large");
    }
}
