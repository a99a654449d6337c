package dev.switchboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTests {

    @Test
    void sessionsAccountsAndTokensSurviveARestart(@TempDir Path directory) {
        Visitor before;
        String secret;
        String csrf;
        try (Server first = Server.start(directory)) {
            before = first.setUp();
            secret = before.post("/api/tokens", "{\"name\":\"script\"}")
                    .expect(201)
                    .text("token");
            csrf = before.csrfToken();
        }

        try (Server second = Server.start(directory)) {
            Visitor after = new Visitor(second).with("X-XSRF-TOKEN", csrf).withoutCsrf();
            after.cookies().putAll(before.cookies());

            assertThat(after.get("/api/me").expect(200).text("username")).isEqualTo(Server.ADA);
            new Visitor(second).withToken(secret).get("/api/me").expect(200);
            after.patch("/api/users/me", "{\"name\":\"Ada\"}").expect(200);
            after.delete("/api/session").expect(204);
            after.cookies().putAll(before.cookies());
            after.get("/api/me").expectProblem(401, "unauthenticated");
            assertThat(new Visitor(second).get("/api/setup").json().path("due").asBoolean())
                    .isFalse();
        }
    }
}
