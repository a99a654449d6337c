package dev.switchboard.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one browser of all tests of a thread, which is what Playwright belongs to; started for the first of them. Each person is in a
 * context of their own.
 */
final class Chromium {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final ThreadLocal<@Nullable Chromium> RUNNING = new ThreadLocal<>();

    private final Path executable;
    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        this.executable = executable;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(ARGUMENTS));
    }

    static boolean isInstalled() {
        return executable().isPresent();
    }

    /** The browser; it ends with this process. */
    static Chromium running() {
        Chromium running = RUNNING.get();
        if (running == null || !running.browser.isConnected()) {
            running = new Chromium(executable().orElseThrow());
            RUNNING.set(running);
        }
        return running;
    }

    Browser browser() {
        return browser;
    }

    /** Opens a browser of its own on a profile that outlives it. */
    BrowserContext profile(Path folder, String address) {
        return playwright
                .chromium()
                .launchPersistentContext(
                        folder,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(executable)
                                .setArgs(ARGUMENTS)
                                .setBaseURL(address)
                                .setLocale("en-GB"));
    }

    private static Optional<Path> executable() {
        return Stream.of(
                        // The same engine without a window: nothing is drawn that no test looks at.
                        "/usr/bin/chromium-headless-shell",
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
