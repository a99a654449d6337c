package dev.switchboard.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.broker.Publication;
import dev.switchboard.log.ClientMessage;
import dev.switchboard.log.ClientMessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ValuesTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Namespace namespace = NamespaceSettings.read(
            "live",
            Map.of(
                    "delivery", "state",
                    "history-size", "4",
                    "history-age", "1m",
                    "history-memory", "10B",
                    "channel-limit", "2"));
    private final List<String> published = new ArrayList<>();
    private final Values values = new Values(namespace, publication -> published.add(publication.id()));

    private Moment moment(String text, Instant at) {
        Content content = new Content(Content.TEXT, Content.utf8(text));
        return new Moment(content.publication(new Channel(namespace, "x"), text, OptionalLong.empty()), at);
    }

    private List<String> history(String name, Instant now) {
        return values.history(name, now).stream()
                .map(each -> each.publication().id())
                .toList();
    }

    @Test
    void keepsTheNewestAndSoMuchOfThePast() {
        for (int i = 1; i <= 6; i++) {
            values.publish("a", moment("v" + i, NOON.plusSeconds(i * 10L)));
        }

        assertThat(values.newest("a")).map(newest -> newest.publication().id()).contains("v6");
        assertThat(history("a", NOON.plusSeconds(60))).containsExactly("v3", "v4", "v5", "v6");
        assertThat(history("a", NOON.plusSeconds(101))).containsExactly("v5", "v6");
        assertThat(history("a", NOON.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(values.newest("a")).isPresent();
        assertThat(published).hasSize(6);
    }

    @Test
    void allHistoriesTogetherAreBounded() {
        values.publish("a", moment("12345", NOON));
        values.publish("b", moment("67890", NOON));
        assertThat(history("a", NOON)).hasSize(1);

        values.publish("b", moment("x", NOON));
        assertThat(history("b", NOON)).containsExactly("x");
        values.publish("b", moment("12345678901", NOON));

        assertThat(history("b", NOON)).isEmpty();
        assertThat(values.newest("b")).isPresent();
        assertThat(history("a", NOON)).hasSize(1);
    }

    @Test
    void aBatchThatWouldBeOneTooManyMakesNone() {
        values.require(List.of("a"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> values.require(List.of("a", "b", "c")))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.TOO_MANY));
        assertThat(values.channels()).isEqualTo(1);
        values.require(List.of("a", "b", "b"));
        assertThat(values.channels()).isEqualTo(2);
    }

    /** Who opens while the first value is published gets it first, or hears it after: never neither. */
    @Test
    void theFirstValueIsNotLostToWhoOpensAtTheSameMoment() throws Exception {
        for (int run = 0; run < 2_000; run++) {
            AtomicInteger started = new AtomicInteger();
            AtomicInteger got = new AtomicInteger();
            Values racing = new Values(namespace, publication -> got.addAndGet(started.get()));
            CountDownLatch go = new CountDownLatch(1);
            Thread publisher = Thread.ofPlatform().start(() -> {
                await(go);
                racing.publish("a", moment("v", NOON));
            });
            go.countDown();
            racing.open("a", (List<Publication> first) -> {
                got.addAndGet(first.size());
                started.set(1);
            });
            publisher.join();

            assertThat(got).as("run %d", run).hasValue(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    @Test
    void recentIdsAreBoundedAndTellARepeatFromAnotherContent() {
        RecentIds recent = new RecentIds();
        UserId ada = UserId.next();
        ClientMessage said = new ClientMessage(new ClientMessageId("k"), "content");

        assertThat(recent.first(ada, said, "one")).isEmpty();
        assertThat(recent.first(ada, said, "two")).contains("one");
        assertThat(recent.first(UserId.next(), said, "three")).isEmpty();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> recent.first(ada, new ClientMessage(said.id(), "other"), "four"));
        for (int i = 0; i < RecentIds.REMEMBERED; i++) {
            recent.first(ada, new ClientMessage(new ClientMessageId("k" + i), ""), "n");
        }
        assertThat(recent.first(ada, said, "five")).isEmpty();
    }
}
