package dev.switchboard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.packaged.PackagedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The packaged server, a real browser, and people in it, each behind a network of their own. */
final class Stage implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    private final PackagedServer server;
    private final Playwright playwright;
    private final Browser browser;
    private final List<Person> people = new ArrayList<>();
    private final Set<String> enrolled = new HashSet<>(Set.of("ada"));
    private ApiClient administrator;

    private Stage(PackagedServer server, Playwright playwright, Browser browser) {
        this.server = server;
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Opens a stage, or skips the test with a plain word where the machine has no Chromium. */
    static Stage open(Path folder, String... options) {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty() && "forbidden".equals(System.getProperty("switchboard.skips"))) {
            throw new AssertionError("Browser tests need Chromium, and none is installed");
        }
        Assumptions.assumeTrue(
                chromium.isPresent(), "Skipped: browser tests need Chromium (package chromium), and none is installed");
        PackagedServer server = PackagedServer.start(folder, options);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        return new Stage(server, playwright, browser);
    }

    PackagedServer server() {
        return server;
    }

    Browser browser() {
        return browser;
    }

    /** The administrator, made at the first call unless a test did so in the browser, as a REST client. */
    ApiClient administrator() {
        if (administrator == null) {
            administrator = ApiClient.of(server.uri());
            if (administrator.get("/api/setup").ok().get("due").asBoolean()) {
                administrator.setUp("ada", PASSWORD);
            } else {
                administrator.signIn("ada", PASSWORD);
            }
        }
        return administrator;
    }

    /** Someone with an account, other than the administrator, as a REST client. */
    ApiClient script(String username) {
        enrol(username);
        ApiClient script = ApiClient.of(server.uri());
        script.signIn(username, PASSWORD);
        return script;
    }

    /** Someone with an account, signed in, at the start page; {@code ada} is the administrator. */
    Person person(String username) {
        return person(username, Look.DESKTOP_LIGHT);
    }

    /** As {@link #person(String)}, on a given screen. */
    Person person(String username, Look look) {
        enrol(username);
        Person person = visitor(username, look);
        person.signIn(PASSWORD);
        return person;
    }

    /** Someone's browser, not signed in, on no page yet. */
    Person visitor(String username, Look look) {
        Person person = Person.enter(this, username, look);
        people.add(person);
        return person;
    }

    /** Makes a room of a test's own, in which nothing is unread, of the administrator and these others. */
    String room(String id, String... members) {
        administrator().post("/api/rooms", Map.of("id", id, "name", id)).ok();
        for (String member : members) {
            enrol(member);
            administrator()
                    .write("PUT", "/api/rooms/" + id + "/members/" + member, Map.of())
                    .ok();
        }
        return id;
    }

    private void enrol(String username) {
        administrator();
        if (enrolled.add(username)) {
            administrator().invite(username, PASSWORD);
        }
    }

    @Override
    public void close() {
        try {
            people.forEach(Person::close);
        } finally {
            browser.close();
            playwright.close();
            server.close();
        }
    }

    private static Optional<Path> chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
