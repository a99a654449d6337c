package dev.switchboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.awaitility.Awaitility;

/** Where the keyboard's focus is. */
final class Focus {

    private static final String LOOK = """
            () => {
              const path = [];
              let element = document.activeElement;
              for (; element; element = element.shadowRoot?.activeElement) path.push(element);
              const last = path.at(-1);
              const box = last.getBoundingClientRect();
              return {
                path: path.map((each) => each.localName).join("/"),
                visible: last.checkVisibility({ visibilityProperty: true }) && box.width > 0,
                name: last.ariaLabel ?? last.innerText ?? "",
              };
            }""";

    private Focus() {}

    /** The elements that have it, from the document into the shadow trees, such as {@code room-view/message-composer/textarea}. */
    static String path(Person person) {
        return String.valueOf(look(person).get("path"));
    }

    /** What the focused element is called. */
    static String name(Person person) {
        return String.valueOf(look(person).get("name")).strip();
    }

    /** Requires that it comes to rest on something that can be seen. */
    static void requireKept(Person person, String after) {
        Awaitility.await().untilAsserted(() -> {
            Map<?, ?> focus = look(person);
            assertThat(focus.get("path")).as("focus after " + after).asString().isNotIn("", "body", "html");
            assertThat(focus.get("visible")).as("visible after " + after).isEqualTo(true);
        });
    }

    private static Map<?, ?> look(Person person) {
        return (Map<?, ?>) person.page().evaluate(LOOK);
    }
}
