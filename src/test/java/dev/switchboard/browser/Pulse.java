package dev.switchboard.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How a page keeps up: its frames, how often it draws the timeline, and how long it takes to answer what one does. */
final class Pulse {

    private final Page page;

    private Pulse(Page page) {
        this.page = page;
    }

    /** Counts from now on, in the room that is open. */
    static Pulse of(Person person) {
        person.page()
                .getByRole(AriaRole.LOG, new Page.GetByRoleOptions().setName(Pattern.compile("^Messages in ")))
                .evaluate("""
                        (log) => {
                          const pulse = (window.pulse = { frames: 0, drawings: 0, answers: {}, longTasks: [] });
                          const frame = () => requestAnimationFrame(() => (pulse.frames++, frame()));
                          frame();
                          const list = log.getRootNode().host;
                          const { update } = list;
                          list.update = (changed) => (pulse.drawings++, update.call(list, changed));
                          new PerformanceObserver((entries) => {
                            for (const { interactionId: id, duration } of entries.getEntries()) {
                              if (id) pulse.answers[id] = Math.max(pulse.answers[id] ?? 0, duration);
                            }
                          }).observe({ type: 'event', durationThreshold: 16 });
                          new PerformanceObserver((entries) => pulse.longTasks.push(...entries.getEntries().map((each) => each.duration)))
                            .observe({ type: 'longtask' });
                        }
                        """);
        return new Pulse(person.page());
    }

    /**
     * What was counted.
     *
     * @param drawings how often the timeline was drawn
     * @param interactions how often one pressed a key or clicked
     * @param answers how long each took until the next paint, in milliseconds, in rising order; those below 16 are left out
     * @param longTasks how long whatever took more than 50 ms took, in rising order
     */
    record Reading(int frames, int drawings, int interactions, List<Double> answers, List<Double> longTasks) {

        @Override
        public String toString() {
            return "%d drawings in %d frames; INP p98 %.0f ms of %d; %d long tasks, longest %.0f ms"
                    .formatted(
                            drawings,
                            frames,
                            responsiveness(),
                            interactions,
                            longTasks.size(),
                            longTasks.isEmpty() ? 0 : longTasks.getLast());
        }

        /** What 98 of 100 interactions took at most: one of fifty, the slowest, does not count. */
        private double responsiveness() {
            int at = answers.size() - 1 - interactions / 50;
            return at < 0 ? 0 : answers.get(at);
        }
    }

    Reading read() {
        Map<?, ?> pulse = (Map<?, ?>)
                page.evaluate(
                        "() => ({ ...pulse, interactions: performance.interactionCount, answers: Object.values(pulse.answers) })");
        return new Reading(
                ((Number) pulse.get("frames")).intValue(),
                ((Number) pulse.get("drawings")).intValue(),
                ((Number) pulse.get("interactions")).intValue(),
                rising(pulse.get("answers")),
                rising(pulse.get("longTasks")));
    }

    private static List<Double> rising(Object numbers) {
        return ((List<?>) numbers)
                .stream().map(each -> ((Number) each).doubleValue()).sorted().toList();
    }
}
