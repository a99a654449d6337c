package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.RefusedException;
import dev.switchboard.identity.Visitor.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SignInTests {

    private final Server server = Server.shared();

    @Test
    void theRightPasswordSignsIn() {
        server.person("grace");

        Visitor grace = new Visitor(server);
        Answer answer = grace.trySignIn(" Grace ", Server.PASSWORD).expect(200);

        assertThat(answer.text("username")).isEqualTo("grace");
        assertThat(answer.text("role")).isEqualTo("user");
        assertThat(grace.get("/api/me").expect(200).json()).isEqualTo(answer.json());
        assertThat(grace.get("/api/session").json().path("account")).isEqualTo(answer.json());
    }

    @Test
    void whoIsNotSignedInIsToldSoWithoutAnError() {
        assertThat(new Visitor(server).get("/api/session").expect(200).json().has("account"))
                .isFalse();
        new Visitor(server).get("/api/me").expectProblem(401, "unauthenticated");
    }

    @Test
    void anUnknownUserGetsTheAnswerOfAWrongPassword() {
        server.person("known");
        Visitor visitor = new Visitor(server);

        Answer unknown = visitor.trySignIn("unknown", "wrong password");
        Answer wrong = visitor.trySignIn("known", "wrong password");

        unknown.expectProblem(401, "unauthenticated");
        assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
        assertThat(unknown.response().headers().map().keySet())
                .isEqualTo(wrong.response().headers().map().keySet());
    }

    @Test
    void anUnknownUserTakesTheTimeOfAWrongPassword() {
        server.person("timed");
        SignIns signIns = server.bean(SignIns.class);
        long unknown = Long.MAX_VALUE;
        long wrong = Long.MAX_VALUE;

        for (int round = 0; round < 8; round++) {
            unknown = Math.min(unknown, nanos(signIns, "untimed", "10.0.0." + round));
            wrong = Math.min(wrong, nanos(signIns, "timed", "10.0.0." + round));
        }

        assertThat((double) unknown / wrong).isBetween(0.25, 4.0);
        assertThat(unknown).as("a real hash").isGreaterThan(5_000_000);
    }

    @Test
    void theSixthFailureWaitsButNotTheVictimElsewhere() {
        server.person("victim");
        Visitor attacker = new Visitor(server);
        for (int failure = 1; failure <= 5; failure++) {
            attacker.trySignIn("victim", "guess " + failure).expectProblem(401, "unauthenticated");
        }

        Answer sixth = attacker.trySignIn("victim", "guess 6").expectProblem(429, "too_many");

        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(200, 300);
        assertThat(sixth.json().path("retryAfter").asInt()).isBetween(200, 300);
        attacker.trySignIn("VICTIM ", Server.PASSWORD).expectProblem(429, "too_many");
        attacker.with("X-Forwarded-For", "10.1.2.3")
                .trySignIn("victim", Server.PASSWORD)
                .expectProblem(429, "too_many");
        attacker.trySignIn(Server.ADA, Server.PASSWORD).expect(200);
        new Visitor(server).trySignIn("victim", Server.PASSWORD).expect(200);
    }

    @Test
    void guessesAtTheSameTimeAreAllCounted() throws Exception {
        server.person("busy");
        Visitor attacker = new Visitor(server);
        attacker.csrfToken();
        List<Callable<Integer>> guesses = new ArrayList<>();
        for (int number = 0; number < 12; number++) {
            String guess = "guess number " + number;
            guesses.add(() -> attacker.trySignIn("busy", guess).status());
        }

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(guesses.size())) {
            for (Future<Integer> answer : threads.invokeAll(guesses)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers.stream().filter(status -> status == 401)).hasSize(5);
        assertThat(answers.stream().filter(status -> status == 429)).hasSize(7);
    }

    @Test
    void whoGetsInHasNotFailed() {
        server.person("clumsy");
        Visitor clumsy = new Visitor(server);

        for (int round = 0; round < 7; round++) {
            clumsy.trySignIn("clumsy", Server.PASSWORD).expect(200);
        }
    }

    @Test
    void everyWriteByCookieTakesTheCsrfTokenOfItsSession() {
        Visitor lin = server.person("lin");
        String another = server.ada().csrfToken();
        String before = new Visitor(server).csrfToken();

        for (String token :
                List.of("", "nonsense", another, before, lin.cookies().get("SESSION"))) {
            Visitor forged = new Visitor(server).withoutCsrf().with("X-XSRF-TOKEN", token);
            forged.cookies().putAll(lin.cookies());

            forged.delete("/api/session").expectProblem(403, "forbidden");
            forged.post("/api/tokens", "{\"name\":\"x\"}").expectProblem(403, "forbidden");
            forged.patch("/api/users/me", "{\"name\":\"x\"}").expectProblem(403, "forbidden");
            forged.trySignIn(Server.ADA, Server.PASSWORD).expectProblem(403, "forbidden");
        }
        lin.get("/api/me").expect(200);
    }

    @Test
    void theTokenOfTheTimeBeforeSigningInIsWorthNothingAfter() {
        Visitor visitor = new Visitor(server);
        String before = visitor.csrfToken();
        visitor.signIn(Server.ADA);

        visitor.withoutCsrf().with("X-XSRF-TOKEN", before);

        visitor.delete("/api/session").expectProblem(403, "forbidden");
    }

    @Test
    void aSessionIdThatSomebodyElseChoseIsNotTaken() {
        Visitor victim = new Visitor(server);
        victim.cookies().put("SESSION", "0123456789ABCDEFGHJKMNPQRS");

        victim.signIn(Server.ADA);

        assertThat(victim.cookies().get("SESSION")).isNotEqualTo("0123456789ABCDEFGHJKMNPQRS");
        Visitor attacker = new Visitor(server);
        attacker.cookies().put("SESSION", "0123456789ABCDEFGHJKMNPQRS");
        attacker.get("/api/me").expectProblem(401, "unauthenticated");
    }

    @Test
    void signingInAgainStartsANewSessionAndEndsTheOldOne() {
        server.person("mallory");
        Visitor attacker = new Visitor(server).signIn("mallory");
        Visitor victim = new Visitor(server);
        victim.cookies().putAll(attacker.cookies());

        victim.signIn(Server.ADA);

        assertThat(victim.cookies().get("SESSION"))
                .isNotEqualTo(attacker.cookies().get("SESSION"));
        attacker.get("/api/me").expectProblem(401, "unauthenticated");
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Visitor visitor = new Visitor(server);

        String cookie =
                visitor.trySignIn(Server.ADA, Server.PASSWORD).response().headers().allValues("Set-Cookie").stream()
                        .filter(header -> header.startsWith("SESSION="))
                        .findFirst()
                        .orElseThrow();

        assertThat(cookie)
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000")
                .doesNotContain("Secure");
    }

    @Test
    void signingOutEndsTheSessionAndTellsBeforeItAnswers() {
        Visitor visitor = server.person("leaver");
        List<Revocation> told = new ArrayList<>();
        server.bean(Credentials.class).onRevoked(told::add);
        Visitor elsewhere = new Visitor(server);
        elsewhere.cookies().putAll(visitor.cookies());
        String current = visitor.get("/api/sessions")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();

        visitor.delete("/api/session").expect(204);

        assertThat(told).contains(new Revocation.OfCredential(new Credential.Session(current)));
        elsewhere.get("/api/me").expectProblem(401, "unauthenticated");
        visitor.delete("/api/session").expect(204);
    }

    private static long nanos(SignIns signIns, String username, String address) {
        long start = System.nanoTime();
        try {
            signIns.recognise(username, "wrong password", address);
        } catch (RefusedException expected) {
            return System.nanoTime() - start;
        }
        throw new AssertionError("The password is wrong");
    }
}
