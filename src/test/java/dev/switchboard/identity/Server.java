package dev.switchboard.identity;

import dev.switchboard.SwitchboardApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running Switchboard on a port and in a folder of its own. */
record Server(ConfigurableApplicationContext context, Path directory) implements AutoCloseable {

    /** The first account of {@link #shared}: the administrator. */
    static final String ADA = "ada";

    static final String PASSWORD = "correct horse battery";

    private static @Nullable Server shared;

    /** One server for many tests, set up by Ada; each makes the accounts that it needs. */
    static synchronized Server shared() {
        Server running = shared;
        if (running == null) {
            running = start(temporary());
            running.setUp();
            shared = running;
        }
        return running;
    }

    static Server start(Path directory, String... properties) {
        return start(directory, new Class<?>[0], properties);
    }

    static Server start(Path directory, Class<?>[] more, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0", "--switchboard.storage.directory=" + directory, "--spring.main.banner-mode=off"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new Server(
                new SpringApplicationBuilder(SwitchboardApplication.class)
                        .sources(more)
                        .registerShutdownHook(true)
                        .run(arguments.toArray(String[]::new)),
                directory);
    }

    static Path temporary() {
        try {
            return Files.createTempDirectory("switchboard-identity");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Makes Ada the administrator. */
    Visitor setUp() {
        Visitor ada = new Visitor(this);
        ada.post("/api/setup", account("Ada Lovelace", ADA)).expect(201);
        return ada;
    }

    /** Ada, signed in on another device. */
    Visitor ada() {
        return new Visitor(this).signIn(ADA);
    }

    /** Someone new, signed in. */
    Visitor person(String username) {
        String code = ada().post("/api/invitations", "{}").expect(201).text("code");
        Visitor person = new Visitor(this);
        person.post("/api/users", """
                        {"name":"%s","username":"%s","password":"%s","invitation":"%s"}""".formatted(username, username, PASSWORD, code))
                .expect(201);
        return person;
    }

    static String account(String name, String username) {
        return """
                {"name":"%s","username":"%s","password":"%s"}""".formatted(name, username, PASSWORD);
    }

    /** A connection of the test's own to one of the databases. */
    Connection database(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(file) + "?busy_timeout=5000");
    }

    @Override
    public void close() {
        context.close();
    }
}
