package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.packaged.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people write stays text, wherever it is shown; the policy of the page forbids the rest (experience: SH5). */
class InjectionIT {

    private static Stage stage;
    private static ApiClient ada;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(
                folder, "--switchboard.limits.sends-per-second=0", "--switchboard.limits.requests-per-second=0");
        ada = ApiClient.withToken(stage.server().uri(), stage.administrator().createToken("injections"));
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void theCorpusIsLargeEnough() {
        assertThat(Injections.all())
                .hasSizeGreaterThanOrEqualTo(200)
                .doesNotHaveDuplicates()
                .allMatch(payload -> payload.length() <= 80 && payload.contains(Injections.CALL));
    }

    @Test
    void thePolicyAllowsNothingInline() {
        try (Person person = stage.visitor("anybody", Look.DESKTOP_LIGHT)) {
            for (String path : List.of(
                    "/", "/r/lobby", "/search?q=x", "/main.js", "/api/setup", "/nothing", "/examples/classic.html")) {
                String policy = person.context().request().get(path).headers().get("content-security-policy");

                assertThat(policy)
                        .as(path)
                        .contains(
                                "default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe-inline", "unsafe-eval", "*", "http:", "https:");
            }
        }
    }

    /** The test itself can fail: what the page would do if it took text for markup is noticed. */
    @Test
    void anExecutedPayloadWouldBeNoticed() {
        try (Person person = watched("ada")) {
            person.expectConsoleError("Content Security Policy|x\\.example|/x|Failed to load");
            person.open("lobby");
            person.page().evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=pwn()>')");

            assertThat(person.page().getByRole(AriaRole.IMG).last()).isAttached();
            Awaitility.await().until(() -> person.page().evaluate("window.violations > 0"), Boolean.TRUE::equals);
            assertThat(harm(person)).isNotEmpty();
        }
    }

    @Test
    void messagesStayText() {
        List<Long> seqs = new ArrayList<>();
        ada.post("/api/rooms", Map.of("id", "texts", "name", "Texts")).ok();
        for (String payload : Injections.all()) {
            seqs.add(said("texts", payload));
        }
        try (Person person = watched("ada")) {
            for (int i = 20; i < seqs.size() + 20; i += 40) {
                int at = Math.min(i, seqs.size() - 1);
                person.page().navigate("/r/texts/m/" + seqs.get(at));
                assertThat(person.message(Injections.all().get(at)).first()).isVisible();
                assertThat(harm(person)).isEmpty();
            }
            String last = Injections.all().getLast();
            assertThat(person.message(last).last()).containsText(last);
        }
    }

    @Test
    void namesOfRoomsStayText() {
        List<String> rooms = new ArrayList<>();
        for (String payload : Injections.all()) {
            rooms.add(ada.post("/api/rooms", Map.of("name", payload))
                    .ok()
                    .get("id")
                    .asString());
        }
        try (Person person = watched("ada")) {
            person.open(rooms.getFirst());
            for (String payload : Injections.all()) {
                assertThat(person.row(payload)).hasCount(1);
            }
            assertThat(harm(person)).isEmpty();

            for (String payload : Injections.vectors()) {
                person.row(payload).click();
                assertThat(person.page()).hasTitle("#" + payload + " – Switchboard");
                assertThat(person.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                        .hasText(payload);
            }
            assertThat(harm(person)).isEmpty();
        } finally {
            rooms.forEach(room -> ada.write("DELETE", "/api/rooms/" + room, Map.of()));
        }
    }

    @Thorough
    @Test
    void namesOfPeopleStayText() {
        stage.script("grace");
        ApiClient session = stage.script("mallory");
        ApiClient mallory = ApiClient.withToken(stage.server().uri(), session.createToken("names"));
        ada.post("/api/rooms", Map.of("id", "names", "name", "Names")).ok();
        mallory.write("PUT", "/api/rooms/names/members/me", Map.of()).ok();
        JsonNode me = mallory.get("/api/me").ok();
        try (Person person = watched("ada")) {
            person.open("names");
            for (String payload : Injections.all()) {
                mallory.write("PATCH", "/api/users/" + me.get("id").asString(), Map.of("name", payload))
                        .ok();
                mallory.post("/api/rooms/names/messages", Map.of("text", "who am I?"))
                        .ok();
                ada.post("/api/rooms/names/messages", Map.of("text", "so that names are not grouped"))
                        .ok();
            }
            String last = Injections.all().getLast();
            assertThat(person.message(last).last()).isVisible();
            assertThat(harm(person)).isEmpty();

            person.page().navigate("/r/names");
            assertThat(person.message(last).last()).isVisible();
            person.button("Members, ").click();
            assertThat(person.page()
                            .getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Members"))
                            .getByText(last))
                    .isVisible();
            assertThat(harm(person)).isEmpty();
            person.page().navigate("/settings/people");
            assertThat(person.page().getByText(last).first()).isVisible();
            assertThat(harm(person)).isEmpty();
        }
    }

    @Test
    void queriesAndTheirResultsStayText() {
        ada.post("/api/rooms", Map.of("id", "finds", "name", "Finds")).ok();
        Injections.vectors().forEach(payload -> said("finds", payload));
        try (Person person = watched("ada")) {
            person.page().navigate("/search?q=pwn&room=finds");
            assertThat(person.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Results")))
                    .isVisible();
            for (String payload : Injections.all()) {
                person.page()
                        .waitForResponse(
                                answer -> answer.url().contains("/api/search"),
                                () -> person.page()
                                        .evaluate(
                                                "path => { history.pushState(null, '', path);"
                                                        + " dispatchEvent(new PopStateEvent('popstate')); }",
                                                "/search?q=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)));
            }
            String last = Injections.all().getLast();
            assertThat(person.field("Search messages")).hasValue(last);
            assertThat(harm(person)).isEmpty();
            person.page()
                    .navigate("/search?q=" + URLEncoder.encode(Injections.all().getFirst(), StandardCharsets.UTF_8));
            assertThat(person.field("Search messages"))
                    .hasValue(Injections.all().getFirst());
            assertThat(harm(person)).isEmpty();
        }
    }

    /** Someone whose page notes whatever runs, breaks the policy, or opens a dialog. */
    private static Person watched(String username) {
        Person person = stage.person(username);
        person.page().onDialog(dialog -> {
            dialog.dismiss();
            throw new AssertionError("A dialog was opened");
        });
        person.script("""
                window.ran = 0;
                window.violations = 0;
                window.pwn = () => window.ran++;
                document.addEventListener("securitypolicyviolation", () => window.violations++);""");
        return person;
    }

    private static long said(String room, String text) {
        return ada.post("/api/rooms/" + room + "/messages", Map.of("text", text))
                .ok()
                .get("seq")
                .asLong();
    }

    /** What payloads did, or left in the page: calls, broken policy, elements and addresses that only they can have made. */
    private static List<?> harm(Person person) {
        return (List<?>) person.page().evaluate("""
                () => {
                  const found = [];
                  if (window.ran) found.push(`ran ${window.ran}`);
                  if (window.violations) found.push(`broke the policy ${window.violations} times`);
                  const look = (root) => {
                    for (const element of root.querySelectorAll("*")) {
                      if (element.shadowRoot) look(element.shadowRoot);
                      const addresses = ["href", "src", "action", "data", "srcdoc", "xlink:href"];
                      const made =
                        /^(iframe|object|embed|video|audio|math|animate|base)$/i.test(element.localName) ||
                        element.getAttributeNames().some((name) => name.startsWith("on")) ||
                        addresses.some((name) => /^\\s*(javascript:|x$)/i.test(element.getAttribute(name) ?? ""));
                      if (made) found.push(element.outerHTML.slice(0, 200));
                    }
                  };
                  look(document);
                  return found;
                }""");
    }
}
