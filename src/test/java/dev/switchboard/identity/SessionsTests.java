package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Visitor.Answer;
import dev.switchboard.log.Writer;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import tools.jackson.databind.JsonNode;

class SessionsTests {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private final Server server = Server.shared();

    @Test
    void onesDevicesAreListed() {
        Visitor phone = server.person("dana");
        Visitor laptop = new Visitor(server).with("User-Agent", FIREFOX).signIn("dana");

        JsonNode items = laptop.get("/api/sessions").expect(200).json().path("items");

        assertThat(items.size()).isEqualTo(2);
        JsonNode current = items.get(0).path("current").asBoolean() ? items.get(0) : items.get(1);
        assertThat(current.path("device").asString()).isEqualTo("Firefox on Linux");
        assertThat(Instant.parse(current.path("created").asString())).isBefore(Instant.now());
        assertThat(Instant.parse(current.path("lastUsed").asString())).isBefore(Instant.now());
        assertThat(items.toString())
                .doesNotContain(phone.cookies().get("SESSION"), laptop.cookies().get("SESSION"));
    }

    @Test
    void anyOfOnesDevicesCanBeEndedAndItIsToldBeforeTheAnswer() {
        Visitor phone = server.person("erin");
        Visitor laptop = new Visitor(server).signIn("erin");
        List<Revocation> told = new ArrayList<>();
        server.bean(Credentials.class).onRevoked(told::add);
        String id = current(phone);

        laptop.delete("/api/sessions/" + id).expect(204);

        assertThat(told).contains(new Revocation.OfCredential(new Credential.Session(id)));
        phone.get("/api/me").expectProblem(401, "unauthenticated");
        laptop.get("/api/me").expect(200);
        laptop.delete("/api/sessions/" + id).expectProblem(404, "not_found");
    }

    @Test
    void nobodyEndsAnothersSession() {
        Visitor frank = server.person("frank");

        server.ada().delete("/api/sessions/" + current(frank)).expectProblem(404, "not_found");

        frank.get("/api/me").expect(200);
    }

    @Test
    void requestsDoNotWrite() throws SQLException {
        Visitor visitor = server.person("gil");
        try (Connection sessions = server.database("sessions.db");
                Connection chat = server.database("switchboard.db")) {
            visitor.get("/api/me").expect(200);
            long sessionsBefore = version(sessions);
            long chatBefore = version(chat);

            for (int request = 0; request < 20; request++) {
                visitor.get("/api/me").expect(200);
                visitor.get("/api/sessions").expect(200);
                visitor.csrfToken();
                new Visitor(server).csrfToken();
            }

            assertThat(version(sessions)).isEqualTo(sessionsBefore);
            assertThat(version(chat)).isEqualTo(chatBefore);
        }
    }

    @Test
    void useIsWrittenOnceAnHourAndTheBrowserKeepsItsCookieForLonger() throws SQLException {
        Visitor visitor = server.person("hana");
        try (Connection sessions = server.database("sessions.db")) {
            backdate(sessions, visitor, Duration.ofMinutes(59));
            assertThat(visitor.get("/api/me").header("Set-Cookie")).isEmpty();

            backdate(sessions, visitor, Duration.ofMinutes(61));
            long before = version(sessions);
            Answer first = visitor.get("/api/me").expect(200);
            long once = version(sessions);
            for (int request = 0; request < 10; request++) {
                assertThat(visitor.get("/api/me").expect(200).header("Set-Cookie"))
                        .isEmpty();
            }

            assertThat(first.header("Set-Cookie")).contains("SESSION=", "Max-Age=2592000");
            assertThat(once).isNotEqualTo(before);
            assertThat(version(sessions)).isEqualTo(once);
            assertThat(age(sessions, visitor)).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void anOpenConnectionCountsAsUseAndIsWrittenOnceAnHour() throws SQLException {
        Visitor visitor = server.person("ivan");
        Speaker speaker = speaker("ivan", current(visitor));
        Credentials credentials = server.bean(Credentials.class);
        try (Connection sessions = server.database("sessions.db")) {
            backdate(sessions, visitor, Duration.ofDays(29));
            long before = version(sessions);

            for (int beat = 0; beat < 50; beat++) {
                credentials.touch(speaker);
            }

            assertThat(age(sessions, visitor)).isLessThan(Duration.ofMinutes(1));
            long once = version(sessions);
            assertThat(once).isNotEqualTo(before);
            credentials.touch(speaker);
            assertThat(version(sessions)).isEqualTo(once);
        }
    }

    @Test
    void aSessionEndsThirtyDaysAfterItsLastUse() throws SQLException {
        Visitor visitor = server.person("jun");
        Speaker speaker = speaker("jun", current(visitor));
        try (Connection sessions = server.database("sessions.db")) {
            backdate(sessions, visitor, Duration.ofDays(30).minusMinutes(1));
            visitor.get("/api/me").expect(200);

            backdate(sessions, visitor, Duration.ofDays(30).plusMinutes(1));
            visitor.get("/api/me").expectProblem(401, "unauthenticated");
        }
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> server.bean(Credentials.class).requireLive(speaker))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAUTHENTICATED));
    }

    @Test
    void sessionsDoNotWaitForTheWriterOfTheChat() throws Exception {
        server.person("kim");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        server.bean(Writer.class).write(transaction -> {
            transaction.jdbc().sql("update accounts set name = name").update();
            writing.countDown();
            awaitUninterruptibly(done);
            return 0;
        });
        assertThat(writing.await(5, TimeUnit.SECONDS)).isTrue();
        try {
            long start = System.nanoTime();

            Visitor visitor = new Visitor(server).signIn("kim");
            visitor.get("/api/sessions").expect(200);
            visitor.delete("/api/session").expect(204);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        } finally {
            done.countDown();
        }
    }

    @Test
    void expiredSessionsAreClearedAway() throws SQLException {
        Visitor gone = server.person("mo");
        Visitor here = new Visitor(server).signIn("mo");
        JdbcIndexedSessionRepository stored = SessionStorage.stored(
                server.context().getBean("sessionDataSource", DataSource.class), server.bean(IdentityProperties.class));
        try (Connection sessions = server.database("sessions.db")) {
            backdate(sessions, gone, Duration.ofDays(31));

            stored.cleanUpExpiredSessions();

            assertThat(rows(sessions, gone)).isZero();
            assertThat(rows(sessions, here)).isEqualTo(1);
            assertThat(number(
                            sessions,
                            "select count(*) from sessions_attributes where session_primary_id not in"
                                    + " (select primary_id from sessions)"))
                    .isZero();
        }
    }

    @Test
    void aUserHasAHundredSessionsAtMost() {
        Visitor first = server.person("nell");
        SparingSessions<?> stored = server.bean(SparingSessions.class);
        String user = server.bean(People.class).find("nell").orElseThrow().id().value();
        for (int number = 0; number < 110; number++) {
            add(stored, user);
        }

        new Visitor(server).signIn("nell").get("/api/me").expect(200);

        assertThat(stored.findByPrincipalName(user)).hasSize(100);
        first.get("/api/me").expectProblem(401, "unauthenticated");
    }

    private static <S extends Session> void add(SparingSessions<S> stored, String user) {
        SparingSessions.Quiet<S> session = stored.createSession();
        session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, user);
        stored.save(session);
    }

    @Test
    void aSessionIsLiveUntilItEnds() {
        Visitor visitor = server.person("lee");
        Speaker speaker = speaker("lee", current(visitor));
        Credentials credentials = server.bean(Credentials.class);
        credentials.requireLive(speaker);

        visitor.delete("/api/session").expect(204);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> credentials.requireLive(speaker))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNAUTHENTICATED));
    }

    @Test
    void theFileOfSessionsIsItsOwnersOnly() throws Exception {
        assertThat(Files.getPosixFilePermissions(server.directory().resolve("sessions.db")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Speaker speaker(String username, String session) {
        Account account = server.bean(People.class).find(username).orElseThrow();
        UserId id = account.id();
        return new Speaker(id, username, account.name(), false, new Credential.Session(session), Set.of(), null);
    }

    private static String current(Visitor visitor) {
        for (JsonNode item : visitor.get("/api/sessions").expect(200).json().path("items")) {
            if (item.path("current").asBoolean()) {
                return item.path("id").asString();
            }
        }
        throw new AssertionError("No current session");
    }

    /** Changes with every commit of another connection. */
    private static long version(Connection database) throws SQLException {
        return number(database, "pragma data_version");
    }

    private static void backdate(Connection sessions, Visitor visitor, Duration age) throws SQLException {
        long lastUsed = Instant.now().minus(age).toEpochMilli();
        try (Statement statement = sessions.createStatement()) {
            assertThat(statement.executeUpdate("update sessions set last_access_time = " + lastUsed + ", expiry_time = "
                            + (lastUsed + Duration.ofDays(30).toMillis()) + " where session_id = '"
                            + visitor.cookies().get("SESSION") + "'"))
                    .isEqualTo(1);
        }
    }

    private static long rows(Connection sessions, Visitor visitor) throws SQLException {
        return number(
                sessions,
                "select count(*) from sessions where session_id = '"
                        + visitor.cookies().get("SESSION") + "'");
    }

    private static Duration age(Connection sessions, Visitor visitor) throws SQLException {
        long lastUsed = number(
                sessions,
                "select last_access_time from sessions where session_id = '"
                        + visitor.cookies().get("SESSION") + "'");
        return Duration.ofMillis(System.currentTimeMillis() - lastUsed);
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
