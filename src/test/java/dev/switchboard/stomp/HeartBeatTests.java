package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.switchboard.wire.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each side knows of the other whether it lives; the server's interval of beats is one second here, of pings two. */
@Execution(ExecutionMode.CONCURRENT)
class HeartBeatTests extends StompServerTest {

    private RawWebSocket connectedRaw(String heartBeat) throws IOException {
        RawWebSocket client = new RawWebSocket(port());
        client.text("CONNECT\naccept-version:1.2\nheart-beat:" + heartBeat + "\nAuthorization:Bearer " + pass(someone())
                + "\n\n\0");
        client.readText("CONNECTED");
        return client;
    }

    private WireClient connected(String heartBeat) {
        WireClient client = open();
        client.send(
                "CONNECT",
                Map.of("accept-version", "1.2", "heart-beat", heartBeat, "Authorization", "Bearer " + pass(someone())),
                "");
        return client;
    }

    @Test
    void agreesOnTheSlowerOfBoth() {
        Map<String, String> agreements = Map.of(
                "0,0", "0,0", "1,1", "1000,1000", "5000,0", "0,5000", "0,7000", "7000,0", "4000,2000", "2000,4000");
        agreements.forEach((wanted, agreed) -> {
            try (WireClient client = connected(wanted)) {
                assertThat(client.await(frame -> frame.command().equals("CONNECTED"))
                                .header("heart-beat"))
                        .isEqualTo(agreed);
            }
        });
    }

    @Test
    void refusesWhatIsNoHeartBeat() {
        for (String nonsense : new String[] {"", "1", "a,b", "-1,0", "1,2,3", "99999999999,1", "1, 1"}) {
            try (WireClient client = connected(nonsense)) {
                assertEnded(client, "invalid", 1002);
            }
        }
    }

    @Test
    void beatsAsAgreed() {
        try (WireClient client = connected("0,1000")) {
            await().atMost(SOON).until(() -> client.heartBeats() >= 2);
        }
    }

    @Test
    void cutsASilentClientWithinTwoIntervals() throws IOException {
        Map<String, Integer> intervals = Map.of("1000,0", 1, "0,0", 2, "60000,60000", 2);
        for (String heartBeat : intervals.keySet()) {
            int seconds = intervals.get(heartBeat);
            try (RawWebSocket silent = connectedRaw(heartBeat)) {
                long begun = System.nanoTime();

                Throwable end = catchThrowable(() -> silent.readText("never"));

                assertThat(end).isInstanceOf(IOException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isBetween(Duration.ofSeconds(2L * seconds - 1), Duration.ofSeconds(2L * seconds + 3));
            }
        }
    }

    @Test
    void keepsAClientThatOnlyBeats() throws IOException {
        try (RawWebSocket client = connectedRaw("1000,0")) {
            long until = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            await().atMost(Duration.ofSeconds(6))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        client.text("\n");
                        return System.nanoTime() > until;
                    });

            client.text("SEND\ndestination:/app/hint\nreceipt:alive\n\n{\"board\":\"b\",\"text\":\"t\"}\0");
            client.readText("receipt-id:alive");
        }
    }

    @Test
    void keepsAClientThatOnlyAnswersPings() {
        try (WireClient client = connected("0,0")) {
            client.await(frame -> frame.command().equals("CONNECTED"));
            long until = System.nanoTime() + Duration.ofSeconds(6).toNanos();
            await().atMost(Duration.ofSeconds(8)).until(() -> client.isClosed() || System.nanoTime() > until);

            say(client, "/app/hint", "{\"board\":\"b\",\"text\":\"t\"}", "alive");
            client.awaitReceipt("alive");
        }
    }
}
