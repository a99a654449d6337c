package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.userdetails.UserDetailsService;

/** The first start on an empty folder; the last test does the set-up. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupTests {

    @TempDir
    static Path directory;

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "/",
                "/setup",
                "/main.js",
                "/r/lobby",
                "/api/setup",
                "/api/csrf",
                "/actuator/health",
                "/actuator/health/readiness"
            })
    void whatTheSetUpNeedsIsReachable(String path) {
        new Visitor(server).get(path).expect(200);
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "/api/me",
                "/api/users",
                "/api/rooms",
                "/api/nothing",
                "/ws/info",
                "/ws",
                "/actuator/prometheus",
                "/api/session",
                "/api/docs"
            })
    void nothingElseIsReachableUntilItIsDone(String path) {
        new Visitor(server).get(path).expectProblem(409, "conflict");
    }

    @Test
    @Order(1)
    void nobodyCanSignInOrUpUntilItIsDone() {
        new Visitor(server).trySignIn("user", "password").expectProblem(409, "conflict");
        new Visitor(server).post("/api/users", Server.account("Eve", "eve")).expectProblem(409, "conflict");
        new Visitor(server).withToken("swb_x").get("/api/me").expectProblem(409, "conflict");
    }

    @Test
    @Order(1)
    void thereIsNoDefaultUser() {
        assertThat(server.context().getBeanNamesForType(UserDetailsService.class))
                .isEmpty();
        assertThat(new Visitor(server).get("/api/setup").json().path("due").asBoolean())
                .isTrue();
    }

    @Test
    @Order(1)
    void theSetUpTakesACsrfToken() {
        new Visitor(server)
                .withoutCsrf()
                .post("/api/setup", Server.account("Ada", "ada"))
                .expectProblem(403, "forbidden");
        new Visitor(server)
                .withoutCsrf()
                .with("X-XSRF-TOKEN", new Visitor(server).csrfToken())
                .post("/api/setup", Server.account("Ada", "ada"))
                .expectProblem(403, "forbidden");
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(
            strings = {
                "{}",
                "",
                "{",
                "[]",
                "{\"name\":\"Ada\",\"username\":\"ada\"}",
                "{\"name\":\"Ada\",\"username\":\"ada\",\"password\":\"seven77\"}",
                "{\"name\":\"Ada\",\"username\":\"adalovelace\",\"password\":\"AdaLovelace\"}",
                "{\"name\":\"Ada\",\"username\":\"Ada\",\"password\":\"long enough\"}",
                "{\"name\":\"Ada\",\"username\":\"me\",\"password\":\"long enough\"}",
                "{\"name\":\"Ada\",\"username\":\"-ada\",\"password\":\"long enough\"}",
                "{\"name\":\"Ada\",\"username\":\"a234567890123456789012345678901z\",\"password\":\"long enough\"}",
                "{\"name\":\" \",\"username\":\"ada\",\"password\":\"long enough\"}",
                "{\"name\":\"A\\nda\",\"username\":\"ada\",\"password\":\"long enough\"}",
                "{\"name\":\"A\\u001b[31mda\",\"username\":\"ada\",\"password\":\"long enough\"}",
                "{\"name\":\"A\\u202eda\",\"username\":\"ada\",\"password\":\"long enough\"}",
                "{\"name\":\"\\u200b\",\"username\":\"ada\",\"password\":\"long enough\"}",
                "{\"name\":{},\"username\":\"ada\",\"password\":\"long enough\"}"
            })
    void whatIsNoAccountIsRefused(String body) {
        new Visitor(server).post("/api/setup", body).expectProblem(400, "invalid");

        assertThat(new Visitor(server).get("/api/setup").json().path("due").asBoolean())
                .isTrue();
    }

    @Test
    @Order(2)
    void twoAtOnceMakeOneAdministrator() throws Exception {
        List<Callable<Integer>> rivals = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            Visitor rival = new Visitor(server);
            String account = Server.account("Rival", "rival" + number);
            rivals.add(() -> rival.post("/api/setup", account).status());
        }

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(rivals.size())) {
            for (Future<Integer> answer : threads.invokeAll(rivals)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnlyOnce(201);
        assertThat(answers.stream().filter(status -> status == 409)).hasSize(rivals.size() - 1);
        assertThat(server.bean(Accounts.class).search("", true)).hasSize(1);
        new Visitor(server).post("/api/setup", Server.account("Eve", "eve")).expectProblem(409, "conflict");
        assertThat(new Visitor(server).get("/api/setup").json().path("due").asBoolean())
                .isFalse();
        new Visitor(server).get("/api/me").expectProblem(401, "unauthenticated");
    }
}
