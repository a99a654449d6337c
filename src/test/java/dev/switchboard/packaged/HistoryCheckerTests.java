package dev.switchboard.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.HistoryChecker.Entry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker must be able to fail: each broken promise, planted, is found. */
class HistoryCheckerTests {

    private static final Entry JOINED = new Entry(1, "E1", "", "");
    private static final Entry HELLO = new Entry(2, "E2", "a-1", "hello");
    private static final Entry WORLD = new Entry(3, "E3", "a-2", "world");

    private final HistoryChecker checker = new HistoryChecker();

    @BeforeEach
    void twoMessagesWereAcceptedAndSeen() {
        checker.sent("a-1", "hello");
        checker.sent("a-2", "world");
        checker.accepted("a-1", 2);
        checker.accepted("a-2", 3);
        checker.seen(List.of(HELLO, WORLD));
    }

    @Test
    void findsNothingWhereNothingIsBroken() {
        assertThat(checker.check(List.of(JOINED, HELLO, WORLD))).isEmpty();
    }

    @Test
    void findsALostMessage() {
        assertThat(checker.check(List.of(JOINED, HELLO))).anyMatch(sentence -> sentence.contains("is lost"));
    }

    @Test
    void findsADoubledMessage() {
        assertThat(checker.check(List.of(JOINED, HELLO, WORLD, new Entry(4, "E4", "a-1", "hello"))))
                .anyMatch(sentence -> sentence.contains("stored twice"));
    }

    @Test
    void findsAHoleInTheLog() {
        assertThat(checker.check(List.of(JOINED, HELLO, new Entry(4, "E3", "a-2", "world"))))
                .anyMatch(sentence -> sentence.contains("where 3 was due"));
    }

    @Test
    void findsAnInventedMessage() {
        assertThat(checker.check(List.of(JOINED, HELLO, WORLD, new Entry(4, "E4", "a-9", "boo"))))
                .anyMatch(sentence -> sentence.contains("nobody sent"));
    }

    @Test
    void findsAnOrderThatDiffersFromWhatWasSeen() {
        checker.seen(List.of(WORLD, HELLO));

        assertThat(checker.check(List.of(JOINED, HELLO, WORLD))).anyMatch(sentence -> sentence.contains("after 3"));
    }

    @Test
    void findsAnotherEventUnderASequenceThatWasSeen() {
        checker.seen(List.of(new Entry(3, "E9", "a-2", "world")));

        assertThat(checker.check(List.of(JOINED, HELLO, WORLD)))
                .anyMatch(sentence -> sentence.contains("another event as 3"));
    }

    @Test
    void findsARepeatThatWasAnsweredWithAnotherSequence() {
        checker.accepted("a-1", 5);

        assertThat(checker.check(List.of(JOINED, HELLO, WORLD)))
                .anyMatch(sentence -> sentence.contains("accepted as 2 and again as 5"));
    }
}
