package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.UserId;
import dev.switchboard.identity.Speaker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Random people do random things to rooms; a model that fits on a page says what must be answered and what is then so. */
@ChatTest
class RoomModelTests {

    private static final int STEPS = 250;
    private static final List<Role> ROLES = List.of(Role.MEMBER, Role.MODERATOR, Role.OWNER);

    /** 404 in the eyes of a model: the room is not there for them. */
    private static final int HIDDEN = 404;

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private RoomEvents events;

    private final List<Speaker> people = new ArrayList<>();
    private final List<ModelRoom> rooms = new ArrayList<>();

    private static final class ModelRoom {

        final String id;
        final boolean isPrivate;
        final Map<Speaker, Role> roles = new java.util.HashMap<>();
        final Set<Speaker> bans = new HashSet<>();
        final List<RoomEvent.Body> log = new ArrayList<>();
        String name;
        boolean archived;
        boolean deleted;

        ModelRoom(String id, String name, boolean isPrivate, Speaker owner) {
            this.id = id;
            this.name = name;
            this.isPrivate = isPrivate;
            roles.put(owner, Role.OWNER);
            log.add(new RoomEvent.Body.Created(name));
            log.add(new RoomEvent.Body.Joined(owner.user()));
        }

        boolean hides(Speaker speaker) {
            return deleted || (isPrivate && !roles.containsKey(speaker));
        }

        /** Nobody −1, member 0, moderator 1, owner 2, administrator of a public room 3. */
        int rank(Speaker speaker) {
            if (speaker.administrator() && !isPrivate) {
                return 3;
            }
            return rankIn(speaker);
        }

        int rankIn(Speaker speaker) {
            Role role = roles.get(speaker);
            if (role == null) {
                return -1;
            }
            return switch (role) {
                case MEMBER -> 0;
                case MODERATOR -> 1;
                case OWNER -> 2;
            };
        }

        boolean isLastOwner(Speaker speaker) {
            return roles.get(speaker) == Role.OWNER
                    && roles.values().stream().filter(Role.OWNER::equals).count() == 1;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_120})
    void membersRightsAndEventsAgreeWithTheModel(long seed) {
        Random random = new Random(seed);
        people.add(crowd.administrator());
        for (String name : List.of("ada", "bob", "cat", "dan", "eve")) {
            people.add(crowd.person(name));
        }
        rooms.add(make(people.get(1), "Public", false));
        rooms.add(make(people.get(2), "Private", true));

        int refused = 0;
        for (int step = 0; step < STEPS; step++) {
            Speaker actor = people.get(random.nextInt(people.size()));
            ModelRoom room = rooms.get(random.nextInt(rooms.size()));
            int expected = act(random, actor, room, step);
            refused += expected >= 400 ? 1 : 0;
            if (step % 25 == 0) {
                everybodySeesWhatTheModelSays();
            }
        }

        everybodySeesWhatTheModelSays();
        assertThat(refused).as("of %s steps refused", STEPS).isBetween(STEPS / 10, STEPS * 9 / 10);
    }

    private ModelRoom make(Speaker owner, String name, boolean isPrivate) {
        return new ModelRoom(desk.room(owner, name, isPrivate), name, isPrivate, owner);
    }

    private int act(Random random, Speaker actor, ModelRoom room, int step) {
        Speaker target = people.get(random.nextInt(people.size()));
        String user = random.nextBoolean() ? target.username() : target.user().value();
        return switch (random.nextInt(12)) {
            case 0, 1 ->
                agree(
                        step,
                        desk.put(actor, Map.of(), "/api/rooms/{r}/members/me", room.id),
                        put(room, actor, actor, null));
            case 2, 3, 4 ->
                agree(
                        step,
                        desk.put(actor, Map.of(), "/api/rooms/{r}/members/{u}", room.id, user),
                        put(room, actor, target, null));
            case 5, 6 -> {
                Role role = ROLES.get(random.nextInt(ROLES.size()));
                yield agree(
                        step,
                        desk.put(actor, Map.of("role", role.word()), "/api/rooms/{r}/members/{u}", room.id, user),
                        put(room, actor, target, role));
            }
            case 7, 8 ->
                agree(
                        step,
                        desk.delete(actor, "/api/rooms/{r}/members/{u}", room.id, user),
                        remove(room, actor, target));
            case 9 ->
                random.nextInt(3) == 0
                        ? agree(
                                step,
                                desk.put(actor, Map.of(), "/api/rooms/{r}/bans/{u}", room.id, user),
                                ban(room, actor, target))
                        : agree(
                                step,
                                desk.delete(actor, "/api/rooms/{r}/bans/{u}", room.id, user),
                                unban(room, actor, target));
            case 10 -> {
                String name = "Name " + random.nextInt(3);
                boolean archived = random.nextInt(4) == 0;
                yield agree(
                        step,
                        desk.patch(actor, Map.of("name", name, "archived", archived), "/api/rooms/{r}", room.id),
                        change(room, actor, name, archived));
            }
            default -> {
                if (random.nextInt(3) > 0) {
                    rooms.add(make(actor, "Room " + step, random.nextBoolean()));
                    yield 201;
                }
                yield agree(step, desk.delete(actor, "/api/rooms/{r}", room.id), delete(room, actor));
            }
        };
    }

    private static int agree(int step, Desk.Answer answer, int expected) {
        assertThat(answer.status()).as("step %s: %s", step, answer.body()).isEqualTo(expected);
        return expected;
    }

    private int put(ModelRoom room, Speaker actor, Speaker target, @Nullable Role wished) {
        if (room.hides(actor)) {
            return HIDDEN;
        }
        if (room.roles.containsKey(target)) {
            if (wished == null || wished == room.roles.get(target)) {
                return 200;
            }
            if (room.rank(actor) < 2) {
                return 403;
            }
            if (room.isLastOwner(target)) {
                return 409;
            }
            room.roles.put(target, wished);
            return 200;
        }
        if (!actor.equals(target) && room.rank(actor) < 1) {
            return 403;
        }
        if (wished != null && wished != Role.MEMBER && room.rank(actor) < 2) {
            return 403;
        }
        if (room.bans.contains(target)) {
            return actor.equals(target) ? 403 : 409;
        }
        if (room.archived) {
            return 409;
        }
        room.roles.put(target, wished == null ? Role.MEMBER : wished);
        room.log.add(
                actor.equals(target)
                        ? new RoomEvent.Body.Joined(target.user())
                        : new RoomEvent.Body.Invited(target.user()));
        return 200;
    }

    private int remove(ModelRoom room, Speaker actor, Speaker target) {
        if (room.hides(actor)) {
            return HIDDEN;
        }
        if (!actor.equals(target)) {
            if (room.rank(actor) < 1) {
                return 403;
            }
            if (room.roles.containsKey(target) && room.rank(actor) <= room.rankIn(target)) {
                return 403;
            }
        }
        if (!room.roles.containsKey(target)) {
            return 404;
        }
        if (room.isLastOwner(target)) {
            return 409;
        }
        room.roles.remove(target);
        room.log.add(
                actor.equals(target)
                        ? new RoomEvent.Body.Left(target.user())
                        : new RoomEvent.Body.Removed(target.user()));
        return 204;
    }

    private int ban(ModelRoom room, Speaker actor, Speaker target) {
        if (room.hides(actor)) {
            return HIDDEN;
        }
        if (room.rank(actor) < 1) {
            return 403;
        }
        if (actor.equals(target)) {
            return 409;
        }
        if (room.roles.containsKey(target)) {
            if (room.rank(actor) <= room.rankIn(target)) {
                return 403;
            }
            if (room.isLastOwner(target)) {
                return 409;
            }
            room.roles.remove(target);
            room.log.add(new RoomEvent.Body.Removed(target.user()));
        }
        room.bans.add(target);
        return 204;
    }

    private int unban(ModelRoom room, Speaker actor, Speaker target) {
        if (room.hides(actor)) {
            return HIDDEN;
        }
        if (room.rank(actor) < 1) {
            return 403;
        }
        room.bans.remove(target);
        return 204;
    }

    private int change(ModelRoom room, Speaker actor, String name, boolean archived) {
        if (room.hides(actor)) {
            return HIDDEN;
        }
        if (room.rank(actor) < 1) {
            return 403;
        }
        if (!name.equals(room.name)) {
            room.name = name;
            room.log.add(new RoomEvent.Body.Renamed(name));
        }
        if (archived != room.archived) {
            room.archived = archived;
            room.log.add(new RoomEvent.Body.Archived(name, archived));
        }
        return 200;
    }

    private int delete(ModelRoom room, Speaker actor) {
        if (room.hides(actor)) {
            return HIDDEN;
        }
        if (room.rank(actor) < 2) {
            return 403;
        }
        room.deleted = true;
        room.log.clear();
        return 204;
    }

    private void everybodySeesWhatTheModelSays() {
        for (Speaker speaker : people) {
            Set<String> listed = new HashSet<>();
            desk.get(speaker, "/api/rooms")
                    .ok()
                    .get("items")
                    .forEach(item -> listed.add(item.get("id").asString()
                            + ' '
                            + item.get("name").asString()
                            + ' '
                            + item.get("archived").asBoolean()
                            + ' '
                            + item.path("role").asString("-")));
            for (ModelRoom room : rooms) {
                String line = room.id
                        + ' '
                        + room.name
                        + ' '
                        + room.archived
                        + ' '
                        + (room.roles.containsKey(speaker)
                                ? room.roles.get(speaker).word()
                                : "-");
                if (room.hides(speaker)) {
                    assertThat(listed).noneMatch(item -> item.startsWith(room.id + ' '));
                } else {
                    assertThat(listed).contains(line);
                }
                int rights = room.hides(speaker) ? HIDDEN : room.roles.containsKey(speaker) ? 200 : 403;
                assertThat(desk.get(speaker, "/api/rooms/{r}/members", room.id).status())
                        .isEqualTo(rights);
            }
        }
        for (ModelRoom room : rooms) {
            assertThat(bodies(room.id)).isEqualTo(room.log);
            if (!room.deleted) {
                everyListAgrees(room);
            }
        }
    }

    private void everyListAgrees(ModelRoom room) {
        Speaker owner = room.roles.keySet().stream()
                .filter(speaker -> room.roles.get(speaker) == Role.OWNER)
                .findFirst()
                .orElseThrow(() -> new AssertionError("A room without an owner"));
        Map<String, String> roles = new TreeMap<>();
        room.roles.forEach((speaker, role) -> roles.put(speaker.username(), role.word()));
        assertThat(desk.members(owner, room.id))
                .containsExactlyElementsOf(roles.entrySet().stream()
                        .map(entry -> entry.getKey() + ':' + entry.getValue())
                        .toList());
        Set<String> banned = new TreeSet<>();
        desk.get(owner, "/api/rooms/{r}/bans", room.id)
                .ok()
                .get("items")
                .forEach(ban -> banned.add(ban.at("/user/id").asString()));
        assertThat(banned)
                .containsExactlyInAnyOrderElementsOf(
                        room.bans.stream().map(Speaker::user).map(UserId::value).toList());
    }

    private List<RoomEvent.Body> bodies(String room) {
        List<RoomEvent> log = events.after(new RoomId(room), 0, 10_000);
        for (int index = 0; index < log.size(); index++) {
            assertThat(log.get(index).sequence()).isEqualTo(index + 1);
        }
        return log.stream().map(RoomEvent::body).toList();
    }
}
