package dev.switchboard.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a person sees of the open room's timeline, in pixels and seqs. */
final class View {

    private static final String TOOLS = """
            const articles = () => [...log.querySelectorAll('[role=article]')];
            const seqOf = (article) => article.row.message.seq;
            const frames = async (count) => {
              for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
            };
            const box = () => log.getBoundingClientRect();
            const top = (article) => article.getBoundingClientRect().top - box().top;
            const low = (article) => article.getBoundingClientRect().bottom - box().top;
            const inside = () => articles().filter((each) => top(each) >= 0 && top(each) < box().height);
            """;

    private final Locator log;

    private View(Locator log) {
        this.log = log;
    }

    static View of(Person person) {
        return new View(person.page()
                .getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName(Pattern.compile("^Messages in "))));
    }

    /** A message and the distance of its upper edge from the timeline's. */
    record Spot(long seq, double top) {}

    /** The first message that starts inside the view. */
    Spot first() {
        List<?> spot = (List<?>) ask("await frames(2); const [first] = inside(); return [seqOf(first), top(first)];");
        return new Spot(number(spot.get(0)).longValue(), number(spot.get(1)).doubleValue());
    }

    /** Where a message is now, relative to the view's upper edge. */
    double topOf(long seq) {
        return number(ask("await frames(2); return top(articles().find((each) => seqOf(each) === argument));", seq))
                .doubleValue();
    }

    /** How much is hidden below the view. */
    double under() {
        return number(ask("await frames(2); return log.scrollHeight - log.clientHeight - log.scrollTop;"))
                .doubleValue();
    }

    int drawn() {
        return number(ask("return articles().length;")).intValue();
    }

    /** Scrolls as a wheel does, and waits until that is drawn. */
    void scroll(int pixels) {
        ask("log.scrollTop += argument; await frames(3);", pixels);
    }

    /** Focuses the timeline's tab stop, as Tab does. */
    void focus() {
        ask("log.querySelector('[role=article][tabindex=\"0\"]').focus({ preventScroll: true });");
    }

    /**
     * What came of scrolling from one end to the other.
     *
     * @param seen the seqs of every message that was in the view, in rising order
     * @param worst the farthest that what was read moved by itself, in pixels; lower edges count, since a message loses its name when an
     *     older one of the same author comes above it
     * @param most how many messages were drawn at once
     * @param disordered how often the messages drawn were not in rising order, or one was there twice
     */
    record Journey(List<Long> seen, double worst, int most, int disordered) {}

    /** Scrolls in steps to the first or the last message. */
    Journey travel(int step) {
        Map<?, ?> journey = (Map<?, ?>) ask("""
                const seen = new Set();
                const limit = performance.now() + 90000;
                let [worst, most, disordered, still] = [0, 0, 0, 0];
                while (performance.now() < limit && still < 40) {
                  const drawn = articles();
                  const seqs = drawn.map(seqOf);
                  most = Math.max(most, drawn.length);
                  if (seqs.some((seq, i) => i > 0 && seq <= seqs[i - 1])) disordered++;
                  const { top: above, bottom: below } = box();
                  let anchor = null;
                  for (const each of drawn) {
                    const place = each.getBoundingClientRect();
                    if (place.bottom <= above) continue;
                    if (place.top >= below) break;
                    seen.add(seqOf(each));
                    if (!anchor && place.top >= above) anchor = each;
                  }
                  const before = anchor ? low(anchor) : 0;
                  const was = log.scrollTop;
                  log.scrollTop += argument;
                  const moved = log.scrollTop - was;
                  still = Math.abs(moved) < 1 ? still + 1 : 0;
                  await frames(2);
                  if (anchor?.isConnected) worst = Math.max(worst, Math.abs(low(anchor) - (before - moved)));
                }
                return { seen: [...seen].sort((a, b) => a - b), worst, most, disordered };
                """, step);
        return new Journey(
                ((List<?>) journey.get("seen"))
                        .stream().map(seq -> number(seq).longValue()).toList(),
                number(journey.get("worst")).doubleValue(),
                number(journey.get("most")).intValue(),
                number(journey.get("disordered")).intValue());
    }

    private Object ask(String script) {
        return ask(script, null);
    }

    private Object ask(String script, Object argument) {
        Object sent = argument instanceof Long seq ? (Object) seq.doubleValue() : argument; // JavaScript has no long
        return log.evaluate("async (log, argument) => {" + TOOLS + script + "}", sent);
    }

    private static Number number(Object value) {
        return (Number) value;
    }
}
