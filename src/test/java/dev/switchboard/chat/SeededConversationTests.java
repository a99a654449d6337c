package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.RefusedException;
import dev.switchboard.UserId;
import dev.switchboard.identity.Speaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Seeded conversations: what a client makes of the events is what it would fetch, and the counts are what the log says. */
@ChatTest
class SeededConversationTests {

    private static final int STEPS = 120;
    private static final List<String> EMOJI = List.of("👍", "❤️", "🎉");

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private Talk talk;

    @Autowired
    private Unread unread;

    private final List<Speaker> people = new ArrayList<>();
    private final Map<UserId, Long> read = new HashMap<>();
    private String room = "";

    /** Every message since the room's beginning, by its events alone. */
    private final Map<Long, ObjectNode> truth = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eventsAddUpToWhatIsFetchedAndCountsToWhatTheLogSays(long seed) {
        Random random = new Random(seed);
        for (String name : List.of("ada", "bob", "eve")) {
            people.add(crowd.person(name));
        }
        Speaker owner = people.getFirst();
        room = desk.room(owner, "Seed " + seed, false);
        Map<Long, ObjectNode> state = new TreeMap<>();
        long applied = 0;
        long known = 0;
        for (int step = 0; step < STEPS; step++) {
            act(random, people.get(random.nextInt(people.size())));
            if (random.nextInt(10) == 0) {
                // A client that starts here: it fetches, and goes on from the page's head.
                JsonNode page = fetch(owner);
                state.clear();
                page.get("items").forEach(item -> state.put(item.get("seq").asLong(), (ObjectNode) item));
                applied = page.get("head").asLong();
            }
            for (JsonNode event : desk.get(owner, "/api/rooms/" + room + "/events?limit=200&after=" + known)
                    .ok()
                    .get("items")) {
                assertThat(event.get("seq").asLong()).isEqualTo(++known);
                apply(truth, (ObjectNode) event, owner);
                if (event.get("type").asString().equals("joined")) {
                    read.merge(new UserId(event.get("user").get("id").asString()), known, Math::max);
                }
                if (known > applied) {
                    apply(state, (ObjectNode) event, owner);
                    applied = known;
                }
            }
            assertThat(new ArrayList<JsonNode>(state.values()))
                    .as("seed %s, step %s", seed, step)
                    .isEqualTo(fetch(owner).get("items").valueStream().toList());
            for (Speaker reader : people) {
                assertCounts(reader, "seed " + seed + ", step " + step, step % 10 == 0);
            }
        }
    }

    private void act(Random random, Speaker who) {
        List<JsonNode> items =
                fetch(people.getFirst()).get("items").valueStream().toList();
        long message = items.isEmpty()
                ? 1
                : items.get(random.nextInt(items.size())).get("seq").asLong();
        try {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> talk.say(who, room, text(random));
                case 3 -> talk.edit(who, room, message, text(random));
                case 4, 5 -> talk.delete(who, room, message);
                case 6, 7 -> talk.restore(who, room, message);
                case 8 -> talk.react(who, room, message, EMOJI.get(random.nextInt(3)), random.nextBoolean());
                case 9 -> {
                    long upTo = random.nextInt(60);
                    talk.read(who, room, upTo);
                    read.merge(who.user(), Math.min(upTo, head()), Math::max);
                }
                case 10 -> desk.put(who, Map.of(), "/api/rooms/{room}/members/me", room);
                default -> desk.delete(who, "/api/rooms/{room}/members/me", room);
            }
        } catch (RefusedException refused) {
            // Not everybody may do everything: nothing has changed then.
        }
    }

    private String text(Random random) {
        String name = people.get(random.nextInt(people.size())).username();
        return switch (random.nextInt(5)) {
            case 0 -> "hello " + random.nextInt(1000);
            case 1 -> "hi @" + name;
            case 2 -> "@" + name.toUpperCase(Locale.ROOT) + ", look: @" + name + ".";
            case 3 -> "not a mention: me@" + name + " @" + name + "x";
            default -> "@" + people.getFirst().username() + " and (@" + name + ")!";
        };
    }

    /** What a client does with an event, by protocol.md alone. */
    private void apply(Map<Long, ObjectNode> state, ObjectNode event, Speaker me) {
        if (event.get("type").asString().equals("message")) {
            ObjectNode item = event.deepCopy();
            item.putArray("reactions");
            state.put(event.get("seq").asLong(), item);
            return;
        }
        ObjectNode item = event.has("target") ? state.get(event.get("target").asLong()) : null;
        if (item == null) {
            return;
        }
        switch (event.get("type").asString()) {
            case "edited" -> item.set("text", event.get("text")).asObject().set("editedAt", event.get("at"));
            case "deleted" -> {
                item.putNull("text");
                ObjectNode deleted = item.putObject("deleted");
                deleted.set("by", event.get("by"));
                deleted.set("at", event.get("at"));
            }
            case "restored" -> {
                item.remove("deleted");
                item.set("text", event.get("text"));
            }
            case "reaction" -> react((ArrayNode) item.get("reactions"), event, me);
            default -> throw new AssertionError("Not about a message: " + event);
        }
    }

    private static void react(ArrayNode reactions, ObjectNode event, Speaker me) {
        boolean on = event.get("on").asBoolean();
        boolean mine = event.get("by").get("id").asString().equals(me.user().value());
        Map<String, ObjectNode> byEmoji = new LinkedHashMap<>();
        reactions.forEach(one -> byEmoji.put(one.get("emoji").asString(), (ObjectNode) one));
        String emoji = event.get("emoji").asString();
        ObjectNode one = byEmoji.computeIfAbsent(emoji, first -> {
            ObjectNode fresh = reactions.objectNode();
            fresh.put("emoji", first).put("count", 0).put("mine", false).putArray("people");
            return fresh;
        });
        ArrayNode named = (ArrayNode) one.get("people");
        if (on) {
            named.add(event.get("by"));
        } else {
            named.values().removeIf(event.get("by")::equals);
        }
        one.put("count", one.get("count").asInt() + (on ? 1 : -1));
        if (mine) {
            one.put("mine", on);
        }
        byEmoji.values().removeIf(left -> left.get("count").asInt() == 0);
        reactions.removeAll();
        reactions.addAll(byEmoji.values());
    }

    /** Counts anew from all messages, and compares with what is told, now and then in the list of rooms too. */
    private void assertCounts(Speaker reader, String when, boolean inList) {
        Unread.Counts counts = unread.of(reader.user()).get(new RoomId(room));
        long upTo = read.getOrDefault(reader.user(), 0L);
        long expected = 0;
        long named = 0;
        for (ObjectNode message : truth.values()) {
            boolean counted = message.get("seq").asLong() > upTo
                    && !message.has("deleted")
                    && !message.get("by")
                            .get("id")
                            .asString()
                            .equals(reader.user().value());
            expected += counted ? 1 : 0;
            named += counted && names(message.get("text").asString(), reader) ? 1 : 0;
        }
        if (counts != null) {
            assertThat(counts).as(when).isEqualTo(new Unread.Counts(upTo, expected, named));
        }
        if (inList) {
            JsonNode item = desk.item(reader, room);
            assertThat(item.has("role")).as(when).isEqualTo(counts != null);
            assertThat(item.get("unread").asLong()).as(when).isEqualTo(counts == null ? 0 : expected);
            assertThat(item.get("mentions").asLong()).as(when).isEqualTo(counts == null ? 0 : named);
        }
    }

    /** By the words that {@link #text} can make, without the rule's pattern. */
    private static boolean names(String text, Speaker reader) {
        for (String word : text.toLowerCase(Locale.ROOT).split("[ (),!:]", -1)) {
            String bare = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
            if (bare.equals("@" + reader.username())) {
                return true;
            }
        }
        return false;
    }

    private JsonNode fetch(Speaker reader) {
        return desk.get(reader, "/api/rooms/" + room + "/messages?limit=200").ok();
    }

    private long head() {
        return fetch(people.getFirst()).get("head").asLong();
    }
}
