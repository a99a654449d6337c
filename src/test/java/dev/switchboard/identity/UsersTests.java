package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UsersTests {

    private final Server server = Server.shared();

    @Test
    void onesOwnNameCanBeChangedAndNobodyElses() {
        Visitor xia = server.person("xia");
        server.person("yan");

        xia.patch("/api/users/me", "{\"name\":\" Xia 夏 \"}").expect(200);
        xia.patch("/api/users/yan", "{\"name\":\"Fool\"}").expectProblem(403, "forbidden");

        assertThat(xia.get("/api/me").text("name")).isEqualTo("Xia 夏");
        assertThat(server.bean(People.class).find("xia").orElseThrow().name()).isEqualTo("Xia 夏");
        server.ada().patch("/api/users/yan", "{\"name\":\"Yan\"}").expect(200);
    }

    @Test
    void nobodyMakesThemselvesAnAdministrator() {
        Visitor zoe = server.person("zoe");

        zoe.patch("/api/users/me", "{\"role\":\"administrator\"}").expectProblem(403, "forbidden");
        zoe.patch("/api/users/zoe", "{\"disabled\":false}").expectProblem(403, "forbidden");

        assertThat(zoe.get("/api/me").text("role")).isEqualTo("user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"role\":\"king\"}", "{\"name\":\"\"}", "{\"disabled\":\"maybe\"}", "[]", "nonsense"})
    void whatIsNoChangeIsRefused(String body) {
        server.ada().patch("/api/users/me", body).expectProblem(400, "invalid");
    }

    @Test
    void whoDoesNotExistIsNotFound() {
        server.ada().patch("/api/users/nobody", "{\"name\":\"x\"}").expectProblem(404, "not_found");
    }

    @Test
    void aDisabledAccountLosesItsSessionsAndTokensAtOnce() {
        Visitor bob = server.person("bob");
        Visitor phone = new Visitor(server).signIn("bob");
        String secret = bob.post("/api/tokens", "{\"name\":\"t\"}").expect(201).text("token");
        Visitor script = new Visitor(server).withToken(secret);
        script.get("/api/me").expect(200);
        Credentials credentials = server.bean(Credentials.class);
        Speaker speaker = credentials.byToken(secret, "10.2.2.2");
        List<Revocation> told = new ArrayList<>();
        credentials.onRevoked(told::add);
        Visitor ada = server.ada();

        ada.patch("/api/users/bob", "{\"disabled\":true}").expect(200);

        assertThat(told).contains(new Revocation.OfUser(speaker.user()));
        bob.get("/api/me").expectProblem(401, "unauthenticated");
        phone.get("/api/me").expectProblem(401, "unauthenticated");
        script.get("/api/me").expectProblem(403, "forbidden");
        refusedAsForbidden(() -> credentials.requireLive(speaker));
        new Visitor(server).trySignIn("bob", Server.PASSWORD).expectProblem(403, "forbidden");
        new Visitor(server).trySignIn("bob", "wrong password").expectProblem(401, "unauthenticated");

        ada.patch("/api/users/bob", "{\"disabled\":false}").expect(200);
        bob.get("/api/me").expectProblem(401, "unauthenticated");
        new Visitor(server).trySignIn("bob", Server.PASSWORD).expect(200);
        script.get("/api/me").expect(200);
    }

    @Test
    void theLastAdministratorStays(@TempDir Path directory) {
        try (Server own = Server.start(directory)) {
            Visitor ada = own.setUp();
            own.person("cleo");

            ada.patch("/api/users/me", "{\"disabled\":true}").expectProblem(409, "conflict");
            ada.patch("/api/users/ada", "{\"role\":\"user\"}").expectProblem(409, "conflict");
            ada.patch("/api/users/cleo", "{\"role\":\"administrator\",\"disabled\":true}")
                    .expect(200);
            ada.patch("/api/users/me", "{\"role\":\"user\"}").expectProblem(409, "conflict");
            ada.patch("/api/users/cleo", "{\"disabled\":false}").expect(200);
            ada.patch("/api/users/me", "{\"role\":\"user\"}").expect(200);

            ada.patch("/api/users/me", "{\"role\":\"administrator\"}").expectProblem(403, "forbidden");
            ada.get("/api/invitations").expectProblem(403, "forbidden");
        }
    }

    @Test
    void peopleAreFoundByTheBeginningsOfTheirNames() {
        Visitor ada = server.ada();
        server.person("dora.m");
        ada.patch("/api/users/dora.m", "{\"name\":\"Pandora Maar\"}").expect(200);

        assertThat(found(ada, "dora")).contains("dora.m");
        assertThat(found(ada, "MAA")).contains("dora.m");
        assertThat(found(ada, "andora")).doesNotContain("dora.m");
        assertThat(found(ada, "")).contains("dora.m", "ada");
        ada.get("/api/users?q=" + "x".repeat(81)).expectProblem(400, "invalid");
        new Visitor(server).get("/api/users").expectProblem(401, "unauthenticated");
    }

    @Test
    void disabledPeopleAreShownToAdministratorsOnly() {
        Visitor ada = server.ada();
        Visitor eli = server.person("eli");
        server.person("gone.by");
        ada.patch("/api/users/gone.by", "{\"disabled\":true}").expect(200);

        assertThat(found(ada, "gone")).containsExactly("gone.by");
        assertThat(found(eli, "gone")).isEmpty();
        assertThat(eli.get("/api/users").response().body()).doesNotContain("disabled", "argon2");
    }

    @Test
    void anIdIsNeverMistakenForAUserName() {
        String id = server.ada().get("/api/me").text("id");
        People people = server.bean(People.class);

        assertThat(people.findByIdOrUsername(id)).isEqualTo(people.find(Server.ADA));
        assertThat(people.findByIdOrUsername(Server.ADA)).isEqualTo(people.find(Server.ADA));
        assertThat(people.findByIdOrUsername("ADA")).isEmpty();
    }

    private static List<String> found(Visitor visitor, String text) {
        List<String> names = new ArrayList<>();
        for (JsonNode item :
                visitor.get("/api/users?q=" + text).expect(200).json().path("items")) {
            names.add(item.path("username").asString());
        }
        return names;
    }

    private static void refusedAsForbidden(ThrowingCallable call) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.FORBIDDEN));
    }
}
