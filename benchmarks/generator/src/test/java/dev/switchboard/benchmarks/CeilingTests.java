package dev.switchboard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeilingTests {

    private static final Pace SHORT = pace(Duration.ofSeconds(15));

    @TempDir
    private Path folder;

    @Test
    void givesEverybodyEverythingOnceAndInOrder() throws IOException {
        Outcome outcome =
                run(new FanOut("t", "", 3, 5, FanOut.Speaking.EVERYBODY, 4, Duration.ZERO), BareTalk::new, SHORT);

        assertThat(outcome.faults()).isEmpty();
        assertThat(outcome.figures().get(Figure.RATE)).isPositive();
        assertThat(outcome.figures().get(Figure.MEDIAN)).isPositive();
    }

    @Test
    void publishesAtItsTimes() throws IOException {
        FanOut scenario = new FanOut("t", "", 1, 10, FanOut.Speaking.ONE_FROM_OUTSIDE, 1, Duration.ofMillis(10));

        Outcome outcome = run(scenario, BareTalk::new, SHORT);

        assertThat(outcome.faults()).isEmpty();
        assertThat(outcome.figures().get(Figure.RATE)).isBetween(50.0, 2_500.0);
    }

    @Test
    void aRunInWhichSomethingIsLostDoesNotCount() throws IOException {
        FanOut scenario = new FanOut("t", "", 1, 2, FanOut.Speaking.ONE_FROM_OUTSIDE, 1, Duration.ofMillis(20));

        Outcome outcome = run(scenario, Forgetful::new, pace(Duration.ofMillis(500)));

        assertThat(outcome.counts()).isFalse();
        assertThat(outcome.faults()).contains("missing");
    }

    private Outcome run(Scenario scenario, Talk.Kind talk, Pace pace) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ceiling.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Link.Address address = new Link.Address(port, "/", "");
        try (Running running = new Running(Server.CEILING, process, folder, address, talk, Optional.empty());
                Loop loop = new Loop()) {
            Launcher.await(process, port, folder);
            return scenario.run(loop, running, pace);
        } finally {
            assertThat(Files.readString(folder.resolve("log"))).isEmpty();
        }
    }

    private static Pace pace(Duration patience) {
        return new Pace(Duration.ofMillis(200), Duration.ofMillis(500), patience);
    }

    /** Overhears every tenth measured message. */
    private static final class Forgetful implements Talk {

        private final Link link;
        private final Talk talk;
        private int heard;

        Forgetful(Link link) {
            this.link = link;
            this.talk = new BareTalk(link);
        }

        @Override
        public void open() {
            talk.open();
        }

        @Override
        public void take(byte[] bytes, int from, int to) {
            if (Payload.kind(bytes, from) == Payload.PROBE || ++heard % 10 != 5) {
                link.onPayload(bytes, from, to);
            }
        }

        @Override
        public void subscribe(String room) {
            talk.subscribe(room);
        }

        @Override
        public void publish(String room, byte[] payload) {
            talk.publish(room, payload);
        }
    }
}
