package dev.switchboard.chat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Speaker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who put which emoji on a message, as history says it: exact after any order of reactions, and bounded in names. */
@ChatTest
class ReactionTests {

    private static final List<String> EMOJI = List.of("👍", "❤️", "🎉");
    private static final int CROWD = MessageItem.Reactions.NAMED + 3;

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private Talk talk;

    @Autowired
    private MessageFrames frames;

    private final List<Speaker> people = new ArrayList<>();
    private String room = "";
    private long message;

    @BeforeEach
    void aMessageInARoomOfMany() {
        people.add(crowd.person("ada"));
        room = desk.room(people.getFirst(), "Reactions", false);
        while (people.size() < CROWD) {
            Speaker next = crowd.person("p");
            desk.put(next, Map.of(), "/api/rooms/{room}/members/me", room).ok();
            people.add(next);
        }
        message = talk.say(people.getFirst(), room, "what do you think?");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countAndNamesAreExactAfterAnyOrderOfReactions(long seed) {
        Random random = new Random(seed);
        Map<String, List<Speaker>> expected = new HashMap<>();
        for (int step = 0; step < 150; step++) {
            Speaker who = people.get(random.nextInt(CROWD));
            String emoji = EMOJI.get(random.nextInt(EMOJI.size()));
            boolean on = random.nextInt(3) > 0;
            talk.react(who, room, message, emoji, on);
            List<Speaker> there = expected.computeIfAbsent(emoji, first -> new ArrayList<>());
            if (!on) {
                there.remove(who);
            } else if (!there.contains(who)) {
                there.add(who);
            }
            if (step % 10 != 0 && step != 149) {
                continue;
            }
            Speaker reader = people.get(random.nextInt(CROWD));
            Map<String, JsonNode> found = reactions(reader);
            for (String each : EMOJI) {
                assertReaction(found.get(each), expected.getOrDefault(each, List.of()), reader);
            }
        }
    }

    @Test
    void noMoreThanTheFirstTenAreNamedAndAllAreCounted() {
        people.forEach(person -> talk.react(person, room, message, "👍", true));

        JsonNode all = thumbs(people.getLast());
        talk.react(people.getFirst(), room, message, "👍", false);
        JsonNode without = thumbs(people.getLast());

        assertReaction(all, people, people.getLast());
        assertThat(all.get("people")).hasSize(10);
        assertReaction(without, people.subList(1, CROWD), people.getLast());
        assertThat(without.get("people")).hasSize(10);
    }

    @Test
    void whatOnePersonTogglesFromSeveralPlacesAtOnceIsCountedOnce() {
        Speaker ada = people.getFirst();
        List<CompletableFuture<?>> attempts = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            CompletionStage<?> answer =
                    frames.react(ada, new MessageFrames.React(room, message, "👍", attempt % 4 != 1), null);
            attempts.add(answer.toCompletableFuture());
        }
        CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new)).join();

        assertReaction(reactions(ada).get("👍"), List.of(ada), ada);
    }

    @Test
    void whoseAccountIsDisabledStaysNamed() {
        Speaker gone = people.get(1);
        talk.react(gone, room, message, "👍", true);

        crowd.disable(gone);

        assertReaction(reactions(people.getFirst()).get("👍"), List.of(gone), people.getFirst());
    }

    private JsonNode thumbs(Speaker reader) {
        return requireNonNull(reactions(reader).get("👍"));
    }

    private Map<String, JsonNode> reactions(Speaker reader) {
        Map<String, JsonNode> byEmoji = new HashMap<>();
        for (JsonNode reaction : desk.get(reader, "/api/rooms/" + room + "/messages?limit=1")
                .ok()
                .get("items")
                .get(0)
                .get("reactions")) {
            byEmoji.put(reaction.get("emoji").asString(), reaction);
        }
        return byEmoji;
    }

    private void assertReaction(@Nullable JsonNode reaction, List<Speaker> there, Speaker reader) {
        if (there.isEmpty()) {
            assertThat(reaction).isNull();
            return;
        }
        JsonNode shown = requireNonNull(reaction);
        assertThat(shown.get("count").asInt()).isEqualTo(there.size());
        assertThat(shown.get("mine").asBoolean()).isEqualTo(there.contains(reader));
        assertThat(shown.get("people"))
                .isEqualTo(desk.json(there.stream()
                        .limit(MessageItem.Reactions.NAMED)
                        .map(person -> new Person(person.user().value(), person.username(), person.name()))
                        .toList()));
    }
}
