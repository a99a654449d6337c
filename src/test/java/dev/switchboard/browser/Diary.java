package dev.switchboard.browser;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** What an element has said since the diary was begun, and when: nothing between two looks at it is missed. */
final class Diary {

    private final Locator element;

    private Diary(Locator element) {
        this.element = element;
    }

    /**
     * Begins with what the element says now.
     *
     * @param saying what to write down, an expression about {@code element}
     */
    static Diary of(Locator element, String saying) {
        return of(element, saying, "element");
    }

    /** As {@link #of(Locator, String)}, looking whenever something changes in another node, such as {@code element.shadowRoot}. */
    static Diary of(Locator element, String saying, String watched) {
        element.evaluate("""
                (element) => {
                  const entries = (element.diary = []);
                  const note = () => {
                    const text = String(%s);
                    if (entries.at(-1)?.text !== text) entries.push({ text, at: performance.timeOrigin + performance.now() });
                  };
                  note();
                  const all = { attributes: true, childList: true, characterData: true, subtree: true };
                  new MutationObserver(note).observe(%s, all);
                }
                """.formatted(saying, watched));
        return new Diary(element);
    }

    /** @param at by this machine's clock, in milliseconds since 1970 */
    record Entry(String text, long at) {}

    List<Entry> entries() {
        return ((List<?>) element.evaluate("(element) => element.diary"))
                .stream()
                        .map(entry -> (Map<?, ?>) entry)
                        .map(entry ->
                                new Entry(String.valueOf(entry.get("text")), ((Number) entry.get("at")).longValue()))
                        .toList();
    }

    List<String> texts() {
        return entries().stream().map(Entry::text).toList();
    }

    /** Waits until it has said something since a moment, and gives how long after that moment it did. */
    Duration awaited(String text, long since, Duration patience) {
        return Awaitility.await(text)
                .atMost(patience)
                .pollInSameThread()
                .until(
                        () -> entries().stream()
                                .filter(entry ->
                                        entry.at() >= since && entry.text().equals(text))
                                .map(entry -> Duration.ofMillis(entry.at() - since))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
