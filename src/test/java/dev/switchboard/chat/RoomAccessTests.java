package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.switchboard.Refusal;
import dev.switchboard.RefusedException;
import dev.switchboard.broker.Broker;
import dev.switchboard.broker.Destination;
import dev.switchboard.broker.Listening;
import dev.switchboard.broker.Publication;
import dev.switchboard.broker.Start;
import dev.switchboard.broker.Subscriber;
import dev.switchboard.identity.Speaker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who hears what of a room, and from when on nothing more. */
@ChatTest
class RoomAccessTests {

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private Talk talk;

    @Autowired
    private Broker broker;

    @Autowired
    private JsonMapper json;

    @Autowired
    private JdbcClient readers;

    @Test
    void whoLeavesHearsNothingMore() {
        endsAccess((ada, bob, room) -> desk.delete(bob, "/api/rooms/{r}/members/me", room));
    }

    @Test
    void whoIsRemovedHearsNothingMore() {
        endsAccess((ada, bob, room) -> desk.delete(ada, "/api/rooms/{r}/members/{u}", room, bob.username()));
    }

    @Test
    void whoIsBannedHearsNothingMore() {
        endsAccess((ada, bob, room) -> desk.put(ada, Map.of(), "/api/rooms/{r}/bans/{u}", room, bob.username()));
    }

    @Test
    void aDeletedRoomIsSilent() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = roomOf(ada, bob);
        Ear adas = listen(ada, room, "");
        Ear bobs = listen(bob, room, "/typing");
        Ear inbox = inbox(bob);

        desk.delete(ada, "/api/rooms/{r}", room).ok();

        assertThat(adas.revoked).isNotNull();
        assertThat(bobs.revoked).isNotNull();
        await().untilAsserted(() -> assertThat(inbox.bodies("removed"))
                .anySatisfy(body -> assertThat(body.get("reason").asString()).isEqualTo("deleted")));
        refuses(ada, room, "", Refusal.NOT_FOUND);
    }

    @Test
    void strangersHearNothing() {
        Speaker ada = crowd.person("ada");
        Speaker eve = crowd.person("eve");
        String secret = desk.room(ada, "Secret", true);
        String open = desk.room(ada, "Open", false);

        for (String below : List.of("", "/typing")) {
            refuses(eve, secret, below, Refusal.NOT_FOUND);
            refuses(eve, "no-such-room", below, Refusal.NOT_FOUND);
            refuses(eve, open, below, Refusal.FORBIDDEN);
        }
        refuses(eve, open, "/secrets", Refusal.NOT_FOUND);
        refuses(ada, open, "/typing/more", Refusal.NOT_FOUND);
    }

    @Test
    void theInboxTellsOfRooms() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        Ear inbox = inbox(bob);

        String room = roomOf(ada, bob);
        await().untilAsserted(() -> assertThat(inbox.rooms(room)).hasSize(1));
        desk.patch(ada, Map.of("name", "Another"), "/api/rooms/{r}", room).ok();
        await().untilAsserted(() -> assertThat(inbox.rooms(room)).hasSize(2));
        desk.put(ada, Map.of("role", "moderator"), "/api/rooms/{r}/members/{u}", room, bob.username())
                .ok();
        await().untilAsserted(() -> assertThat(inbox.rooms(room)).hasSize(3));

        assertThat(inbox.rooms(room).getLast()).isEqualTo(desk.item(bob, room));
        assertThat(inbox.rooms(room).get(1).get("name").asString()).isEqualTo("Another");
        assertThat(inbox.rooms(room).get(1).get("role").asString()).isEqualTo("member");
        String direct = desk.post(ada, Map.of("direct", List.of(bob.username())), "/api/rooms")
                .ok()
                .get("id")
                .asString();
        await().untilAsserted(() -> assertThat(inbox.rooms(direct)).hasSize(1));
        assertThat(inbox.rooms(direct).getFirst().get("name").asString()).isEqualTo(ada.name());
    }

    @Test
    void aJoinersListCountsFromTheirJoining() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = desk.room(ada, "Counted", false);
        talk.say(ada, room, "before");
        desk.put(bob, Map.of(), "/api/rooms/{r}/members/me", room).ok();

        talk.say(ada, room, "after, @" + bob.username());

        JsonNode item = desk.item(bob, room);
        assertThat(item.get("unread").asLong()).isEqualTo(1);
        assertThat(item.get("mentions").asLong()).isEqualTo(1);
        assertThat(item.get("head").asLong()).isEqualTo(5);
        assertThat(item.get("read").asLong()).isEqualTo(4);
        assertThat(desk.item(ada, room).get("unread").asLong()).isZero();
        assertThat(desk.get(bob, "/api/rooms/{r}", room).ok()).isEqualTo(item);
    }

    @Test
    void aListOfRoomsScansNobodyElsesRooms() {
        for (String statement : RoomItems.STATEMENTS) {
            List<String> plan = readers.sql("explain query plan " + statement)
                    .param("user", "nobody")
                    .param("room", "lobby")
                    .query((row, number) -> row.getString("detail"))
                    .list();

            assertThat(plan)
                    .filteredOn(step -> step.startsWith("SCAN") && !step.contains("(subquery"))
                    .allMatch(step -> step.contains("rooms_public"));
        }
    }

    private interface Ending {
        Desk.Answer end(Speaker owner, Speaker member, String room);
    }

    private void endsAccess(Ending ending) {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = roomOf(ada, bob);
        Ear log = listen(bob, room, "");
        Ear typing = listen(bob, room, "/typing");
        Ear others = listen(ada, room, "");
        Ear inbox = inbox(bob);
        long heard = talk.say(ada, room, "heard");
        await().untilAsserted(() -> assertThat(log.sequences()).contains(heard));

        ending.end(ada, bob, room).ok();
        // Answered: from here on nothing.
        assertThat(log.revoked).isNotNull();
        assertThat(typing.revoked).isNotNull();
        int known = log.publications.size();
        long unheard = talk.say(ada, room, "unheard");
        await().untilAsserted(() -> assertThat(others.sequences()).contains(unheard));

        assertThat(log.publications).hasSize(known);
        assertThat(others.revoked).isNull();
        refuses(bob, room, "", Refusal.NOT_FOUND);
        refuses(bob, room, "/typing", Refusal.NOT_FOUND);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> talk.say(bob, room, "hello?"));
        await().untilAsserted(() -> assertThat(inbox.bodies("removed")).hasSize(1));
        assertThat(inbox.bodies("removed").getFirst().get("room").asString()).isEqualTo(room);
    }

    /** A private room with a second member. */
    private String roomOf(Speaker owner, Speaker member) {
        String room = desk.room(owner, "Room", true);
        desk.put(owner, Map.of(), "/api/rooms/{r}/members/{u}", room, member.username())
                .ok();
        return room;
    }

    private void refuses(Speaker speaker, String room, String below, Refusal refusal) {
        Destination destination = Destination.of("/topic/rooms/" + room + below);
        Ear ear = new Ear();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> broker.subscribe(Listening.live(destination, speaker.user()), ear))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(refusal));
        assertThat(ear.publications).isEmpty();
    }

    private Ear listen(Speaker speaker, String room, String below) {
        return listen(speaker, Destination.of("/topic/rooms/" + room + below));
    }

    private Ear inbox(Speaker speaker) {
        return listen(speaker, Destination.of(speaker.user(), "/user/queue/inbox"));
    }

    private Ear listen(Speaker speaker, Destination destination) {
        Ear ear = new Ear();
        broker.subscribe(Listening.live(destination, speaker.user()), ear);
        await().untilAsserted(() -> assertThat(ear.started).isTrue());
        return ear;
    }

    /** What somebody hears. */
    private final class Ear implements Subscriber {

        final List<Publication> publications = new CopyOnWriteArrayList<>();
        volatile boolean started;
        volatile @Nullable Refusal revoked;

        List<Long> sequences() {
            return publications.stream()
                    .map(publication -> publication.sequence().orElse(0))
                    .toList();
        }

        List<JsonNode> bodies(String type) {
            return publications.stream()
                    .map(publication -> json.readTree(publication.body()))
                    .filter(body -> body.get("type").asString().equals(type))
                    .toList();
        }

        List<JsonNode> rooms(String room) {
            return bodies("room").stream()
                    .map(body -> body.get("room"))
                    .filter(item -> item.get("id").asString().equals(room))
                    .toList();
        }

        @Override
        public void deliver(Publication publication) {
            publications.add(publication);
        }

        @Override
        public void onStarted(Start start) {
            started = true;
        }

        @Override
        public void onRevoked(Refusal why) {
            revoked = why;
        }
    }
}
