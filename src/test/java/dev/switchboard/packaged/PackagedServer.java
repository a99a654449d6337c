package dev.switchboard.packaged;

import dev.switchboard.SwitchboardApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar in a process of its own, on a folder of its own; it can be killed and started again. Where no build has
 * said which jar (a test started by hand), the classes of this very process are started instead.
 */
public final class PackagedServer implements AutoCloseable {

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** For a process that lives for a minute: what would make it fast for days only takes processor time from the test. */
    static final List<String> OPTIONS =
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final List<String> application;
    private final Path folder;
    private final int port;
    private final List<String> options;
    private final Map<String, String> environment;
    private Process process;

    private PackagedServer(
            List<String> application, Path folder, List<String> options, Map<String, String> environment) {
        this.application = application;
        this.folder = folder;
        this.port = freePort();
        this.options = options;
        this.environment = environment;
    }

    /**
     * Starts the jar and waits until it is healthy.
     *
     * @param folder for the data and the log
     * @param options further arguments, such as {@code --switchboard.limits.sends-per-second=0}
     */
    public static PackagedServer start(Path folder, String... options) {
        return startWith(Map.of(), folder, options);
    }

    /** As {@link #start(Path, String...)}, with further variables in the environment of the process. */
    static PackagedServer startWith(Map<String, String> environment, Path folder, String... options) {
        PackagedServer server = new PackagedServer(application(), folder, List.of(options), environment);
        server.start();
        return server;
    }

    /** As {@link #start(Path, String...)}, for a test of what comes after the start, which it shortens. */
    public static PackagedServer startPrepared(Path folder, String... options) {
        PackagedServer server = new PackagedServer(prepared(), folder, List.of(options), Map.of());
        server.start();
        return server;
    }

    public URI uri() {
        return URI.create("http://localhost:" + port);
    }

    public int port() {
        return port;
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** How much of the processors the process has had so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Starts the process again, on the same folder and port. */
    public void start() {
        try {
            List<String> command = new ArrayList<>(List.of(JAVA));
            command.addAll(OPTIONS);
            command.addAll(application);
            command.add("--server.port=" + port);
            command.add("--switchboard.storage.directory=" + data());
            command.addAll(options);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            awaitHealth();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the process as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends the process as a service manager does. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** What the server has logged so far. */
    public String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile()) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private static List<String> application() {
        return jar().map(jar -> List.of("-jar", jar.toString())).orElseGet(PackagedServer::classes);
    }

    private static List<String> prepared() {
        return jar().map(PreparedJar::arguments).orElseGet(PackagedServer::classes);
    }

    private static List<String> classes() {
        return List.of("-cp", System.getProperty("java.class.path"), SwitchboardApplication.class.getName());
    }

    private static Optional<Path> jar() {
        Optional<Path> jar =
                Optional.ofNullable(System.getProperty("switchboard.jar")).map(Path::of);
        if (jar.isPresent() && !Files.isRegularFile(jar.get())) {
            throw new IllegalStateException("There is no packaged jar at " + jar.get());
        }
        return jar;
    }

    private Path logFile() {
        return folder.resolve("server.log");
    }

    private void awaitHealth() {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(uri().resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < limit && process.isAlive()) {
            try {
                if (isHealthy(http, health)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100); // whatever it does to start, it has the processor meanwhile
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopping);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("The server did not become healthy:\n" + log());
    }

    private static boolean isHealthy(HttpClient http, HttpRequest health) throws InterruptedException {
        try {
            return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not end within 20 s:\n" + log());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
