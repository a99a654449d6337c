package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Visitor.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, pages and problems, whatever is asked for. */
class HttpRulesTests {

    /** Names and versions of what we are made of. */
    private static final Pattern INTERNALS = Pattern.compile(
            "(?i)jetty|spring(?!board)|\\bjava\\b|jackson|sqlite|exception|stacktrace|dev\\.switchboard|\\d+\\.\\d+\\.\\d+|\\tat ");

    private final Server server = Server.shared();

    @ParameterizedTest
    @CsvSource({
        "200, /",
        "200, /r/lobby/m/17",
        "200, /main.js",
        "200, /webjars/lit/index.js",
        "200, /api/csrf",
        "200, /actuator/health",
        "401, /api/me",
        "401, /api/nothing",
        "401, /actuator/prometheus",
        "401, /actuator/env",
        "401, /actuator/heapdump",
        "404, /nothing",
        "404, /webjars/nothing/x.js",
        "400, /api//me",
        "400, /api/me;x=1",
        "400, /a%00b",
        "400, /..%2f..%2fetc"
    })
    void everyAnswerHasTheHeadersAndNothingAboutTheServer(int status, String path) {
        Answer answer = new Visitor(server).get(path).expect(status);

        requireHeaders(answer);
        if (status >= 400) {
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.response().body()).doesNotContainPattern(INTERNALS);
        }
    }

    @Test
    void administratorsSeeNoActuatorButHealthAndPrometheus() {
        Visitor ada = server.ada();

        for (String path :
                new String[] {"env", "beans", "heapdump", "loggers", "threaddump", "sessions", "info", "mappings"}) {
            requireHeaders(ada.get("/actuator/" + path).expectProblem(404, "not_found"));
        }
        ada.get("/actuator").expectProblem(404, "not_found");
        assertThat(ada.get("/actuator/prometheus").expect(200).response().body())
                .contains("jvm_memory");
        server.person("pry").get("/actuator/prometheus").expectProblem(403, "forbidden");
        assertThat(ada.get("/actuator/health").response().body()).doesNotContain("db", "diskSpace", "components");
        new Visitor(server).get("/actuator/health/db").expect(404);
    }

    @Test
    void thePolicyAllowsWhatThePageHasInlineAndNoMore() throws Exception {
        Answer page = new Visitor(server).get("/").expect(200);

        String policy = page.header("Content-Security-Policy");
        assertThat(policy).doesNotContain("unsafe").contains("default-src 'none'", "frame-ancestors 'none'");
        Matcher map = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page.response().body());
        assertThat(map.find()).isTrue();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/main.js", "/tokens.css", "/webjars/lit/index.js", "/search?q=x"})
    void filesAreKeptByBrowsersAndAskedForAgain(String path) {
        Answer first = new Visitor(server).get(path).expect(200);
        String tag = first.header("ETag");

        Answer again = new Visitor(server).with("If-None-Match", tag).get(path).expect(304);

        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("Last-Modified")).isEmpty();
        assertThat(first.header("Pragma")).isEmpty();
        assertThat(again.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/setup",
                "/sign-in",
                "/invite/ABC",
                "/search",
                "/live",
                "/settings",
                "/settings/tokens",
                "/r/lobby",
                "/r/lobby/m/3"
            })
    void theAddressesOfViewsGiveThePage(String path) {
        Answer answer = new Visitor(server).get(path).expect(200);

        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.response().body()).contains("importmap");
    }

    @Test
    void answersOfTheApiAreNotKept() {
        assertThat(server.ada().get("/api/me").header("Cache-Control")).isEqualTo("no-store");
        assertThat(new Visitor(server).get("/api/me").header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void strictTransportIsAskedForOverHttpsOnly() {
        assertThat(new Visitor(server).get("/").header("Strict-Transport-Security"))
                .isEmpty();
        assertThat(new Visitor(server)
                        .with("X-Forwarded-Proto", "https")
                        .get("/")
                        .header("Strict-Transport-Security"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"username\":|400|invalid",
                "{\"username\":\"a\"} trailing|400|invalid",
                "{\"username\":[1],\"password\":\"x\"}|400|invalid",
                "{\"username\":\"a\"}|400|invalid",
                "null|400|invalid",
                "\"text\"|400|invalid",
                "{\"username\":\"a\",\"password\":\"\\ud800\"}|401|unauthenticated"
            })
    void whatIsNotTheJsonThatIsExpectedIsRefused(String body, int status, String code) {
        Answer answer = new Visitor(server).post("/api/session", body).expectProblem(status, code);

        assertThat(answer.response().body()).doesNotContainPattern(INTERNALS);
    }

    @Test
    void theProblemNamesTheFieldThatIsWrong() {
        assertThat(new Visitor(server)
                        .post("/api/session", "{\"username\":[1],\"password\":\"x\"}")
                        .text("detail"))
                .isEqualTo("The field 'username' is missing or has not the form that is expected");
    }

    @Test
    void otherMethodsAndKindsOfBodyAreRefused() {
        Visitor ada = server.ada();

        assertThat(ada.send("PUT", "/api/session", "{}")
                        .expectProblem(405, "invalid")
                        .header("Allow"))
                .contains("DELETE", "GET", "POST");
        ada.send("PATCH", "/api/me", "{}").expectProblem(405, "invalid");
        ada.with("Content-Type", "text/plain").post("/api/session", "x").expectProblem(415, "invalid");
        Visitor picky = server.ada().with("Accept", "image/png");
        picky.get("/api/me").expect(406);
        new Visitor(server).send("TRACE", "/", "").expect(400);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String body = "{\"username\":\"" + "x".repeat(65_536) + "\"}";

        new Visitor(server).post("/api/session", body).expectProblem(413, "too_large");
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefused() {
        Visitor visitor = new Visitor(server);
        byte[] body = ("{\"username\":\"" + "x".repeat(200_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        HttpRequest chunked = HttpRequest.newBuilder(server.uri("/api/session"))
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", visitor.csrfToken())
                .header("Cookie", "CSRF=" + visitor.cookies().get("CSRF"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();

        visitor.send(chunked).expectProblem(413, "too_large");
    }

    @Test
    void nothingIsSharedWithOtherOrigins() {
        Answer answer =
                new Visitor(server).with("Origin", "https://evil.example").get("/api/csrf");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private static void requireHeaders(Answer answer) {
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("X-Application-Context")).isEmpty();
    }
}
