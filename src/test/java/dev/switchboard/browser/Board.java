package dev.switchboard.browser;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What somebody sees on the Live page, and what their browser asked for it: written down in the page, frame by frame. */
final class Board {

    private static final String SCRIPT = """
            window.deep = (selector, root = document) => {
              for (const each of root.querySelectorAll("*")) {
                if (each.matches(selector)) return each;
                const found = each.shadowRoot && deep(selector, each.shadowRoot);
                if (found) return found;
              }
              return null;
            };
            window.rows = () => [...(deep("price-board")?.shadowRoot.querySelectorAll("tr[data-channel]") ?? [])];
            window.priceIn = (row) => row.querySelector(".price").textContent;
            window.rowOf = (name) => rows().find((row) => row.dataset.channel === name);
            window.isOnScreen = (row) => {
              const { top, bottom } = row.getBoundingClientRect();
              const boards = deep(".boards").getBoundingClientRect();
              return bottom > boards.top && top < boards.bottom;
            };
            window.asked = [];
            const { send } = WebSocket.prototype;
            const text = (data) => (typeof data === "string" ? data : new TextDecoder().decode(data));
            WebSocket.prototype.send = function (data) {
              for (const frame of text(data).split("\\0")) {
                const id = /^id:(.*)$/m.exec(frame)?.[1];
                const to = /^destination:\\/topic\\/live\\/(.*)$/m.exec(frame)?.[1];
                if (/^\\s*SUBSCRIBE/.test(frame) && to) asked.push({ what: "SUBSCRIBE", id, to, at: performance.now() });
                if (/^\\s*UNSUBSCRIBE/.test(frame)) {
                  const begun = asked.find((each) => each.id === id);
                  if (begun) asked.push({ what: "UNSUBSCRIBE", id, to: begun.to, at: performance.now() });
                }
              }
              return send.call(this, data);
            };
            window.listened = () => {
              const now = new Set();
              for (const { what, to } of asked) what === "SUBSCRIBE" ? now.add(to) : now.delete(to);
              return [...now].sort();
            };
            window.watchPrices = () => {
              window.seen = {};
              const look = () => {
                for (const row of rows()) {
                  const price = priceIn(row);
                  const known = (seen[row.dataset.channel] ??= []);
                  if (known.at(-1)?.price !== price) known.push({ price, at: performance.now() });
                }
              };
              look();
              new MutationObserver(look).observe(deep("price-board").shadowRoot, { subtree: true, childList: true, characterData: true });
            };
            window.shownAt = (name, price) => {
              window.shown = new Promise((resolve) => {
                const look = () => {
                  const row = rowOf(name);
                  if (!row || priceIn(row) !== price) return requestAnimationFrame(look);
                  const { port1, port2 } = new MessageChannel(); // answered after this frame is painted
                  port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
                  port2.postMessage("");
                };
                look();
              });
            };
            addEventListener("click", (event) => (window.clickedAt = performance.timeOrigin + event.timeStamp), true);
            """;

    private final Page page;

    private Board(Page page) {
        this.page = page;
    }

    /** To be made before the person opens the page that is looked at. */
    static Board of(Person person) {
        person.script(SCRIPT);
        return new Board(person.page());
    }

    /** The channels that are listened to now, by name. */
    List<String> listened() {
        return strings(page.evaluate("() => listened()"));
    }

    /** The channels whose rows are on the screen. */
    List<String> onScreen() {
        return strings(page.evaluate("() => rows().filter(isOnScreen).map((row) => row.dataset.channel).sort()"));
    }

    /** What stands in the row of a channel as its price. */
    String price(String name) {
        return String.valueOf(
                page.evaluate("name => { const row = rowOf(name); return row ? priceIn(row) : '' }", name));
    }

    /** What every row has for a price, by channel. */
    Map<String, String> prices() {
        Map<?, ?> prices = (Map<?, ?>)
                page.evaluate("() => Object.fromEntries(rows().map((row) => [row.dataset.channel, priceIn(row)]))");
        return prices.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    /** Writes down from now on which prices every row shows. */
    void watch() {
        page.evaluate("() => watchPrices()");
    }

    /** How many prices a row has shown since it was watched, the first one included. */
    int shown(String name) {
        return ((Number) page.evaluate("name => (seen[name] ?? []).length", name)).intValue();
    }

    /** Waits from now on for a price. */
    void await(String name, String price) {
        page.evaluate("([name, price]) => { shownAt(name, price) }", List.of(name, price));
    }

    /** When it had been painted, in milliseconds since 1970. */
    double shownAt() {
        return number("() => shown");
    }

    /** When the last click was made, in milliseconds since 1970. */
    double clickedAt() {
        return number("() => clickedAt");
    }

    /** Any number of the page's. */
    double number(String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }
}
