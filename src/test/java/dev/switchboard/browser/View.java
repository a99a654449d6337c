package dev.switchboard.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a person sees of the open room's timeline, in pixels and seqs. */
final class View {

    private static final String TOOLS = """
            const articles = () => [...log.querySelectorAll('[role=article]')];
            const seqOf = (article) => article.row.message.seq;
            const frames = async (count) => {
              for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
              await new Promise((resolve) => setTimeout(resolve)); // what the last frame began to draw is drawn by then
            };
            const box = () => log.getBoundingClientRect();
            const edges = (article) => {
              const text = article.words.getBoundingClientRect();
              return [text.top, text.bottom];
            };
            const shift = (now, then) => Math.max(Math.abs(now[0] - then[0]), Math.abs(now[1] - then[1]));
            const inside = () => articles().filter((each) => edges(each)[0] >= box().top && edges(each)[0] < box().bottom);
            const conversation = () => log.getRootNode().host.chat.current;
            """;

    private final Locator log;

    private View(Locator log) {
        this.log = log;
    }

    static View of(Person person) {
        return new View(person.page()
                .getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName(Pattern.compile("^Messages in "))));
    }

    /** A message and how far its text's edges are below the window's upper edge. */
    record Spot(long seq, double top, double bottom) {}

    /** The first message whose text starts inside the view. */
    Spot first() {
        List<?> spot =
                (List<?>) ask("await frames(2); const [first] = inside(); return [seqOf(first), ...edges(first)];");
        return new Spot(
                number(spot.get(0)).longValue(),
                number(spot.get(1)).doubleValue(),
                number(spot.get(2)).doubleValue());
    }

    /** How far a message's text is from where it was, whichever of its edges is farther. */
    double shiftOf(Spot before) {
        return number(ask("""
                        await frames(2);
                        const article = articles().find((each) => seqOf(each) === argument[0]);
                        return article ? shift(edges(article), argument.slice(1)) : 1e9;
                        """, List.of((double) before.seq(), before.top(), before.bottom())))
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

    /** Scrolls up or down, as a wheel does, until a message is in the view. */
    void scrollTo(long seq) {
        ask("""
                const limit = performance.now() + 20000;
                while (performance.now() < limit && !inside().some((each) => seqOf(each) === argument)) {
                  log.scrollTop += seqOf(inside()[0]) > argument ? -300 : 300;
                  await frames(3);
                }
                """, seq);
    }

    /** Focuses the timeline's tab stop, as Tab does. */
    void focus() {
        ask("log.querySelector('[role=article][tabindex=\"0\"]').focus({ preventScroll: true });");
    }

    /**
     * What came of scrolling from one end to the other.
     *
     * @param seen the seqs of every message that was in the view, in rising order
     * @param worst the farthest that an edge of what was read moved by itself, of its text or of the whole message, in pixels
     * @param most how many messages were drawn at once
     * @param disordered how often the messages drawn were not in rising order, or one was there twice
     * @param blank how many messages in the view showed nothing
     */
    record Journey(List<Long> seen, double worst, int most, int disordered, int blank) {}

    /** Scrolls in steps to the first or the last message. */
    Journey travel(int step) {
        Map<?, ?> journey = (Map<?, ?>) ask("""
                const seen = new Set();
                const limit = performance.now() + 180000;
                const outline = (each) => [each.getBoundingClientRect().top, each.getBoundingClientRect().bottom];
                const by = (pixels) => (edge) => edge - pixels;
                let [worst, most, disordered, blank, arrived] = [0, 0, 0, 0, performance.now()];
                while (performance.now() < limit && performance.now() - arrived < 4000) {
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
                    if (each.words.getBoundingClientRect().height < 10 || each.words.textContent.trim() === '') blank++;
                    if (!anchor && place.top >= above) anchor = each;
                  }
                  const before = anchor && [edges(anchor), outline(anchor)];
                  const was = log.scrollTop;
                  log.scrollTop += argument;
                  const moved = log.scrollTop - was;
                  if (Math.abs(moved) >= 1 || conversation().fetching) arrived = performance.now();
                  await frames(2);
                  if (!anchor?.isConnected) continue;
                  const [text, whole] = before.map((each) => each.map(by(moved)));
                  worst = Math.max(worst, shift(edges(anchor), text), shift(outline(anchor), whole));
                }
                return { seen: [...seen].sort((a, b) => a - b), worst, most, disordered, blank };
                """, step);
        return new Journey(
                ((List<?>) journey.get("seen"))
                        .stream().map(seq -> number(seq).longValue()).toList(),
                number(journey.get("worst")).doubleValue(),
                number(journey.get("most")).intValue(),
                number(journey.get("disordered")).intValue(),
                number(journey.get("blank")).intValue());
    }

    /** Goes to the newest message. */
    void goLatest() {
        log.press("End");
        ask("""
                const limit = performance.now() + 15000;
                const under = () => log.scrollHeight - log.clientHeight - log.scrollTop;
                for (let still = 0; performance.now() < limit && still < 20; still = under() < 2 ? still + 1 : 0) await frames(1);
                """);
    }

    /** What every message says, by seq, from where the view is up to the first: all that is drawn of it, names and marks too. */
    Map<Long, String> readUp() {
        Map<?, ?> read = (Map<?, ?>) ask("""
                const text = (node) => {
                  if (node.nodeType === Node.TEXT_NODE) return node.data;
                  if (node.localName === 'style' || node.localName === 'svg') return '';
                  return [...(node.shadowRoot ?? node).childNodes].map(text).join(' ');
                };
                const read = {};
                log.scrollTop = log.scrollHeight;
                await frames(2);
                const limit = performance.now() + 60000;
                for (let still = 0; performance.now() < limit && still < 5; ) {
                  for (const each of articles()) {
                    if (edges(each)[1] < box().top || edges(each)[0] > box().bottom) continue;
                    read[seqOf(each)] = `${each.getAttribute('aria-label')} | ${text(each).replace(/\\s+/g, ' ').trim()}`;
                  }
                  const was = log.scrollTop;
                  log.scrollTop -= 350;
                  const begun = conversation().timeline.atStart && seqOf(articles()[0]) === conversation().timeline.first;
                  still = begun && Math.abs(log.scrollTop - was) < 1 ? still + 1 : 0;
                  await frames(2);
                }
                return read;
                """);
        Map<Long, String> sorted = new TreeMap<>();
        read.forEach((seq, text) -> sorted.put(Long.valueOf(String.valueOf(seq)), String.valueOf(text)));
        return sorted;
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
