package dev.switchboard.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.List;

/** Takes the time in the page itself: from somebody's key or click to the frame that shows what came of it. */
final class Stopwatch {

    private static final String SCRIPT = """
            addEventListener("keydown", (event) => (window.actedAt = performance.timeOrigin + event.timeStamp), true);
            addEventListener("click", (event) => (window.actedAt = performance.timeOrigin + event.timeStamp), true);
            window.log = () =>
              document.querySelector("room-view")?.shadowRoot.querySelector("message-list")?.shadowRoot?.querySelector("[role=log]");
            window.shows = (text, room) => {
              if (room && log()?.ariaLabel !== `Messages in ${room}`) return false;
              const articles = [...(log()?.querySelectorAll("[role=article]") ?? [])];
              return articles.slice(-5).some((each) => each.shadowRoot?.textContent.includes(text));
            };
            window.await = (text, room) => {
              window.shown = new Promise((resolve) => {
                const look = () => {
                  if (!shows(text, room)) return requestAnimationFrame(look);
                  const { port1, port2 } = new MessageChannel(); // answered after this frame is painted
                  port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
                  port2.postMessage("");
                };
                requestAnimationFrame(look);
              });
            };""";

    private final Person person;

    private Stopwatch(Person person) {
        this.person = person;
    }

    /** To be made before the person opens a page. */
    static Stopwatch of(Person person) {
        person.script(SCRIPT);
        return new Stopwatch(person);
    }

    /** Slows the page's processor down by this factor. */
    Stopwatch slowedDown(int factor) {
        JsonObject rate = new JsonObject();
        rate.addProperty("rate", factor);
        CDPSession session = person.context().newCDPSession(person.page());
        session.send("Emulation.setCPUThrottlingRate", rate);
        return this;
    }

    /** Waits from now on for a text at the end of the open room. */
    void await(String text) {
        person.page().evaluate("text => { window.await(text); }", text);
    }

    /** Waits from now on for a text at the end of a room that is opened meanwhile. */
    void await(String text, String room) {
        person.page().evaluate("([text, room]) => { window.await(text, room); }", List.of(text, room));
    }

    /** When the last key was pressed or the last click made, in milliseconds of the epoch. */
    double acted() {
        return ((Number) person.page().evaluate("() => actedAt")).doubleValue();
    }

    /** When what was waited for had been painted, in milliseconds of the epoch. */
    double shown() {
        return ((Number) person.page().evaluate("() => shown")).doubleValue();
    }
}
