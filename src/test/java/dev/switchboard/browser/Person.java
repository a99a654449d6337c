package dev.switchboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person in a browser of their own, behind a network of their own; every element is found by role and name. */
final class Person implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String username;
    private final Look look;
    private final BrowserContext context;
    private final FaultyProxy net;
    private final @Nullable Path profile;
    private final Page page;
    private final List<String> consoleErrors = new ArrayList<>();
    private final List<Pattern> expectedErrors = new ArrayList<>();
    private boolean scripted;
    private boolean closed;

    private Person(String username, Look look, BrowserContext context, FaultyProxy net, @Nullable Path profile) {
        this.username = username;
        this.look = look;
        this.context = context;
        this.net = net;
        this.profile = profile;
        this.page =
                context.pages().isEmpty() ? context.newPage() : context.pages().getFirst();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                consoleErrors.add(message.text() + " @ " + message.location());
            }
        });
        page.onPageError(error -> consoleErrors.add("uncaught: " + error));
    }

    static Person enter(Stage stage, String username, Look look) {
        FaultyProxy net = FaultyProxy.before(stage.server().port());
        BrowserContext context = stage.browser()
                .newContext(new Browser.NewContextOptions()
                        .setBaseURL(addressOf(net))
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.theme())
                        .setHasTouch(look.isPhone())
                        .setServiceWorkers(
                                stage.browsersKeepFiles() ? ServiceWorkerPolicy.ALLOW : ServiceWorkerPolicy.BLOCK)
                        .setLocale("en-GB"));
        context.setDefaultTimeout(30_000);
        return new Person(username, look, context, net, null);
    }

    /** Enters with a browser of their own, on a profile that outlives it. */
    static Person settle(Stage stage, String username, Path profile) {
        FaultyProxy net = FaultyProxy.before(stage.server().port());
        return new Person(username, Look.DESKTOP_LIGHT, stage.profile(profile, addressOf(net)), net, profile);
    }

    String username() {
        return username;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    FaultyProxy net() {
        return net;
    }

    /** Signs in over the API, and opens the start page. */
    void signIn(String password) {
        JsonNode csrf = JSON.readTree(context.request().get("/api/csrf").text());
        APIResponse answer = context.request()
                .post(
                        "/api/session",
                        RequestOptions.create()
                                .setHeader(
                                        csrf.get("headerName").asString(),
                                        csrf.get("token").asString())
                                .setData(Map.of("username", username, "password", password)));
        if (!answer.ok()) {
            throw new AssertionError("Could not sign in: " + answer.status() + " " + answer.text());
        }
        page.navigate("/");
    }

    /** Runs a script in each page from now on, before the page's own: the next room is opened by loading the page. */
    void script(String script) {
        context.addInitScript(script);
        scripted = true;
    }

    /** Opens a room and waits until it can be written in and hears what is said. */
    void open(String room) {
        if (page.url().startsWith(addressOf(net)) && !scripted) {
            follow("/r/" + room);
        } else {
            scripted = false;
            page.navigate("/r/" + room);
        }
        assertThat(composer()).isEnabled();
        assertThat(page.getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName(Pattern.compile("^Messages in "))))
                .isVisible();
        assertThat(connection()).containsText(Pattern.compile("Online|Compatibility"));
    }

    /** Goes to another page of the application, as a click on a link to it does. */
    void follow(String path) {
        page.evaluate(
                "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path);
    }

    void say(String text) {
        composer().fill(text);
        if (look.isPhone()) {
            sendButton().click();
        } else {
            composer().press("Enter");
        }
    }

    /** The connection's indicator: Online, Connecting, Offline, or Compatibility mode. */
    Locator connection() {
        return page.getByRole(
                AriaRole.STATUS,
                new Page.GetByRoleOptions().setName("Connection").setExact(true).setIncludeHidden(true));
    }

    Locator composer() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^Message ")));
    }

    /** The composer's button; another says what Enter does: "Enter sends". */
    Locator sendButton() {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send").setExact(true));
    }

    /** All messages that are shown. */
    Locator messages() {
        return page.getByRole(AriaRole.ARTICLE);
    }

    /** The messages that show a text. */
    Locator message(String text) {
        return messages().filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The message that says exactly this, a text without signs that have a meaning in patterns. */
    Locator messageSaying(String text) {
        return page.getByRole(
                AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(Pattern.compile(": " + text + "$")));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A field of a form, by its label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator dialog(String name) {
        return page.getByRole(
                AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The rows of the list of rooms: those one is in, direct ones, archived ones. */
    Locator rows() {
        return page.getByRole(
                        AriaRole.LIST,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^(Rooms|Direct|Archived)$")))
                .getByRole(AriaRole.LINK);
    }

    /** The row of the list of rooms that has exactly this accessible name, such as {@code Design, 3 unread}. */
    Locator row(String name) {
        return page.getByRole(
                        AriaRole.LIST,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^(Rooms|Direct|Archived)$")))
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Errors in the console that this test provokes, such as the network line of a refusal. */
    void expectConsoleError(String regex) {
        expectedErrors.add(Pattern.compile(regex));
    }

    /** The network lines that a browser writes when its network is away, whichever way it finds out. */
    void expectNetworkErrors() {
        expectConsoleError(
                "net::ERR_|WebSocket connection to|Failed to fetch|NetworkError|error occurred when fetching the script");
    }

    /** Takes the network away: the browser is told, and what is under way is cut. */
    void goOffline() {
        expectNetworkErrors();
        context.setOffline(true);
        net.goOffline();
    }

    /** Gives back what {@link #goOffline} took. */
    void goOnline() {
        net.restore();
        context.setOffline(false);
    }

    /** Waits until the page's files are kept, so that it opens without a network too. */
    void awaitKept() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInSameThread()
                .until(() -> page.evaluate("""
                        async () => Boolean(navigator.serviceWorker.controller
                          && (await (await caches.open('switchboard-book')).match('/current')))
                        """).equals(true));
    }

    /** Closes the browser and opens it again on the same profile, behind the same network, as it is now. */
    Person restart(Stage stage) {
        Path kept = Objects.requireNonNull(profile, "Only a browser with a profile of its own can be restarted");
        closed = true;
        context.close();
        requireNoOtherErrors();
        Person again = new Person(username, look, stage.profile(kept, addressOf(net)), net, kept);
        again.expectedErrors.addAll(expectedErrors);
        return again;
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        context.close();
        net.close();
        requireNoOtherErrors();
    }

    private static String addressOf(FaultyProxy net) {
        return "http://localhost:" + net.port();
    }

    private void requireNoOtherErrors() {
        List<String> unexpected = consoleErrors.stream()
                .filter(error -> expectedErrors.stream()
                        .noneMatch(expected -> expected.matcher(error).find()))
                .toList();
        if (!unexpected.isEmpty()) {
            throw new AssertionError("Errors in the console of " + username + ": " + unexpected);
        }
    }
}
