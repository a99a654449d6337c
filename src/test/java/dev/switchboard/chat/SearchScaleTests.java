package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Search stays quick among many messages, also where nearly all of them are other people's. */
@ChatTest
class SearchScaleTests {

    private static final Logger log = LoggerFactory.getLogger(SearchScaleTests.class);
    private static final int MESSAGES = 50_000;
    private static final int GROUP = 1_000;
    private static final int ROOMS = 10;

    /** Several times what it takes on two busy cores. */
    private static final Duration BOUND = Duration.ofSeconds(1);

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private RoomEvents events;

    @Autowired
    private Writer writer;

    @Autowired
    private JdbcClient readers;

    @Test
    void amongFiftyThousandMessages() {
        Speaker ada = crowd.person("ada");
        Speaker eve = crowd.person("eve");
        List<RoomId> rooms = new ArrayList<>();
        for (int number = 0; number < ROOMS; number++) {
            rooms.add(new RoomId(desk.room(ada, "Scale " + number, true)));
        }
        desk.put(ada, Map.of(), "/api/rooms/{room}/members/{user}", rooms.getFirst(), eve.username())
                .ok();
        Random random = new Random(50_000);
        say(rooms.getFirst(), ada, List.of("the frequent word, and platypus in the oldest message"));
        long started = System.nanoTime();
        for (int group = 0; group < MESSAGES / GROUP; group++) {
            List<String> texts = new ArrayList<>();
            for (int number = 0; number < GROUP; number++) {
                texts.add("frequent " + word(random) + ' ' + word(random) + ' ' + word(random) + " 我家在上海东边 "
                        + word(random) + ' ' + word(random));
            }
            say(rooms.get(1 + random.nextInt(ROOMS - 1)), ada, texts);
        }
        long perSecond = MESSAGES * 1_000_000_000L / (System.nanoTime() - started);

        Map<String, Duration> slowest = Map.of(
                "a rare word", slowest(ada, "platypus", 1),
                "a word in all messages", slowest(ada, "frequent", Search.PAGE),
                "one letter", slowest(ada, "f", Search.PAGE),
                "Chinese", slowest(ada, "上海", Search.PAGE),
                "two words", slowest(ada, "frequent platy", 1),
                "a word in all messages, of which one is theirs", slowest(eve, "frequent", 1),
                "one letter of other people's", slowest(eve, "f", 1));

        log.info("Appended {} messages in a second; the slowest of five searches took {}", perSecond, slowest);
        assertThat(slowest.values()).allSatisfy(time -> assertThat(time).isLessThan(BOUND));
        deletingOneDoesNotHoldUpTheOthers(ada, rooms);
    }

    /** Its words leave the index little by little, while others write. */
    private void deletingOneDoesNotHoldUpTheOthers(Speaker ada, List<RoomId> rooms) {
        desk.delete(ada, "/api/rooms/{room}", rooms.get(1)).ok();

        Duration longest = Duration.ZERO;
        while (left(rooms.get(1)) > 0) {
            long started = System.nanoTime();
            say(rooms.getFirst(), ada, List.of("meanwhile"));
            Duration waited = Duration.ofNanos(System.nanoTime() - started);
            longest = waited.compareTo(longest) > 0 ? waited : longest;
        }
        log.info("While a large room left the index, a message waited {} at most", longest);
        assertThat(longest).isLessThan(BOUND);
    }

    private long left(RoomId room) {
        return readers.sql("select count(*) from searchable_messages where room = :room")
                .param("room", room.value())
                .query(Long.class)
                .single();
    }

    @Test
    void thePlanTouchesNothingButTheIndexAndKeys() {
        List<String> plan = readers.sql("explain query plan " + Search.HITS)
                .param("match", "\"x\" *")
                .param("before", Long.MAX_VALUE)
                .param("room", null)
                .param("user", "nobody")
                .param("limit", 51)
                .query((row, number) -> row.getString("detail"))
                .list();

        assertThat(plan).anyMatch(step -> step.contains("VIRTUAL TABLE INDEX"));
        assertThat(plan).anyMatch(step -> step.startsWith("SEARCH s USING INTEGER PRIMARY KEY"));
        assertThat(plan).anyMatch(step -> step.startsWith("SEARCH m "));
        assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE") || step.contains("AUTOMATIC"));
        assertThat(plan).filteredOn(step -> step.startsWith("SCAN")).allMatch(step -> step.contains("VIRTUAL TABLE"));
    }

    private void say(RoomId room, Speaker author, List<String> texts) {
        writer.writeAndWait(transaction -> {
            texts.forEach(
                    text -> events.append(transaction, room, author.user(), new RoomEvent.Body.Message(text, null)));
            return texts.size();
        });
    }

    private Duration slowest(Speaker speaker, String query, int hits) {
        long[] nanos = new long[5];
        for (int round = 0; round < nanos.length; round++) {
            long started = System.nanoTime();
            assertThat(desk.get(speaker, "/api/search?q={q}", query).ok().get("items"))
                    .hasSize(hits);
            nanos[round] = System.nanoTime() - started;
        }
        return Duration.ofNanos(Arrays.stream(nanos).max().orElseThrow());
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int length = 3 + random.nextInt(8); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
