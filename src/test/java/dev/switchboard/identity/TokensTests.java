package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.identity.Visitor.Answer;
import dev.switchboard.log.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokensTests {

    private final Server server = Server.shared();

    @Test
    void aTokenIsShownOnceAndStoredAsAHash() throws Exception {
        Visitor ada = server.ada();

        Answer made = ada.post("/api/tokens", "{\"name\":\"script\"}").expect(201);

        String secret = made.text("token");
        assertThat(secret).matches("swb_[A-Za-z0-9_-]{43}");
        assertThat(ada.get("/api/tokens").expect(200).response().body())
                .contains(made.text("id"))
                .doesNotContain(secret);
        try (Stream<Path> files = Files.list(server.directory())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
            }
        }
    }

    @Test
    void aTokenSpeaksForItsAccountWithoutCsrf() {
        server.person("mia");
        Visitor script = token("mia", "{\"name\":\"all\"}");

        assertThat(script.get("/api/me").expect(200).text("username")).isEqualTo("mia");
        script.patch("/api/users/me", "{\"name\":\"Mia Two\"}").expect(200);
        assertThat(script.get("/api/me").text("name")).isEqualTo("Mia Two");
    }

    @Test
    void scopesHoldOnHttp() {
        server.person("nia");

        Visitor reader = token("nia", "{\"name\":\"r\",\"scopes\":[\"read\"]}");
        reader.get("/api/me").expect(200);
        reader.patch("/api/users/me", "{\"name\":\"x\"}").expectProblem(403, "forbidden");
        reader.post("/api/tokens", "{\"name\":\"x\"}").expectProblem(403, "forbidden");

        Visitor writer = token("nia", "{\"name\":\"w\",\"scopes\":[\"write\"]}");
        writer.get("/api/me").expectProblem(403, "forbidden");
        writer.patch("/api/users/me", "{\"name\":\"Nia\"}").expect(200);
    }

    @Test
    void anAdministratorsTokenAdministersOnlyWithTheScope() {
        Visitor plain = token(Server.ADA, "{\"name\":\"rw\",\"scopes\":[\"read\",\"write\"]}");
        plain.get("/api/invitations").expectProblem(403, "forbidden");
        plain.get("/actuator/prometheus").expectProblem(403, "forbidden");
        plain.get("/api/me").expect(200);

        Visitor admin = token(Server.ADA, "{\"name\":\"admin\",\"scopes\":[\"read\",\"admin\"]}");
        admin.get("/api/invitations").expect(200);
        admin.get("/actuator/prometheus").expect(200);
    }

    @Test
    void aTokenMakesNoneThatMayMoreOrLivesLonger() {
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        Visitor ada = server.ada();
        String secret = ada.post(
                        "/api/tokens",
                        "{\"name\":\"p\",\"scopes\":[\"read\",\"write\"],\"expiresAt\":\"" + tomorrow + "\"}")
                .expect(201)
                .text("token");
        Visitor parent = new Visitor(server).withToken(secret);

        parent.post("/api/tokens", "{\"name\":\"c\",\"scopes\":[\"admin\"]}").expectProblem(403, "forbidden");
        parent.post("/api/tokens", "{\"name\":\"c\",\"expiresAt\":\"" + tomorrow.plusSeconds(60) + "\"}")
                .expectProblem(403, "forbidden");
        JsonNode child =
                parent.post("/api/tokens", "{\"name\":\"c\"}").expect(201).json();

        assertThat(child.path("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
        assertThat(Instant.parse(child.path("expiresAt").asString())).isBeforeOrEqualTo(tomorrow);
        server.person("oda")
                .post("/api/tokens", "{\"name\":\"c\",\"scopes\":[\"admin\"]}")
                .expectProblem(403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"x\",\"scopes\":[]}",
                "{\"name\":\"x\",\"scopes\":[\"everything\"]}",
                "{\"name\":\"x\",\"scopes\":[null]}",
                "{\"name\":\"x\",\"scopes\":\"read\"}",
                "{\"name\":\"x\",\"expiresAt\":\"yesterday\"}",
                "{\"name\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}"
            })
    void whatIsNoTokenIsRefused(String body) {
        server.ada().post("/api/tokens", body).expectProblem(400, "invalid");
    }

    @Test
    void aBearersRequestIsNeverItsCookies() {
        Visitor both = server.ada().with("Authorization", "Bearer swb_nonsense");

        Answer refused = both.get("/api/me").expectProblem(401, "unauthenticated");

        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        both.withoutCsrf().delete("/api/session").expectProblem(401, "unauthenticated");
    }

    @Test
    void aTokenInTheUrlIsNotTaken() {
        String secret = server.ada()
                .post("/api/tokens", "{\"name\":\"url\"}")
                .expect(201)
                .text("token");

        for (String name : List.of("access_token", "token", "bearer", "Authorization")) {
            new Visitor(server).get("/api/me?" + name + "=" + secret).expectProblem(401, "unauthenticated");
        }
        new Visitor(server)
                .with("Authorization", "Basic " + secret)
                .get("/api/me")
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void aRevokedTokenEndsAtOnceAndItIsToldBeforeTheAnswer() {
        Visitor ada = server.ada();
        JsonNode made = ada.post("/api/tokens", "{\"name\":\"r\"}").expect(201).json();
        Visitor script = new Visitor(server).withToken(made.path("token").asString());
        script.get("/api/me").expect(200);
        Speaker speaker =
                server.bean(Credentials.class).byToken(made.path("token").asString(), "10.9.9.9");
        List<Revocation> told = new ArrayList<>();
        server.bean(Credentials.class).onRevoked(told::add);
        String id = made.path("id").asString();

        server.person("pat").delete("/api/tokens/" + id).expectProblem(404, "not_found");
        ada.delete("/api/tokens/" + id).expect(204);

        assertThat(told).contains(new Revocation.OfCredential(new Credential.Token(id)));
        script.get("/api/me").expectProblem(401, "unauthenticated");
        refused(Refusal.UNAUTHENTICATED, () -> server.bean(Credentials.class).requireLive(speaker));
        ada.delete("/api/tokens/" + id).expectProblem(404, "not_found");
    }

    @Test
    void anExpiredTokenIsWorthNothing() throws Exception {
        Visitor ada = server.ada();
        JsonNode made = ada.post(
                        "/api/tokens",
                        "{\"name\":\"e\",\"expiresAt\":\"" + Instant.now().plusSeconds(3600) + "\"}")
                .expect(201)
                .json();
        Visitor script = new Visitor(server).withToken(made.path("token").asString());
        Speaker speaker =
                server.bean(Credentials.class).byToken(made.path("token").asString(), "10.9.9.9");
        assertThat(speaker.expiresAt()).isNotNull();
        script.get("/api/me").expect(200);

        server.bean(Writer.class)
                .write(transaction -> transaction
                        .jdbc()
                        .sql("update tokens set expires_at_ms = 1 where id = :id")
                        .param("id", made.path("id").asString())
                        .update())
                .toCompletableFuture()
                .get();

        script.get("/api/me").expectProblem(401, "unauthenticated");
        refused(Refusal.UNAUTHENTICATED, () -> server.bean(Credentials.class).requireLive(speaker));
    }

    @Test
    void theLastUseIsNoted() {
        Visitor ada = server.ada();
        JsonNode made =
                ada.post("/api/tokens", "{\"name\":\"used\"}").expect(201).json();
        assertThat(lastUse(ada, made)).isEmpty();

        new Visitor(server)
                .withToken(made.path("token").asString())
                .get("/api/me")
                .expect(200);

        Awaitility.await().untilAsserted(() -> assertThat(lastUse(ada, made)).isNotEmpty());
    }

    @Test
    void tokensAreRecognisedForStompByThemselvesOrWithTheirUserName() {
        server.person("quin");
        String secret = secret("quin", "{\"name\":\"stomp\"}");
        Credentials credentials = server.bean(Credentials.class);

        assertThat(credentials.byToken(secret, "10.1.1.1").username()).isEqualTo("quin");
        assertThat(credentials.byLogin("quin", secret, "10.1.1.1").username()).isEqualTo("quin");
        refused(Refusal.UNAUTHENTICATED, () -> credentials.byLogin(Server.ADA, secret, "10.1.1.1"));
        refused(Refusal.UNAUTHENTICATED, () -> credentials.byToken("", "10.1.1.1"));
        refused(Refusal.UNAUTHENTICATED, () -> credentials.byToken(Server.PASSWORD, "10.1.1.1"));
    }

    @Test
    void wrongTokensAreCountedByAddressAndRightOnesAreNot() {
        String secret = secret(Server.ADA, "{\"name\":\"nat\"}");
        Credentials credentials = server.bean(Credentials.class);
        for (int guess = 0; guess < 50; guess++) {
            refused(Refusal.UNAUTHENTICATED, () -> credentials.byToken("swb_wrong", "10.7.7.7"));
        }

        refused(Refusal.TOO_MANY, () -> credentials.byToken("swb_wrong", "10.7.7.7"));
        refused(Refusal.UNAUTHENTICATED, () -> credentials.byToken("swb_wrong", "10.7.7.8"));
        assertThat(credentials.byToken(secret, "10.7.7.7").username()).isEqualTo(Server.ADA);
    }

    private static void refused(Refusal refusal, ThrowingCallable call) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .satisfies(thrown -> assertThat(thrown.refusal()).isEqualTo(refusal));
    }

    private Visitor token(String username, String body) {
        return new Visitor(server).withToken(secret(username, body));
    }

    private String secret(String username, String body) {
        return new Visitor(server)
                .signIn(username)
                .post("/api/tokens", body)
                .expect(201)
                .text("token");
    }

    private static String lastUse(Visitor visitor, JsonNode token) {
        for (JsonNode item : visitor.get("/api/tokens").expect(200).json().path("items")) {
            if (item.path("id").equals(token.path("id"))) {
                return item.path("lastUsedAt").asString("");
            }
        }
        throw new AssertionError("No such token");
    }
}
