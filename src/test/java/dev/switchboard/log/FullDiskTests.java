package dev.switchboard.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A store that may not grow, as on a full disk: SQLite's own error, in the middle of a conversation. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(FullDiskTests.Disk.class)
@DirtiesContext
class FullDiskTests {

    private static final String TEXT = "No room for this. ".repeat(400);
    private static final int REFUSED = 5;

    @TempDir
    private static Path storage;

    @LocalServerPort
    private int port;

    @Autowired
    private Disk disk;

    @Autowired
    private Writer writer;

    private final List<String> accepted = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    /** How many pages the writer's connections may fill. */
    static final class Disk implements BeanPostProcessor {

        private static final long ROOMY = 1_000_000;

        private volatile long pages = ROOMY;

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return name.equals("writerDataSource") ? new Bounded((DataSource) bean) : bean;
        }

        private final class Bounded extends DelegatingDataSource {

            Bounded(DataSource unbounded) {
                super(unbounded);
            }

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma max_page_count = " + pages);
                }
                return connection;
            }
        }
    }

    @DynamicPropertySource
    static void storage(DynamicPropertyRegistry registry) {
        registry.add("switchboard.storage.directory", storage::toString);
    }

    @Test
    void refusesWhatItCannotStoreLosesNothingIsReadAndRecovers() throws SQLException {
        URI server = URI.create("http://localhost:" + port);
        ApiClient ada = ApiClient.of(server);
        ada.setUp("ada", "correct horse battery");
        ApiClient script = ApiClient.withToken(server, ada.createToken("script"));
        try (WireClient client = WireClient.connect(server, ada.createToken("wire"))) {
            client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "e"));
            client.awaitReceipt("e");
            say(script, "before");

            fill();
            for (int i = 0; i < 2_000 && refused.size() < REFUSED; i++) {
                say(script, "m" + i);
            }

            assertThat(refused).hasSize(REFUSED);
            client.send(
                    "SEND",
                    Map.of("destination", "/app/chat", "receipt", "r", "content-type", "application/json"),
                    "{\"room\":\"lobby\",\"text\":\"over STOMP " + TEXT + "\"}");
            WireFrame problem = client.await(frame -> frame.body().contains("\"receipt-id\":\"r\""));
            assertThat(problem.json().get("code").asString()).isEqualTo("unavailable");
            assertThat(problem.json().get("retryAfter").asLong()).isPositive();
            assertThat(stored(script)).containsExactlyElementsOf(accepted);
            assertThat(script.get("/api/rooms/lobby/messages").status()).isEqualTo(200);
            assertThat(script.get("/api/search?q=before").ok().get("items")).hasSize(1);

            disk.pages = Disk.ROOMY;
            await().atMost(Duration.ofSeconds(15)).until(() -> say(script, "after"));
            for (String name : refused.subList(0, REFUSED)) {
                assertThat(say(script, name)).isTrue();
            }
        }

        assertThat(stored(script)).containsExactlyElementsOf(accepted).doesNotHaveDuplicates();
        try (Connection whole = DriverManager.getConnection("jdbc:sqlite:" + storage.resolve("switchboard.db"));
                Statement statement = whole.createStatement();
                ResultSet row = statement.executeQuery("pragma integrity_check")) {
            assertThat(row.getString(1)).isEqualTo("ok");
        }
    }

    /** From now on the store has the pages that it has. */
    private void fill() {
        disk.pages = writer.writeAndWait(transaction -> {
            long pages = transaction
                    .jdbc()
                    .sql("pragma page_count")
                    .query(Long.class)
                    .single();
            transaction
                    .jdbc()
                    .sql("pragma max_page_count = " + pages)
                    .query(Long.class)
                    .single();
            return pages;
        });
    }

    /** @return whether it was accepted */
    private boolean say(ApiClient script, String name) {
        ApiClient.Answer answer = script.post("/api/rooms/lobby/messages", Map.of("text", name + ": " + TEXT));
        if (answer.status() == 201) {
            accepted.add(name);
            return true;
        }
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().get("code").asString()).isEqualTo("unavailable");
        assertThat(answer.body().get("retryAfter").asLong()).isPositive();
        if (!refused.contains(name)) {
            refused.add(name);
        }
        return false;
    }

    private static List<String> stored(ApiClient script) {
        return script.allEvents("lobby").stream()
                .filter(event -> event.get("type").asString().equals("message"))
                .map(event -> event.get("text").asString())
                .map(text -> text.substring(0, text.indexOf(':')))
                .toList();
    }
}
