package dev.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** One event is one line, whatever clients put into their names, destinations and origins. */
@SpringBootTest(classes = LogLineTests.Nothing.class, webEnvironment = WebEnvironment.NONE)
@ExtendWith(OutputCaptureExtension.class)
class LogLineTests {

    private static final Logger log = LoggerFactory.getLogger(LogLineTests.class);

    /** A line of its own, a cleared screen, a title for the terminal, and what some take for a line's end. */
    private static final String SMUGGLED =
            "/topic/x\r\n2026-11-21T00:00:00.000Z ERROR forged\u001b[2J\u001b]0;title\u0007\u0085\u009b31m\u0000\u2028end";

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    @Test
    void valuesStayInTheirLine(CapturedOutput output) {
        log.atWarn().addKeyValue("origin", SMUGGLED).log("A value from a client");

        assertOneLine(output, "A value from a client");
    }

    @Test
    void sentencesStayInTheirLine(CapturedOutput output) {
        log.warn("A sentence with {}", SMUGGLED);

        assertOneLine(output, "A sentence with");
    }

    @Test
    void whatExceptionsSayStaysInItsLineAndTheirStackIsThere(CapturedOutput output) {
        log.atError()
                .setCause(new IllegalStateException("outer " + SMUGGLED, new IllegalArgumentException(SMUGGLED)))
                .log("A mistake");

        List<String> lines = output.toString().lines().toList();
        assertThat(lines).noneMatch(line -> line.startsWith("2026-11-21T00:00:00.000Z"));
        assertThat(lines).anyMatch(line -> line.startsWith("java.lang.IllegalStateException: outer /topic/x"));
        assertThat(lines).anyMatch(line -> line.startsWith("Caused by: java.lang.IllegalArgumentException: /topic/x"));
        assertThat(lines).anyMatch(line -> line.startsWith("\tat ") && line.contains("LogLineTests"));
        assertThat(lines.stream().filter(line -> line.contains("IllegalStateException")))
                .as("its stack, once")
                .hasSize(1);
        assertNoControls(output);
    }

    private static void assertOneLine(CapturedOutput output, String sentence) {
        assertThat(output.toString().lines().filter(line -> line.contains(sentence)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("/topic/x", "forged", "end"));
        assertThat(output.toString().lines()).noneMatch(line -> line.startsWith("2026-11-21T00:00:00.000Z"));
        assertNoControls(output);
    }

    private static void assertNoControls(CapturedOutput output) {
        assertThat(output.toString().replace("\n", "").replace("\t", ""))
                .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009f]");
    }
}
