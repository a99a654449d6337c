package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.Refusal;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Listening;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.Start;
import dev.switchboard.broker.Subscriber;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those hear who listen: the room's log, their inbox, and that somebody is typing. */
@ChatTest
class HeardTests {

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private Talk talk;

    @Autowired
    private Broker broker;

    @Autowired
    private MessageFrames frames;

    @Autowired
    private JsonMapper json;

    private Speaker ada;
    private Speaker bob;
    private String room;

    @BeforeEach
    void twoPeopleInARoom() {
        ada = crowd.person("ada");
        bob = crowd.person("bob");
        room = desk.room(ada, "Heard", false);
        desk.put(bob, Map.of(), "/api/rooms/{room}/members/me", room).ok();
    }

    @Test
    void membersHearTheLogInItsOrderAsItIsReadAndAfterItCanBeRead() throws Exception {
        List<Long> heads = new CopyOnWriteArrayList<>();
        List<JsonNode> heard = new CopyOnWriteArrayList<>();
        listen(bob, "/topic/rooms/" + room, publication -> {
            heads.add(events(bob).size() + 0L);
            heard.add(json.readTree(publication.body()));
        });
        List<Thread> writers = new ArrayList<>();
        for (Speaker who : List.of(ada, bob, ada, bob)) {
            writers.add(Thread.ofPlatform().start(() -> {
                for (int number = 0; number < 20; number++) {
                    talk.say(who, room, "text " + number);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        long first = heard.getFirst().get("seq").asLong();

        assertThat(heard)
                .extracting(event -> event.get("seq").asLong())
                .containsExactlyElementsOf(
                        LongStream.range(first, first + 80).boxed().toList());
        assertThat(heard).isEqualTo(events(bob).subList((int) first - 1, (int) first + 79));
        for (int index = 0; index < 80; index++) {
            assertThat(heads.get(index)).isGreaterThanOrEqualTo(first + index);
        }
    }

    @Test
    void theInboxTellsUnreadCountsAndMentions() {
        List<JsonNode> heard = inbox(bob);

        long message = talk.say(ada, room, "hello @" + bob.username() + "!");

        await().untilAsserted(() -> assertThat(heard)
                .contains(
                        desk.json(Map.of(
                                "type",
                                "mention",
                                "room",
                                room,
                                "seq",
                                message,
                                "by",
                                Map.of("id", ada.user().value(), "username", ada.username(), "name", ada.name()),
                                "text",
                                "hello @" + bob.username() + "!")),
                        unread(message, message - 1, 1, 1)));
        talk.read(bob, room, message);
        await().untilAsserted(() -> assertThat(heard).contains(unread(message, message, 0, 0)));
        talk.say(bob, room, "my own do not count, @" + bob.username());
        await().untilAsserted(() -> assertThat(heard).contains(unread(message + 1, message, 0, 0)));
    }

    @Test
    void anEditTellsOnlyThoseWhomItNamesAnew() {
        List<JsonNode> heard = inbox(bob);
        long message = talk.say(ada, room, "hello");
        talk.edit(ada, room, message, "hello @" + bob.username());
        talk.edit(ada, room, message, "hello again @" + bob.username());
        talk.delete(ada, room, message);

        await().untilAsserted(() -> assertThat(heard).contains(unread(message + 3, message - 1, 0, 0)));
        assertThat(heard)
                .filteredOn(news -> news.get("type").asString().equals("mention"))
                .hasSize(1);
    }

    @Test
    void whoIsNotInTheRoomHearsNothingOfIt() {
        Speaker eve = crowd.person("eve");
        List<JsonNode> eves = inbox(eve);
        List<JsonNode> bobs = inbox(bob);

        long message = talk.say(ada, room, "@" + eve.username() + " is not here, @" + bob.username() + " is");

        await().untilAsserted(() -> assertThat(bobs).contains(unread(message, message - 1, 1, 1)));
        assertThat(eves).isEmpty();
    }

    @Test
    void aBurstIsToldInFewerStepsAndTheLastIsExact() {
        List<JsonNode> heard = inbox(bob);
        long last = 0;
        for (int number = 0; number < 100; number++) {
            last = talk.say(ada, room, "text");
        }

        JsonNode exact = unread(last, last - 100, 100, 0);
        await().untilAsserted(() -> assertThat(heard).last().isEqualTo(exact));
        assertThat(heard).hasSizeLessThan(100);
    }

    @Test
    void membersHearThatSomebodyTypesButNotTooOften() {
        List<JsonNode> heard = new CopyOnWriteArrayList<>();
        listen(bob, "/topic/rooms/" + room + "/typing", publication -> heard.add(json.readTree(publication.body())));

        for (int number = 0; number < 5; number++) {
            Writer.await(frames.typing(ada, new MessageFrames.Target(room, null)));
        }
        Writer.await(frames.typing(bob, new MessageFrames.Target(room, null)));

        await().untilAsserted(() -> assertThat(heard).containsExactly(typing(ada), typing(bob)));
    }

    @Test
    void nobodyTypesInAnArchivedRoom() {
        List<JsonNode> heard = new CopyOnWriteArrayList<>();
        String open = desk.room(ada, "Open", false);
        listen(ada, "/topic/rooms/" + room + "/typing", publication -> heard.add(json.readTree(publication.body())));
        listen(ada, "/topic/rooms/" + open + "/typing", publication -> heard.add(json.readTree("{}")));
        desk.patch(ada, Map.of("archived", true), "/api/rooms/{room}", room).ok();

        Writer.await(frames.typing(ada, new MessageFrames.Target(room, null)));
        Writer.await(frames.typing(ada, new MessageFrames.Target(open, null)));

        await().untilAsserted(() -> assertThat(heard).containsExactly(json.readTree("{}")));
    }

    private JsonNode typing(Speaker who) {
        return desk.json(Map.of(
                "type",
                "typing",
                "user",
                Map.of("id", who.user().value(), "username", who.username(), "name", who.name())));
    }

    private JsonNode unread(long head, long read, long unread, long mentions) {
        return desk.json(Map.of(
                "type", "unread", "room", room, "head", head, "read", read, "unread", unread, "mentions", mentions));
    }

    private List<JsonNode> inbox(Speaker who) {
        List<JsonNode> heard = new CopyOnWriteArrayList<>();
        broker.subscribe(
                Listening.live(Destination.of(who.user(), "/user/queue/inbox"), who.user()), new Ear(publication -> {
                    JsonNode news = json.readTree(publication.body());
                    if (news.path("room").asString("").equals(room)) {
                        heard.add(news);
                    }
                }));
        return heard;
    }

    private void listen(Speaker who, String destination, java.util.function.Consumer<Publication> heard) {
        CountDownLatch started = new CountDownLatch(1);
        broker.subscribe(Listening.live(Destination.of(destination), who.user()), new Ear(heard, started));
        await().until(() -> started.getCount() == 0);
    }

    private List<JsonNode> events(Speaker who) {
        return desk.get(who, "/api/rooms/" + room + "/events?limit=200")
                .ok()
                .get("items")
                .valueStream()
                .toList();
    }

    private record Ear(java.util.function.Consumer<Publication> heard, CountDownLatch started) implements Subscriber {

        Ear(java.util.function.Consumer<Publication> heard) {
            this(heard, new CountDownLatch(1));
        }

        @Override
        public void deliver(Publication publication) {
            heard.accept(publication);
        }

        @Override
        public void onStarted(Start start) {
            started.countDown();
        }

        @Override
        public void onRevoked(Refusal why) {
            throw new AssertionError("Nobody is sent away here");
        }
    }
}
