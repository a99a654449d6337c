package dev.switchboard.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts servers, each in a process and a folder of its own, with the same Java and its default options.
 *
 * @param benchmarks the folder of this build
 * @param jar Switchboard's
 * @param javaOptions for Switchboard only; usually none
 */
record Launcher(Path benchmarks, Path jar, List<String> javaOptions) {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Starts one and waits until it answers. */
    Running start(Server server, Path folder) throws IOException {
        int port = freePort();
        return switch (server) {
            case CEILING -> running(server, folder, new Link.Address(port, "/", ""), BareTalk::new, ceiling(port));
            case SPRING ->
                running(server, folder, stomp(port, "/ws"), plainStomp(), jar("peers/spring", "spring-broker", port));
            case VERTX ->
                running(server, folder, stomp(port, "/stomp"), plainStomp(), jar("peers/vertx", "vertx-broker", port));
            case ARTEMIS ->
                running(
                        server,
                        folder,
                        stomp(port, "/stomp"),
                        plainStomp(),
                        jar("peers/artemis", "artemis-broker", port));
            case WS -> running(server, folder, new Link.Address(port, "/", ""), BareTalk::new, node("ws.js", port));
            case SOCKETIO ->
                running(
                        server,
                        folder,
                        new Link.Address(port, "/socket.io/?EIO=4&transport=websocket", ""),
                        SocketIoTalk::new,
                        node("socketio.js", port));
            case SWITCHBOARD -> switchboard(folder, port);
        };
    }

    private Running switchboard(Path folder, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--switchboard.storage.directory=" + folder.resolve("data"),
                "--switchboard.limits.sends-per-second=0",
                "--switchboard.limits.publications-per-second=0",
                "--switchboard.limits.connections-per-user=0",
                "--switchboard.limits.handshakes-per-minute=0",
                "--switchboard.limits.requests-per-second=0"));
        Process process = process(folder, command);
        SwitchboardAccount account = whenUp(process, folder, port, () -> SwitchboardAccount.setUp(port));
        Talk.Kind talk = new StompTalk.Dialect(
                "Authorization:Bearer " + account.token() + "\n", "/topic/events/", "/app/publish/events/");
        return new Running(Server.SWITCHBOARD, process, folder, stomp(port, "/ws"), talk, Optional.of(account));
    }

    private Running running(Server server, Path folder, Link.Address address, Talk.Kind talk, List<String> command)
            throws IOException {
        Process process = process(folder, command);
        return whenUp(
                process,
                folder,
                address.port(),
                () -> new Running(server, process, folder, address, talk, Optional.empty()));
    }

    /** What is there once the server answers; if anything goes wrong before, its process is ended. */
    private static <T> T whenUp(Process process, Path folder, int port, Beginning<T> beginning) throws IOException {
        try {
            await(process, port, folder);
            return beginning.begin();
        } catch (IOException | RuntimeException failed) {
            process.destroyForcibly().onExit().join();
            throw failed;
        }
    }

    /** The first words with a server. */
    private interface Beginning<T> {

        T begin() throws IOException;
    }

    private static List<String> ceiling(int port) {
        return List.of(
                JAVA, "-cp", System.getProperty("java.class.path"), Ceiling.class.getName(), Integer.toString(port));
    }

    private List<String> jar(String module, String name, int port) {
        Path file = benchmarks.resolve(module).resolve("target").resolve(name + ".jar");
        return List.of(JAVA, "-jar", file.toString(), "--server.port=" + port);
    }

    private List<String> node(String script, int port) {
        return List.of("node", benchmarks.resolve("peers/node").resolve(script).toString(), Integer.toString(port));
    }

    /** Why a server cannot be started here; empty if it can. */
    String missing(Server server) {
        if (server == Server.SWITCHBOARD && !Files.isRegularFile(jar)) {
            return "there is no jar at " + jar + " (./mvnw package -DskipTests)";
        }
        if (!server.isJava() && !Files.isDirectory(benchmarks.resolve("peers/node/node_modules"))) {
            return "there is no benchmarks/peers/node/node_modules (node, and npm ci there)";
        }
        return "";
    }

    private static Link.Address stomp(int port, String path) {
        return new Link.Address(port, path, "v12.stomp");
    }

    private static StompTalk.Dialect plainStomp() {
        return new StompTalk.Dialect("", "/topic/", "/topic/");
    }

    private static Process process(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    static void await(Process process, int port, Path folder) throws IOException {
        long end = Loop.now() + START_LIMIT.toNanos();
        while (!answers(port)) {
            if (!process.isAlive() || Loop.now() > end) {
                process.destroyForcibly();
                throw new BrokenOffException("Did not start: " + Files.readString(folder.resolve("server.log")));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
                throw new BrokenOffException("interrupted");
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
