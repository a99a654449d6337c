package dev.switchboard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.switchboard.packaged.ApiClient;
import dev.switchboard.packaged.Needs;
import dev.switchboard.packaged.PackagedServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The packaged server, a real browser, and people in it, each behind a network of their own. */
final class Stage implements AutoCloseable {

    static final String PASSWORD = "correct horse battery";

    /** How long an assertion waits for what it expects: machines that run these tests may be busy. */
    private static final double PATIENCE_MILLIS = 15_000;

    private final PackagedServer server;
    private final Chromium chromium;
    private final List<Person> people = new ArrayList<>();
    private final Set<String> enrolled = new HashSet<>(Set.of("ada"));
    private ApiClient administrator;
    private boolean browsersKeepFiles;

    private Stage(PackagedServer server, Chromium chromium) {
        this.server = server;
        this.chromium = chromium;
    }

    /** Opens a stage, or skips the test with a plain word where the machine has no Chromium. */
    static Stage open(Path folder, String... options) {
        Needs.that(Chromium.isInstalled(), "browser tests need Chromium (package chromium), and none is installed");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Awaitility.pollInSameThread(); // Playwright is one thread's
        return new Stage(PackagedServer.startPrepared(folder, options), Chromium.running());
    }

    /** Has browsers fetch the application's files a second time, for a visit without a network; residents' always do. */
    Stage withBrowsersThatKeepFiles() {
        browsersKeepFiles = true;
        return this;
    }

    boolean browsersKeepFiles() {
        return browsersKeepFiles;
    }

    /** Opens a browser of its own on a profile that outlives it. */
    BrowserContext profile(Path folder, String address) {
        return chromium.profile(folder, address);
    }

    PackagedServer server() {
        return server;
    }

    Browser browser() {
        return chromium.browser();
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
        return person(username, look, Way.WEBSOCKET);
    }

    /** As {@link #person(String, Look)}, on a network that lets through what it lets through. */
    Person person(String username, Look look, Way way) {
        enrol(username);
        Person person = visitor(username, look);
        if (way == Way.HTTP) {
            person.expectNetworkErrors();
            person.net().forbidWebSockets();
        }
        person.signIn(PASSWORD);
        return person;
    }

    /** As {@link #person(String)}, in a browser whose profile can be opened again after the browser was closed. */
    Person resident(String username, Path profile) {
        enrol(username);
        Person person = Person.settle(this, username, profile);
        people.add(person);
        person.signIn(PASSWORD);
        return person;
    }

    /** The same person, after closing the browser and opening it again, on no page yet. */
    Person restarted(Person resident) {
        Person again = resident.restart(this);
        people.add(again);
        return again;
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

    /** Makes a room of the administrator and a bot, with "old 1" to "old 100" of the bot's, which the administrator has read. */
    String filledRoom(String id, Bot bot) {
        room(id, bot.username());
        bot.say(id, Bot.numbered("old", 100));
        markRead(id);
        return id;
    }

    /** The administrator has read all of a room. */
    void markRead(String room) {
        administrator()
                .write("PUT", "/api/rooms/" + room + "/read", Map.of("seq", head(room)))
                .ok();
    }

    /** The seq of a room's last event. */
    long head(String room) {
        return administrator()
                .get("/api/rooms/" + room + "/messages?limit=1")
                .ok()
                .get("head")
                .asLong();
    }

    /** The seqs of all messages of a room, deleted ones too, in the order of its log. */
    List<Long> seqs(String room) {
        return messages(room).map(event -> event.path("seq").asLong()).toList();
    }

    /** What was said in a room, in the order of its log. */
    List<String> texts(String room) {
        return messages(room).map(event -> event.path("text").asString("")).toList();
    }

    private Stream<JsonNode> messages(String room) {
        return administrator().allEvents(room).stream()
                .filter(event -> event.path("type").asString("").equals("message"));
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
            server.close();
        }
    }
}
