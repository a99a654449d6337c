package dev.switchboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;

/** Goes through states of a page with axe-core's WCAG 2.2 AA rules, in both themes, and notes what breaks them. */
final class Audit {

    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private final List<String> states = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /** Looks at what a person's page shows now. */
    void look(Person person, String state) {
        Page page = person.page();
        states.add(state);
        paint(page, ColorScheme.LIGHT);
        note(state, axe(page).withTags(RULES));
        paint(page, ColorScheme.DARK);
        note(state + ", dark", axe(page).withRules(List.of("color-contrast"))); // nothing else depends on the theme
        paint(page, ColorScheme.LIGHT);
    }

    /** Requires that so many different states were looked at, and that none of them breaks a rule. */
    void requireClean(int number) {
        assertThat(states).hasSize(number).doesNotHaveDuplicates();
        assertThat(violations).isEmpty();
    }

    /** Without motion: what fades from one colour to another has neither on the way. */
    private static void paint(Page page, ColorScheme theme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme).setReducedMotion(ReducedMotion.REDUCE));
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    private static AxeBuilder axe(Page page) {
        return new AxeBuilder(page).setLegacyMode(true); // there are no frames, so no second page is needed
    }

    private void note(String state, AxeBuilder axe) {
        for (Rule rule : axe.analyze().getViolations()) {
            rule.getNodes()
                    .forEach(node -> violations.add(
                            state + ": " + rule.getId() + " at " + node.getTarget() + " " + node.getHtml()));
        }
    }
}
