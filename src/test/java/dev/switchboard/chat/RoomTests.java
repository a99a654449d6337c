package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Speaker;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What rooms promise over REST. */
@ChatTest
class RoomTests {

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private RoomEvents events;

    @Test
    void theLobbyIsTheAdministratorsAndEverybodyComesThere() {
        Speaker root = crowd.administrator();
        Speaker ada = crowd.person("ada");

        JsonNode lobby = desk.item(ada, "lobby");

        assertThat(lobby.get("role").asString()).isEqualTo("member");
        assertThat(lobby.get("private").asBoolean()).isFalse();
        assertThat(desk.members(ada, "lobby")).contains(root.username() + ":owner", ada.username() + ":member");
        List<RoomEvent> log = events.after(Lobby.ID, 0, 10_000);
        assertThat(log.get(0).body()).isEqualTo(new RoomEvent.Body.Created("Lobby"));
        assertThat(log.get(1).body()).isEqualTo(new RoomEvent.Body.Joined(root.user()));
        assertThat(log).anyMatch(event -> event.body().equals(new RoomEvent.Body.Joined(ada.user())));
        assertThat(lobby.get("head").asLong()).isEqualTo(log.size());
    }

    @Test
    void aRoomIsNamedByItsNameUnlessItSaysOtherwise() {
        Speaker ada = crowd.person("ada");

        String first = desk.room(ada, "  Café Größe! ", false);
        String second = desk.room(ada, "Café Größe", false);
        String cjk = desk.room(ada, "上海", false);
        String secret = desk.room(ada, "Secret plans", true);
        Desk.Answer chosen = desk.post(ada, Map.of("name", "Chosen", "id", "my-own-" + ada.username()), "/api/rooms");

        assertThat(first).startsWith("cafe-grosse");
        assertThat(second).startsWith("cafe-grosse-").isNotEqualTo(first);
        assertThat(cjk).matches("room-[0-9a-z]{8}");
        assertThat(secret).matches("secret-plans-[0-9a-z]{8}");
        assertThat(chosen.status()).isEqualTo(201);
        assertThat(desk.item(ada, first).get("name").asString()).isEqualTo("Café Größe!");
        assertThat(chosen.body().get("id").asString()).isEqualTo("my-own-" + ada.username());
        assertThat(chosen.body().get("role").asString()).isEqualTo("owner");
    }

    @Test
    void roomsSaidWrongAreRefused() {
        Speaker ada = crowd.person("ada");
        String taken = desk.room(ada, "Taken", false);

        desk.post(ada, Map.of("name", "x", "id", taken), "/api/rooms").isRefused(409, "conflict");
        desk.post(ada, Map.of("name", "x", "id", "Not An Id"), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("name", "   "), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("name", "a\u0007b"), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("name", "a\u202Eb"), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("name", "a\nb"), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("name", "😀".repeat(81)), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of(), "/api/rooms").isRefused(400, "invalid");
        assertThat(desk.post(ada, Map.of("name", "😀".repeat(80)), "/api/rooms").status())
                .isEqualTo(201);
    }

    @Test
    void aPrivateRoomIsInvisibleToOthersForEveryCall() {
        Speaker ada = crowd.person("ada");
        Speaker eve = crowd.person("eve");
        String secret = desk.room(ada, "Secret", true);

        assertThat(desk.item(eve, secret).isMissingNode()).isTrue();
        assertThat(desk.item(ada, secret).get("private").asBoolean()).isTrue();
        for (Speaker stranger : List.of(eve, crowd.administrator())) {
            List<Desk.Answer> there = everyCall(stranger, secret, ada.username());
            List<Desk.Answer> nowhere = everyCall(stranger, "no-such-room", ada.username());
            for (int call = 0; call < there.size(); call++) {
                there.get(call).isRefused(404, "not_found");
                assertThat(there.get(call).body().toString().replace(secret, "no-such-room"))
                        .isEqualTo(nowhere.get(call).body().toString());
            }
        }
        assertThat(desk.members(ada, secret)).containsExactly(ada.username() + ":owner");
    }

    @Test
    void whoWasInAPrivateRoomIsAStrangerAgain() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String secret = desk.room(ada, "Secret", true);
        desk.put(ada, Map.of(), "/api/rooms/{room}/members/{user}", secret, bob.username())
                .ok();
        desk.get(bob, "/api/rooms/{room}/members", secret).ok();

        desk.delete(ada, "/api/rooms/{room}/members/{user}", secret, bob.user().value())
                .ok();

        for (Desk.Answer answer : everyCall(bob, secret, ada.username())) {
            answer.isRefused(404, "not_found");
        }
    }

    private List<Desk.Answer> everyCall(Speaker speaker, String room, String user) {
        return List.of(
                desk.get(speaker, "/api/rooms/{room}", room),
                desk.patch(speaker, Map.of("name", "Mine"), "/api/rooms/{room}", room),
                desk.patch(speaker, Map.of("name", ""), "/api/rooms/{room}", room),
                desk.delete(speaker, "/api/rooms/{room}", room),
                desk.get(speaker, "/api/rooms/{room}/members", room),
                desk.get(speaker, "/api/rooms/{room}/messages/1/versions", room),
                desk.put(speaker, Map.of(), "/api/rooms/{room}/members/me", room),
                desk.put(speaker, Map.of("role", "nonsense"), "/api/rooms/{room}/members/me", room),
                desk.put(speaker, Map.of(), "/api/rooms/{room}/members/{user}", room, user),
                desk.put(speaker, Map.of(), "/api/rooms/{room}/members/nobody", room),
                desk.delete(speaker, "/api/rooms/{room}/members/me", room),
                desk.delete(speaker, "/api/rooms/{room}/members/{user}", room, user),
                desk.get(speaker, "/api/rooms/{room}/bans", room),
                desk.put(speaker, Map.of(), "/api/rooms/{room}/bans/{user}", room, user),
                desk.delete(speaker, "/api/rooms/{room}/bans/{user}", room, user),
                desk.delete(speaker, "/api/rooms/{room}/bans/nobody", room));
    }

    @Test
    void aPublicRoomIsListedAndJoinedBeforeItIsRead() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = desk.room(ada, "Open", false);

        JsonNode seen = desk.item(bob, room);
        assertThat(seen.has("role")).isFalse();
        desk.get(bob, "/api/rooms/{room}/members", room).isRefused(403, "forbidden");
        desk.patch(bob, Map.of("name", "Mine"), "/api/rooms/{room}", room).isRefused(403, "forbidden");
        desk.delete(bob, "/api/rooms/{room}", room).isRefused(403, "forbidden");
        desk.delete(bob, "/api/rooms/{room}/members/me", room).isRefused(404, "not_found");
        desk.put(bob, Map.of("role", "owner"), "/api/rooms/{room}/members/me", room)
                .isRefused(403, "forbidden");
        desk.put(bob, Map.of("role", "king"), "/api/rooms/{room}/members/me", room)
                .isRefused(400, "invalid");

        JsonNode joined =
                desk.put(bob, Map.of(), "/api/rooms/{room}/members/me", room).ok();

        assertThat(joined.get("role").asString()).isEqualTo("member");
        assertThat(joined.get("username").asString()).isEqualTo(bob.username());
        assertThat(desk.members(bob, room)).containsExactly(ada.username() + ":owner", bob.username() + ":member");
        assertThat(last(room).body()).isEqualTo(new RoomEvent.Body.Joined(bob.user()));
        long head = desk.item(bob, room).get("head").asLong();
        desk.put(bob, Map.of(), "/api/rooms/{room}/members/me", room).ok();
        assertThat(desk.item(bob, room).get("head").asLong()).isEqualTo(head);
    }

    @Test
    void rolesDecideWhoMayDoWhat() {
        Speaker ada = crowd.person("ada");
        Speaker mod = crowd.person("mod");
        Speaker bob = crowd.person("bob");
        Speaker cat = crowd.person("cat");
        String room = desk.room(ada, "Ranks", true);
        desk.put(ada, Map.of("role", "moderator"), "/api/rooms/{room}/members/{user}", room, mod.username())
                .ok();
        desk.put(mod, Map.of(), "/api/rooms/{room}/members/{user}", room, bob.username())
                .ok();
        assertThat(last(room).body()).isEqualTo(new RoomEvent.Body.Invited(bob.user()));

        String member = "/api/rooms/{room}/members/{user}";
        String ban = "/api/rooms/{room}/bans/{user}";
        desk.put(bob, Map.of(), member, room, cat.username()).isRefused(403, "forbidden");
        desk.delete(bob, member, room, mod.username()).isRefused(403, "forbidden");
        desk.put(bob, Map.of(), ban, room, cat.username()).isRefused(403, "forbidden");
        desk.get(bob, "/api/rooms/{room}/bans", room).isRefused(403, "forbidden");
        desk.patch(bob, Map.of("archived", true), "/api/rooms/{room}", room).isRefused(403, "forbidden");
        desk.put(mod, Map.of("role", "moderator"), member, room, cat.username()).isRefused(403, "forbidden");
        desk.put(mod, Map.of("role", "moderator"), member, room, bob.username()).isRefused(403, "forbidden");
        desk.put(mod, Map.of("role", "owner"), member, room, "me").isRefused(403, "forbidden");
        desk.delete(mod, member, room, ada.username()).isRefused(403, "forbidden");
        desk.put(mod, Map.of(), ban, room, ada.username()).isRefused(403, "forbidden");
        desk.put(mod, Map.of(), ban, room, "me").isRefused(409, "conflict");
        desk.delete(mod, "/api/rooms/{room}", room).isRefused(403, "forbidden");
        desk.delete(mod, member, room, cat.username()).isRefused(404, "not_found");
        desk.put(mod, Map.of(), member, room, "nobody").isRefused(404, "not_found");
        desk.put(ada, Map.of("role", "member"), member, room, "me").isRefused(409, "conflict");
        desk.delete(ada, member, room, "me").isRefused(409, "conflict");

        desk.put(ada, Map.of("role", "owner"), member, room, mod.username()).ok();
        desk.delete(mod, member, room, ada.username()).isRefused(403, "forbidden");
        desk.delete(ada, member, room, "me").ok();
        assertThat(last(room).body()).isEqualTo(new RoomEvent.Body.Left(ada.user()));
        assertThat(desk.members(mod, room)).containsExactly(bob.username() + ":member", mod.username() + ":owner");
    }

    @Test
    void whoIsBannedStaysOut() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = desk.room(ada, "Door", false);
        String member = "/api/rooms/{room}/members/{user}";
        String ban = "/api/rooms/{room}/bans/{user}";
        desk.put(bob, Map.of(), member, room, "me").ok();

        assertThat(desk.put(ada, Map.of(), ban, room, bob.username()).status()).isEqualTo(204);
        long head = events.head(new RoomId(room));
        assertThat(desk.put(ada, Map.of(), ban, room, bob.username()).status()).isEqualTo(204);

        assertThat(events.head(new RoomId(room))).isEqualTo(head);
        assertThat(last(room).body()).isEqualTo(new RoomEvent.Body.Removed(bob.user()));
        desk.put(bob, Map.of(), member, room, "me").isRefused(403, "forbidden");
        desk.put(ada, Map.of(), member, room, bob.username()).isRefused(409, "conflict");
        JsonNode bans = desk.get(ada, "/api/rooms/{room}/bans", room).ok().get("items");
        assertThat(bans).hasSize(1);
        assertThat(bans.get(0).at("/user/username").asString()).isEqualTo(bob.username());
        assertThat(bans.get(0).at("/by/username").asString()).isEqualTo(ada.username());
        assertThat(bans.get(0).get("at").asString()).matches("\\d{4}-.*Z");

        desk.delete(ada, ban, room, bob.username()).ok();
        desk.put(bob, Map.of(), member, room, "me").ok();
    }

    @Test
    void whoWasNeverThereCanBeKeptOut() {
        Speaker ada = crowd.person("ada");
        Speaker eve = crowd.person("eve");
        String room = desk.room(ada, "Door", false);
        long head = events.head(new RoomId(room));

        desk.put(ada, Map.of(), "/api/rooms/{room}/bans/{user}", room, eve.username())
                .ok();

        assertThat(events.head(new RoomId(room))).isEqualTo(head);
        desk.put(eve, Map.of(), "/api/rooms/{room}/members/me", room).isRefused(403, "forbidden");
    }

    @Test
    void administratorsKeepOrderInPublicRooms() {
        Speaker root = crowd.administrator();
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = desk.room(ada, "Order", false);
        desk.put(bob, Map.of("role", "member"), "/api/rooms/{room}/members/me", room)
                .ok();

        desk.put(root, Map.of(), "/api/rooms/{room}/bans/{user}", room, ada.username())
                .isRefused(409, "conflict");
        desk.put(root, Map.of("role", "owner"), "/api/rooms/{room}/members/{user}", room, bob.username())
                .ok();
        desk.put(root, Map.of(), "/api/rooms/{room}/bans/{user}", room, ada.username())
                .ok();
        desk.get(root, "/api/rooms/{room}/bans", room).ok();
        desk.get(root, "/api/rooms/{room}/members", room).isRefused(403, "forbidden");
        desk.patch(root, Map.of("name", "Calm"), "/api/rooms/{room}", room).ok();

        assertThat(desk.members(bob, room)).containsExactly(bob.username() + ":owner");
        assertThat(desk.item(bob, room).get("name").asString()).isEqualTo("Calm");
    }

    @Test
    void anArchivedRoomIsReadableAndClosed() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        Speaker cat = crowd.person("cat");
        String room = desk.room(ada, "Old", false);
        desk.put(bob, Map.of(), "/api/rooms/{room}/members/me", room).ok();

        JsonNode changed = desk.patch(ada, Map.of("archived", true, "name", "Older"), "/api/rooms/{room}", room)
                .ok();

        assertThat(changed.get("archived").asBoolean()).isTrue();
        assertThat(changed.get("name").asString()).isEqualTo("Older");
        assertThat(events.after(new RoomId(room), 0, 100).stream().map(RoomEvent::body))
                .endsWith(new RoomEvent.Body.Renamed("Older"), new RoomEvent.Body.Archived("Older", true));
        desk.put(cat, Map.of(), "/api/rooms/{room}/members/me", room).isRefused(409, "conflict");
        desk.put(ada, Map.of(), "/api/rooms/{room}/members/{user}", room, cat.username())
                .isRefused(409, "conflict");
        desk.members(bob, room);
        desk.delete(bob, "/api/rooms/{room}/members/me", room).ok();
        desk.patch(ada, Map.of("archived", false), "/api/rooms/{room}", room).ok();
        desk.put(cat, Map.of(), "/api/rooms/{room}/members/me", room).ok();
    }

    @Test
    void aChangeThatChangesNothingLeavesNoEvent() {
        Speaker ada = crowd.person("ada");
        String room = desk.room(ada, "Same", false);
        long head = events.head(new RoomId(room));

        desk.patch(ada, Map.of("name", " Same ", "archived", false), "/api/rooms/{room}", room)
                .ok();
        desk.patch(ada, Map.of(), "/api/rooms/{room}", room).ok();
        desk.patch(ada, Map.of("name", "x".repeat(81)), "/api/rooms/{room}", room)
                .isRefused(400, "invalid");

        assertThat(events.head(new RoomId(room))).isEqualTo(head);
    }

    @Test
    void aDeletedRoomIsGoneAndItsIdIsNotGivenAgain() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = desk.room(ada, "Gone", false);
        desk.put(bob, Map.of(), "/api/rooms/{room}/members/me", room).ok();
        desk.put(bob, Map.of("role", "member"), "/api/rooms/{room}/members/me", room)
                .ok();
        desk.delete(bob, "/api/rooms/{room}", room).isRefused(403, "forbidden");

        assertThat(desk.delete(ada, "/api/rooms/{room}", room).status()).isEqualTo(204);

        assertThat(desk.item(bob, room).isMissingNode()).isTrue();
        assertThat(events.after(new RoomId(room), 0, 10)).isEmpty();
        desk.get(ada, "/api/rooms/{room}", room).isRefused(404, "not_found");
        desk.delete(ada, "/api/rooms/{room}", room).isRefused(404, "not_found");
        desk.post(ada, Map.of("name", "Again", "id", room), "/api/rooms").isRefused(409, "conflict");
    }

    @Test
    void theSamePeopleHaveOneDirectRoom() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        Speaker cat = crowd.person("cat");

        Desk.Answer made = desk.post(ada, Map.of("direct", List.of(bob.username())), "/api/rooms");
        Desk.Answer again =
                desk.post(bob, Map.of("direct", List.of(ada.username(), bob.username(), ada.username())), "/api/rooms");
        Desk.Answer three = desk.post(ada, Map.of("direct", List.of(bob.username(), cat.username())), "/api/rooms");

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        String room = made.body().get("id").asString();
        assertThat(again.body().get("id").asString()).isEqualTo(room);
        assertThat(made.body().get("name").asString()).isEqualTo(bob.name());
        assertThat(again.body().get("name").asString()).isEqualTo(ada.name());
        assertThat(made.body().get("direct").asBoolean()).isTrue();
        assertThat(made.body().get("private").asBoolean()).isTrue();
        assertThat(made.body().get("people")).hasSize(2);
        assertThat(three.body().get("id").asString()).isNotEqualTo(room);
        assertThat(desk.members(ada, room)).containsExactly(ada.username() + ":member", bob.username() + ":member");
        assertThat(desk.item(cat, room).isMissingNode()).isTrue();
        assertThat(events.after(new RoomId(room), 0, 10).stream().map(RoomEvent::body))
                .containsExactly(new RoomEvent.Body.Created(""));
    }

    @Test
    void directRoomsNeverChange() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        Speaker cat = crowd.person("cat");
        String room = desk.post(ada, Map.of("direct", List.of(bob.username())), "/api/rooms")
                .ok()
                .get("id")
                .asString();

        desk.patch(ada, Map.of("name", "Us"), "/api/rooms/{room}", room).isRefused(403, "forbidden");
        desk.patch(ada, Map.of("archived", true), "/api/rooms/{room}", room).isRefused(403, "forbidden");
        desk.delete(ada, "/api/rooms/{room}", room).isRefused(403, "forbidden");
        desk.delete(ada, "/api/rooms/{room}/members/me", room).isRefused(403, "forbidden");
        desk.delete(ada, "/api/rooms/{room}/members/{user}", room, bob.username())
                .isRefused(403, "forbidden");
        desk.put(ada, Map.of(), "/api/rooms/{room}/members/{user}", room, cat.username())
                .isRefused(403, "forbidden");
        desk.put(ada, Map.of("role", "owner"), "/api/rooms/{room}/members/me", room)
                .isRefused(403, "forbidden");
        desk.put(ada, Map.of(), "/api/rooms/{room}/bans/{user}", room, bob.username())
                .isRefused(403, "forbidden");
        desk.delete(ada, "/api/rooms/{room}/bans/{user}", room, bob.username()).isRefused(403, "forbidden");
        desk.get(ada, "/api/rooms/{room}/bans", room).isRefused(403, "forbidden");
        desk.get(cat, "/api/rooms/{room}", room).isRefused(404, "not_found");
        assertThat(desk.members(bob, room)).hasSize(2);
    }

    @Test
    void directRoomsNeedPeople() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        Speaker cat = crowd.person("cat");
        String room = desk.post(ada, Map.of("direct", List.of(bob.username())), "/api/rooms")
                .ok()
                .get("id")
                .asString();
        crowd.disable(bob);

        desk.post(ada, Map.of("direct", List.of()), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("direct", List.of(ada.username())), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("direct", List.of("nobody")), "/api/rooms").isRefused(400, "invalid");
        desk.post(cat, Map.of("direct", List.of(bob.username())), "/api/rooms").isRefused(400, "invalid");
        desk.post(ada, Map.of("direct", List.of(cat.username()), "name", "x"), "/api/rooms")
                .isRefused(400, "invalid");
        desk.post(ada, Map.of("direct", Collections.nCopies(33, cat.username())), "/api/rooms")
                .isRefused(400, "invalid");
        assertThat(desk.post(ada, Map.of("direct", List.of(bob.username())), "/api/rooms")
                        .body()
                        .get("id")
                        .asString())
                .isEqualTo(room);
    }

    @Test
    void twoWhoOpenADirectRoomAtOnceOpenTheSame() {
        for (int round = 0; round < 10; round++) {
            Speaker ada = crowd.person("ada");
            Speaker bob = crowd.person("bob");
            CompletableFuture<Desk.Answer> one = CompletableFuture.supplyAsync(
                    () -> desk.post(ada, Map.of("direct", List.of(bob.username())), "/api/rooms"));
            CompletableFuture<Desk.Answer> other = CompletableFuture.supplyAsync(
                    () -> desk.post(bob, Map.of("direct", List.of(ada.username())), "/api/rooms"));

            assertThat(one.join().ok().get("id")).isEqualTo(other.join().ok().get("id"));
            assertThat(List.of(one.join().status(), other.join().status())).containsExactlyInAnyOrder(200, 201);
        }
    }

    @Test
    void aDisabledAccountIsNotInvited() {
        Speaker ada = crowd.person("ada");
        Speaker bob = crowd.person("bob");
        String room = desk.room(ada, "Room", true);
        crowd.disable(bob);

        desk.put(ada, Map.of(), "/api/rooms/{room}/members/{user}", room, bob.username())
                .isRefused(409, "conflict");
    }

    private RoomEvent last(String room) {
        RoomId id = new RoomId(room);
        return events.after(id, events.head(id) - 1, 1).getFirst();
    }
}
