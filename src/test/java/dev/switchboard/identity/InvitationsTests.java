package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.qrcode.decoder.Decoder;
import dev.switchboard.log.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InvitationsTests {

    private final Server server = Server.shared();

    @Test
    void anInvitationLetsInAndIsCounted() {
        Visitor ada = server.ada();
        JsonNode made = ada.post("/api/invitations", "{\"uses\":2}").expect(201).json();
        String code = made.path("code").asString();
        assertThat(made.path("url").asString())
                .isEqualTo(server.uri("/invite/" + code).toString());
        JsonNode preview =
                new Visitor(server).get("/api/invitations/" + code).expect(200).json();
        assertThat(preview.path("state").asString()).isEqualTo("open");
        assertThat(preview.path("invitedBy").path("name").asString()).isEqualTo("Ada Lovelace");

        Visitor rosa = new Visitor(server);
        rosa.post("/api/users", signUp("rosa", code)).expect(201);

        assertThat(rosa.get("/api/me").expect(200).text("role")).isEqualTo("user");
        JsonNode listed = listed(ada, made);
        assertThat(listed.path("used").asInt()).isEqualTo(1);
        assertThat(listed.path("state").asString()).isEqualTo("open");
        assertThat(listed.toString()).doesNotContain(code);
    }

    @Test
    void itsCodeForACameraReadsAsItsLink() throws Exception {
        JsonNode made = server.ada().post("/api/invitations", "{}").expect(201).json();
        List<String> rows =
                made.path("qr").valueStream().map(JsonNode::asString).toList();

        boolean[][] modules = rows.stream().map(InvitationsTests::modules).toArray(boolean[][]::new);

        assertThat(new Decoder().decode(modules).getText())
                .isEqualTo(made.path("url").asString());
        assertThat(listed(server.ada(), made).has("qr")).isFalse();
    }

    private static boolean[] modules(String row) {
        boolean[] modules = new boolean[row.length()];
        for (int column = 0; column < modules.length; column++) {
            modules[column] = row.charAt(column) == '1';
        }
        return modules;
    }

    @Test
    void withoutAnInvitationNobodySignsUp() {
        new Visitor(server).post("/api/users", Server.account("Eve", "eve")).expectProblem(403, "forbidden");
        new Visitor(server)
                .post("/api/users", signUp("eve", "0123456789ABCDEFGHJKMNPQRS"))
                .expectProblem(404, "not_found");
        new Visitor(server).get("/api/invitations/0123456789ABCDEFGHJKMNPQRS").expectProblem(404, "not_found");
    }

    @Test
    void anExpiredInvitationSaysSoAndWhomToAsk() throws Exception {
        JsonNode made = server.ada().post("/api/invitations", "{}").expect(201).json();
        server.bean(Writer.class)
                .write(transaction -> transaction
                        .jdbc()
                        .sql("update invitations set expires_at_ms = 1 where id = :id")
                        .param("id", made.path("id").asString())
                        .update())
                .toCompletableFuture()
                .get();

        refused(made, "expired", "This invitation has expired: ask Ada Lovelace (ada) for another");
    }

    @Test
    void aUsedUpInvitationSaysSoAndWhomToAsk() {
        JsonNode made = server.ada()
                .post("/api/invitations", "{\"uses\":1}")
                .expect(201)
                .json();
        new Visitor(server)
                .post("/api/users", signUp("sam", made.path("code").asString()))
                .expect(201);

        refused(made, "used_up", "This invitation has been used up: ask Ada Lovelace (ada) for another");
    }

    @Test
    void aRevokedInvitationSaysSoAndWhomToAsk() {
        Visitor ada = server.ada();
        JsonNode made = ada.post("/api/invitations", "{}").expect(201).json();

        ada.delete("/api/invitations/" + made.path("id").asString()).expect(204);

        refused(made, "revoked", "This invitation has been revoked: ask Ada Lovelace (ada) for another");
        assertThat(listed(ada, made).path("state").asString()).isEqualTo("revoked");
        ada.delete("/api/invitations/nonsense").expectProblem(404, "not_found");
    }

    @Test
    void aTakenUserNameCostsNoUse() {
        Visitor ada = server.ada();
        JsonNode made = ada.post("/api/invitations", "{}").expect(201).json();

        new Visitor(server)
                .post("/api/users", signUp(Server.ADA, made.path("code").asString()))
                .expectProblem(409, "conflict");

        assertThat(listed(ada, made).path("used").asInt()).isZero();
    }

    @Test
    void twoAtOnceWithOneUseLeftMakeOneAccount() throws Exception {
        String code = server.ada()
                .post("/api/invitations", "{\"uses\":1}")
                .expect(201)
                .text("code");
        List<Callable<Integer>> rivals = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            Visitor rival = new Visitor(server);
            String body = signUp("tied" + number, code);
            rivals.add(() -> rival.post("/api/users", body).status());
        }

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(rivals.size())) {
            for (Future<Integer> answer : threads.invokeAll(rivals)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsOnlyOnce(201);
        assertThat(answers.stream().filter(status -> status == 403)).hasSize(rivals.size() - 1);
        assertThat(server.bean(Accounts.class).search("tied", true)).hasSize(1);
    }

    @Test
    void onlyAdministratorsInvite() {
        Visitor uma = server.person("uma");

        uma.post("/api/invitations", "{}").expectProblem(403, "forbidden");
        uma.get("/api/invitations").expectProblem(403, "forbidden");
        uma.delete("/api/invitations/x").expectProblem(403, "forbidden");
        new Visitor(server).get("/api/invitations").expectProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"uses\":0}",
                "{\"uses\":-1}",
                "{\"uses\":1001}",
                "{\"uses\":99999999999}",
                "{\"uses\":\"many\"}",
                "{\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"expiresAt\":\"+999999999-01-01T00:00:00Z\"}",
                "{\"expiresAt\":\"soon\"}"
            })
    void whatIsNoInvitationIsRefused(String body) {
        server.ada().post("/api/invitations", body).expectProblem(400, "invalid");
    }

    @Test
    void whoGuessesCodesWaits() {
        Visitor guesser = new Visitor(server);
        for (int guess = 0; guess < 50; guess++) {
            guesser.get("/api/invitations/guess" + guess).expectProblem(404, "not_found");
        }

        guesser.get("/api/invitations/another").expectProblem(429, "too_many");
    }

    @Test
    void aClosedServerTakesNobody(@TempDir Path directory) {
        try (Server first = Server.start(directory)) {
            first.setUp();
        }
        try (Server closed = Server.start(directory, "switchboard.identity.registration=closed")) {
            closed.ada().post("/api/invitations", "{}").expectProblem(409, "conflict");

            new Visitor(closed).post("/api/users", signUp("wes", "whatever")).expectProblem(403, "forbidden");
        }
    }

    private void refused(JsonNode invitation, String state, String detail) {
        String code = invitation.path("code").asString();
        JsonNode preview =
                new Visitor(server).get("/api/invitations/" + code).expect(200).json();
        assertThat(preview.path("state").asString()).isEqualTo(state);
        assertThat(preview.path("invitedBy").path("username").asString()).isEqualTo(Server.ADA);
        assertThat(Instant.parse(preview.path("expiresAt").asString())).isNotNull();
        assertThat(new Visitor(server)
                        .post("/api/users", signUp("late", code))
                        .expectProblem(403, "forbidden")
                        .text("detail"))
                .isEqualTo(detail);
    }

    private static JsonNode listed(Visitor ada, JsonNode invitation) {
        for (JsonNode item : ada.get("/api/invitations").expect(200).json().path("items")) {
            if (item.path("id").equals(invitation.path("id"))) {
                return item;
            }
        }
        throw new AssertionError("Not listed");
    }

    private static String signUp(String username, String code) {
        return """
                {"name":"%s","username":"%s","password":"%s","invitation":"%s"}""".formatted(username, username, Server.PASSWORD, code);
    }
}
