package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Visitor.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A server with low limits, behind a proxy that it trusts, and with a controller that fails. */
class StrictServerTests {

    @TempDir
    static Path directory;

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(
                directory,
                new Class<?>[] {Failing.class},
                "switchboard.limits.requests-per-second=2",
                "switchboard.limits.address-failures=3",
                "switchboard.identity.registration=open",
                "server.forward-headers-strategy=framework");
        server.setUp();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @RestController
    @SuppressWarnings("DoNotCallSuggester")
    static final class Failing {

        @GetMapping("/api/failing/at-once")
        String atOnce() {
            throw new IllegalStateException("secret of dev.switchboard 1.2.3");
        }

        @GetMapping("/api/failing/later")
        CompletionStage<String> later() {
            return CompletableFuture.supplyAsync(this::atOnce);
        }

        @GetMapping("/api/failing/store")
        String store() {
            throw new DataAccessResourceFailureException("jdbc:sqlite:/secret");
        }
    }

    @Test
    void anOpenServerTakesEverybody() {
        assertThat(new Visitor(server).get("/api/setup").text("registration")).isEqualTo("open");

        person("vic").get("/api/me").expect(200);

        new Visitor(server).post("/api/users", Server.account("Vic", "vic")).expectProblem(409, "conflict");
    }

    @Test
    void ourMistakesAreToldByAnIncidentOnly() {
        Visitor visitor = person("bea");

        for (String path : List.of("/api/failing/at-once", "/api/failing/later")) {
            Answer answer = visitor.get(path).expectProblem(500, "internal");

            assertThat(answer.text("incident")).matches("[0-9A-Z]{26}");
            assertThat(answer.response().body()).doesNotContain("secret", "Exception", "dev.switchboard");
        }
    }

    @Test
    void aStoreThatIsAwayIsUnavailableForAWhile() {
        Answer answer = person("cam").get("/api/failing/store").expectProblem(503, "unavailable");

        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.response().body()).doesNotContain("secret");
    }

    @Test
    void callsThatComeTooFastAreRefusedForAMomentByAddress() {
        Visitor hasty = new Visitor(server);

        Answer refused = hammer(hasty, "/api/setup");

        refused.expectProblem(429, "too_many");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        new Visitor(server).get("/api/setup").expect(200);
        hasty.get("/").expect(200);
    }

    @Test
    void callsThatComeTooFastAreRefusedByUserWhereverTheyComeFrom() {
        Visitor dov = person("dov");
        String secret = dov.post("/api/tokens", "{\"name\":\"t\"}").expect(201).text("token");
        Visitor script = new Visitor(server).withToken(secret);

        hammer(dov, "/api/me").expectProblem(429, "too_many");

        int accepted = 0;
        while (script.get("/api/me").status() == 200) {
            accepted++;
        }
        assertThat(accepted).as("a bucket of its own would have 8").isLessThan(8);
        new Visitor(server, dov.address()).get("/api/setup").expect(200);
    }

    @Test
    void failuresAreCountedByAddressOverAllAccounts() {
        Visitor guesser = new Visitor(server);
        for (int guess = 0; guess < 3; guess++) {
            guesser.trySignIn("user" + guess, "wrong password").expectProblem(401, "unauthenticated");
        }

        guesser.trySignIn("user4", "wrong password").expectProblem(429, "too_many");
    }

    @Test
    void overHttpsTheCookiesAreSecureAndTransportIsStrict() {
        Visitor visitor = new Visitor(server).with("X-Forwarded-Proto", "https");
        List<String> cookies =
                new ArrayList<>(visitor.get("/api/csrf").response().headers().allValues("Set-Cookie"));

        Answer answer = visitor.trySignIn(Server.ADA, Server.PASSWORD).expect(200);

        cookies.addAll(answer.response().headers().allValues("Set-Cookie"));
        assertThat(cookies).hasSize(2).allSatisfy(cookie -> assertThat(cookie).contains("Secure", "HttpOnly"));
        assertThat(answer.header("Strict-Transport-Security")).contains("max-age=31536000");
    }

    private static Visitor person(String username) {
        Visitor person = new Visitor(server);
        person.post("/api/users", Server.account(username, username)).expect(201);
        return person;
    }

    /** Until the first refusal, 400 times at most. */
    private static Answer hammer(Visitor visitor, String path) {
        for (int call = 0; call < 400; call++) {
            Answer answer = visitor.get(path);
            if (answer.status() != 200) {
                return answer;
            }
        }
        throw new AssertionError("Never refused");
    }
}
