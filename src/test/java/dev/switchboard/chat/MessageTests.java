package dev.switchboard.chat;

import static dev.switchboard.chat.Talk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.Refusal;
import dev.switchboard.broker.Accepted;
import dev.switchboard.identity.Scope;
import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What is said and done to messages, over REST and as STOMP's controllers are called, and each way to be refused. */
@ChatTest
class MessageTests {

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private Talk talk;

    @Autowired
    private MessageFrames frames;

    @Autowired
    private Messages messages;

    private Speaker ada;
    private Speaker bob;
    private String room;

    @BeforeEach
    void twoPeopleInARoom() {
        ada = crowd.person("ada");
        bob = crowd.person("bob");
        room = desk.room(ada, "Talk", false);
        join(bob);
        talk.later(Duration.ZERO);
    }

    @Test
    void whatIsSaidOverRestIsAnsweredWithItsEventAfterTheCommit() {
        Desk.Answer answer = say(ada, "hello");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode event = answer.body();
        assertThat(event.get("type").asString()).isEqualTo("message");
        assertThat(event.get("room").asString()).isEqualTo(room);
        assertThat(event.get("text").asString()).isEqualTo("hello");
        assertThat(event.get("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(event.get("id").asString()).matches("[0-9A-Z]{26}");
        assertThat(event.get("by"))
                .isEqualTo(desk.json(Map.of("id", ada.user().value(), "username", ada.username(), "name", ada.name())));
        assertThat(event.has("replyTo")).isFalse();
        assertThat(event.has("clientMsgId")).isFalse();
        long sequence = event.get("seq").asLong();
        assertThat(eventsAfter(sequence - 1)).containsExactly(event);
        assertThat(history("").get("head").asLong()).isEqualTo(sequence);
    }

    @Test
    void aRepeatHasOneEffectAndIsAnsweredWithTheFirstEvent() {
        Desk.Answer first = desk.say(ada, Map.of("text", "once"), "my id", room);
        Desk.Answer repeat = desk.say(ada, Map.of("text", "once"), "my id", room);
        Accepted again = accepted(frames.say(ada, new MessageFrames.Say(room, "once", null), "my id"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().get("clientMsgId").asString()).isEqualTo("my id");
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(again)
                .isEqualTo(new Accepted(
                        first.body().get("seq").asLong(), first.body().get("id").asString(), true));
        assertThat(history("").get("items")).hasSize(1);
    }

    @Test
    void aRepeatIsAnsweredEvenIfTheRoomIsClosedOrLeftMeanwhile() {
        Desk.Answer first = desk.say(bob, Map.of("text", "once"), "before", room);
        desk.delete(bob, "/api/rooms/{room}/members/me", room).ok();

        assertThat(desk.say(bob, Map.of("text", "once"), "before", room).body()).isEqualTo(first.body());
        desk.say(bob, Map.of("text", "twice"), "after", room).isRefused(403, "forbidden");
    }

    @Test
    void theSameIdWithOtherContentIsRefused() {
        desk.say(ada, Map.of("text", "one"), "my id", room).ok();
        String other = desk.room(ada, "Elsewhere", false);

        desk.say(ada, Map.of("text", "two"), "my id", room).isRefused(409, "conflict");
        desk.say(ada, Map.of("text", "one"), "my id", other).isRefused(409, "conflict");
        assertRefused(
                Refusal.CONFLICT, () -> frames.delete(ada, new MessageFrames.Target(room, lastSequence()), "my id"));
        assertThat(desk.say(bob, Map.of("text", "two"), "my id", room).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tab\there", "ümlaut", "emoji😀", "line\nbreak"})
    void aClientsIdHasItsForm(String id) {
        assertRefused(Refusal.INVALID, () -> frames.say(ada, new MessageFrames.Say(room, "text", null), id));
    }

    @Test
    void aClientsIdHasItsLength() {
        assertThat(desk.say(ada, Map.of("text", "text"), "x".repeat(128), room).status())
                .isEqualTo(201);
        desk.say(ada, Map.of("text", "text"), "x".repeat(129), room).isRefused(400, "invalid");
    }

    @Test
    void aReceiptOverStompCarriesSequenceAndId() {
        Accepted accepted = accepted(frames.say(ada, new MessageFrames.Say(room, "hello", null), null));

        JsonNode item = history("").get("items").get(0);
        assertThat(accepted.sequence()).isEqualTo(item.get("seq").asLong());
        assertThat(accepted.id()).isEqualTo(item.get("id").asString());
        assertThat(accepted.deduplicated()).isFalse();
    }

    @Test
    void aReplyNamesAMessageOfItsRoom() {
        long question = talk.say(ada, room, "question");

        Desk.Answer answer = desk.post(bob, Map.of("text", "answer", "replyTo", question), path());

        assertThat(answer.ok().get("replyTo").asLong()).isEqualTo(question);
        long joined = question - 1;
        desk.post(bob, Map.of("text", "answer", "replyTo", joined), path()).isRefused(404, "not_found");
        desk.post(bob, Map.of("text", "answer", "replyTo", question + 100), path())
                .isRefused(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t ", "nul\u0000", "half \ud83d", "\ude00 half"})
    void aTextThatIsNoneIsRefused(String text) {
        assertRefused(Refusal.INVALID, () -> frames.say(ada, new MessageFrames.Say(room, text, null), null));
        assertThat(history("").get("items")).isEmpty();
    }

    @Test
    void aTextIsNeitherMissingNorTooLong() {
        desk.post(ada, Map.of(), path()).isRefused(400, "invalid");
        assertThat(say(ada, "😀".repeat(8000)).status()).isEqualTo(201);
        say(ada, "😀".repeat(8001)).isRefused(413, "too_large");
    }

    @Test
    void whoIsNotInARoomIsRefusedAndOfAPrivateOneKnowsNothing() {
        Speaker eve = crowd.person("eve");
        String secret = desk.room(ada, "Secret", true);

        for (Refused refused : List.of(
                new Refused(room, 403, "forbidden"),
                new Refused(secret, 404, "not_found"),
                new Refused("no-such-room", 404, "not_found"),
                new Refused("No%20such room", 404, "not_found"))) {
            desk.post(eve, Map.of("text", "hi"), "/api/rooms/{room}/messages", refused.room)
                    .isRefused(refused.status, refused.code);
            desk.get(eve, "/api/rooms/{room}/messages", refused.room).isRefused(refused.status, refused.code);
            desk.get(eve, "/api/rooms/{room}/events", refused.room).isRefused(refused.status, refused.code);
            desk.put(eve, Map.of("seq", 1), "/api/rooms/{room}/read", refused.room)
                    .isRefused(refused.status, refused.code);
        }
        assertRefused(Refusal.NOT_FOUND, () -> frames.say(eve, new MessageFrames.Say(secret, "hi", null), null));
        assertRefused(Refusal.FORBIDDEN, () -> frames.typing(eve, new MessageFrames.Target(room, null)));
        assertRefused(Refusal.INVALID, () -> frames.say(eve, new MessageFrames.Say("No Form", "hi", null), null));
        assertRefused(Refusal.INVALID, () -> frames.say(eve, new MessageFrames.Say(null, "hi", null), null));
    }

    @Test
    void anArchivedRoomIsReadButNotWritten() {
        long message = talk.say(ada, room, "before");
        desk.patch(ada, Map.of("archived", true), "/api/rooms/{room}", room).ok();

        say(ada, "after").isRefused(409, "conflict");
        assertRefused(Refusal.CONFLICT, () -> frames.edit(ada, new MessageFrames.Edit(room, message, "x"), null));
        assertRefused(Refusal.CONFLICT, () -> frames.delete(ada, new MessageFrames.Target(room, message), null));
        assertRefused(Refusal.CONFLICT, () -> frames.restore(ada, new MessageFrames.Target(room, message), null));
        assertRefused(
                Refusal.CONFLICT, () -> frames.react(ada, new MessageFrames.React(room, message, "👍", true), null));
        assertThat(desk.put(bob, Map.of("seq", message), "/api/rooms/{room}/read", room)
                        .status())
                .isEqualTo(204);
        assertThat(history("").get("items")).hasSize(1);
    }

    @Test
    void aTokenWithoutTheScopeMayNotWrite() {
        Speaker reader =
                new Speaker(ada.user(), ada.username(), ada.name(), false, ada.credential(), Set.of(Scope.READ), null);

        assertRefused(Refusal.FORBIDDEN, () -> frames.say(reader, new MessageFrames.Say(room, "hi", null), null));
        assertRefused(Refusal.FORBIDDEN, () -> frames.read(reader, new MessageFrames.Target(room, 1L)));
        assertRefused(Refusal.FORBIDDEN, () -> frames.typing(reader, new MessageFrames.Target(room, null)));
    }

    @Test
    void onlyItsAuthorEditsAMessageAndOnlyWhileItIsThere() {
        long message = talk.say(bob, room, "first");

        assertRefused(Refusal.FORBIDDEN, () -> frames.edit(ada, new MessageFrames.Edit(room, message, "x"), null));
        Accepted edited = accepted(frames.edit(bob, new MessageFrames.Edit(room, message, "second"), null));
        Accepted same = accepted(frames.edit(bob, new MessageFrames.Edit(room, message, "second"), null));

        assertThat(edited.sequence()).isEqualTo(message + 1);
        assertThat(same).isEqualTo(Accepted.WITHOUT_EVENT);
        JsonNode item = history("").get("items").get(0);
        assertThat(item.get("text").asString()).isEqualTo("second");
        assertThat(item.get("editedAt").asString()).endsWith("Z");
        assertRefused(Refusal.INVALID, () -> frames.edit(bob, new MessageFrames.Edit(room, message, " "), null));
        assertRefused(Refusal.INVALID, () -> frames.edit(bob, new MessageFrames.Edit(room, null, "x"), null));
        assertRefused(Refusal.NOT_FOUND, () -> frames.edit(bob, new MessageFrames.Edit(room, 1L, "x"), null));
        talk.delete(bob, room, message);
        assertRefused(Refusal.CONFLICT, () -> frames.edit(bob, new MessageFrames.Edit(room, message, "x"), null));
    }

    @Test
    void itsAuthorOrAModeratorDeletesAMessageAndTheTombstoneSaysWho() {
        long bobs = talk.say(bob, room, "mine");
        long adas = talk.say(ada, room, "owner's");

        assertRefused(Refusal.FORBIDDEN, () -> frames.delete(bob, new MessageFrames.Target(room, adas), null));
        accepted(frames.delete(ada, new MessageFrames.Target(room, bobs), null));
        accepted(frames.delete(ada, new MessageFrames.Target(room, adas), null));

        JsonNode item = history("").get("items").get(0);
        assertThat(item.get("text").isNull()).isTrue();
        assertThat(item.get("by").get("id").asString()).isEqualTo(bob.user().value());
        assertThat(item.get("deleted").get("by").get("username").asString()).isEqualTo(ada.username());
        assertThat(accepted(frames.delete(ada, new MessageFrames.Target(room, bobs), null)))
                .isEqualTo(Accepted.WITHOUT_EVENT);
        assertRefused(Refusal.NOT_FOUND, () -> frames.delete(ada, new MessageFrames.Target(room, 9999L), null));
        assertRefused(Refusal.INVALID, () -> frames.delete(ada, new MessageFrames.Target(room, 0L), null));
    }

    @Test
    void aDeletionIsTakenBackByTheAuthorWhoMadeItForTenSeconds() {
        long message = talk.say(bob, room, "back again");
        assertThat(talk.restore(bob, room, message)).isEqualTo(Said.WITHOUT_EVENT);
        talk.delete(bob, room, message);

        assertRefused(Refusal.FORBIDDEN, () -> frames.restore(ada, new MessageFrames.Target(room, message), null));
        RoomEvent restored = talk.restore(bob, room, message).event().orElseThrow();

        assertThat(restored.body()).isEqualTo(new RoomEvent.Body.Restored(message, "back again"));
        assertThat(history("").get("items").get(0).get("text").asString()).isEqualTo("back again");
        talk.delete(bob, room, message);
        talk.later(Duration.ofSeconds(11));
        assertThat(refusal(() -> talk.restore(bob, room, message)).refusal()).isEqualTo(Refusal.CONFLICT);
    }

    @Test
    void whatAModeratorDeletedItsAuthorDoesNotTakeBack() {
        long message = talk.say(bob, room, "rude");
        talk.delete(ada, room, message);

        assertThat(refusal(() -> talk.restore(bob, room, message)).refusal()).isEqualTo(Refusal.FORBIDDEN);
    }

    @Test
    void aReactionIsAnEventIfItChangesAnything() {
        long message = talk.say(bob, room, "nice");

        Accepted on = accepted(frames.react(ada, new MessageFrames.React(room, message, "👍", true), null));
        Accepted again = accepted(frames.react(ada, new MessageFrames.React(room, message, "👍", true), null));
        accepted(frames.react(bob, new MessageFrames.React(room, message, "❤️", true), null));
        accepted(frames.react(bob, new MessageFrames.React(room, message, "👍", true), null));

        assertThat(on.sequence()).isEqualTo(message + 1);
        assertThat(again).isEqualTo(Accepted.WITHOUT_EVENT);
        assertThat(history("").get("items").get(0).get("reactions"))
                .isEqualTo(desk.json(List.of(
                        Map.of("emoji", "👍", "count", 2, "mine", true, "people", persons(ada, bob)),
                        Map.of("emoji", "❤️", "count", 1, "mine", false, "people", persons(bob)))));
        accepted(frames.react(ada, new MessageFrames.React(room, message, "👍", false), null));
        assertThat(accepted(frames.react(ada, new MessageFrames.React(room, message, "👍", false), null)))
                .isEqualTo(Accepted.WITHOUT_EVENT);
        assertThat(history("").get("items").get(0).get("reactions").get(0))
                .isEqualTo(desk.json(Map.of("emoji", "👍", "count", 1, "mine", false, "people", persons(bob))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "\u0007", "👍 ", "<b>", "\u202e👍", "\ud83d"})
    void whatIsNoEmojiIsRefused(String emoji) {
        long message = talk.say(bob, room, "nice");

        assertRefused(
                Refusal.INVALID, () -> frames.react(ada, new MessageFrames.React(room, message, emoji, true), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍🏽", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "ℹ️", "🇨🇳", "❤️‍🔥"})
    void anyEmojiIsOne(String emoji) {
        long message = talk.say(bob, room, "nice");

        assertThat(accepted(frames.react(ada, new MessageFrames.React(room, message, emoji, true), null))
                        .sequence())
                .isEqualTo(message + 1);
    }

    @Test
    void aMessageHasOnlySoManyDifferentEmoji() {
        long message = talk.say(bob, room, "nice");
        for (int number = 0; number < 50; number++) {
            talk.react(ada, room, message, Character.toString(0x1f400 + number), true);
        }

        assertRefused(
                Refusal.CONFLICT, () -> frames.react(bob, new MessageFrames.React(room, message, "👍", true), null));
        accepted(frames.react(bob, new MessageFrames.React(room, message, Character.toString(0x1f400), true), null));
        assertRefused(
                Refusal.INVALID, () -> frames.react(bob, new MessageFrames.React(room, message, "👍", null), null));
        assertRefused(
                Refusal.INVALID,
                () -> frames.react(bob, new MessageFrames.React(room, message, "👍".repeat(33), true), null));
        talk.delete(bob, room, message);
        assertRefused(
                Refusal.CONFLICT, () -> frames.react(bob, new MessageFrames.React(room, message, "👍", true), null));
    }

    @Test
    void aReadPositionOnlyMovesForwardAndNotBeyondTheHead() {
        long first = talk.say(ada, room, "one");
        long second = talk.say(ada, room, "two");

        desk.put(bob, Map.of("seq", second), "/api/rooms/{room}/read", room).ok();
        desk.put(bob, Map.of("seq", first), "/api/rooms/{room}/read", room).ok();
        assertThat(desk.item(bob, room).get("read").asLong()).isEqualTo(second);
        accepted(frames.read(bob, new MessageFrames.Target(room, 1_000_000L)));
        assertThat(desk.item(bob, room).get("read").asLong()).isEqualTo(second);
        talk.say(ada, room, "three");

        assertThat(desk.item(bob, room).get("unread").asLong()).isEqualTo(1);
        desk.put(bob, Map.of("seq", -1), "/api/rooms/{room}/read", room).isRefused(400, "invalid");
        desk.put(bob, Map.of(), "/api/rooms/{room}/read", room).isRefused(400, "invalid");
    }

    @Test
    void sendsAreLimitedTogetherOverRestAndStomp() {
        List<CompletableFuture<Said>> all = new ArrayList<>();
        for (int number = 0; number < 400; number++) {
            all.add(messages.say(Talk.wish(ada, room), "fast", null).toCompletableFuture());
        }
        Map<Boolean, Integer> counts = new HashMap<>();
        for (CompletableFuture<Said> one : all) {
            counts.merge(one.handle((said, thrown) -> thrown == null).join(), 1, Integer::sum);
        }
        assertThat(counts.get(true)).isGreaterThanOrEqualTo(100);
        assertThat(counts.get(false)).isGreaterThanOrEqualTo(1);

        List<Desk.Answer> refused = new ArrayList<>();
        for (int number = 0; number < 200 && refused.isEmpty(); number++) {
            messages.say(Talk.wish(ada, room), "fast", null);
            Desk.Answer answer = say(ada, "fast");
            if (answer.status() != 201) {
                refused.add(answer.isRefused(429, "too_many"));
            }
        }
        assertThat(refused)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.body().get("retryAfter").asLong()).isEqualTo(1));
        assertThat(say(bob, "others are not concerned").status()).isEqualTo(201);
    }

    @Test
    void historyIsPagedBySequenceInBothDirections() {
        List<Long> sequences = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            sequences.add(talk.say(ada, room, "text " + number));
        }

        assertPage("?limit=3", sequences.subList(4, 7), sequences.get(4), null);
        assertPage("?limit=3&before=" + sequences.get(4), sequences.subList(1, 4), sequences.get(1), sequences.get(3));
        assertPage("?limit=3&before=" + sequences.get(1), sequences.subList(0, 1), null, sequences.get(0));
        assertPage("?limit=3&after=" + sequences.get(3), sequences.subList(4, 7), sequences.get(4), null);
        assertPage("?limit=3&after=0", sequences.subList(0, 3), null, sequences.get(2));
        assertPage("?limit=3&around=" + sequences.get(3), sequences.subList(2, 5), sequences.get(2), sequences.get(4));
        assertPage("?limit=1&around=" + sequences.get(3), sequences.subList(3, 4), sequences.get(3), sequences.get(3));
        assertPage("?after=" + sequences.get(6), List.of(), sequences.get(6) + 1, null);
        assertPage("?before=1", List.of(), null, 0L);
        assertPage("?after=" + Long.MAX_VALUE, List.of(), null, null);
        assertPage("", sequences, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=1000000000",
                "limit=x",
                "before=-1",
                "after=-1",
                "around=-5",
                "before=x",
                "before=1&after=1",
                "after=1&around=1",
                "limit=99999999999999"
            })
    void aPageThatCannotBeMeantIsRefused(String query) {
        desk.get(ada, "/api/rooms/" + room + "/messages?" + query).isRefused(400, "invalid");
        if (query.startsWith("limit") || query.equals("after=-1")) {
            desk.get(ada, "/api/rooms/" + room + "/events?" + query).isRefused(400, "invalid");
        }
    }

    @Test
    void aPageHasAtMostTwoHundredItems() {
        for (int number = 0; number < 205; number++) {
            talk.say(ada, room, "text");
        }

        assertThat(history("?limit=1000").get("items")).hasSize(200);
        assertThat(desk.get(ada, "/api/rooms/" + room + "/events?limit=1000")
                        .ok()
                        .get("items"))
                .hasSize(200);
        assertThat(history("").get("items")).hasSize(50);
    }

    @Test
    void theLogIsReadFromItsBeginningPageByPage() {
        talk.say(ada, room, "text");
        long head = history("").get("head").asLong();
        List<Long> seen = new ArrayList<>();
        String after = "0";
        while (!after.isEmpty()) {
            JsonNode page = desk.get(ada, "/api/rooms/" + room + "/events?limit=2&after=" + after)
                    .ok();
            page.get("items").forEach(event -> seen.add(event.get("seq").asLong()));
            assertThat(page.get("head").asLong()).isEqualTo(head);
            after = page.get("next").isNull() ? "" : page.get("next").asString();
        }

        assertThat(seen).hasSize((int) head).isSorted().startsWith(1L).endsWith(head);
    }

    private void assertPage(String query, List<Long> sequences, @Nullable Long prev, @Nullable Long next) {
        JsonNode page = history(query);
        List<Long> found = new ArrayList<>();
        page.get("items").forEach(item -> found.add(item.get("seq").asLong()));
        assertThat(found).as(query).isEqualTo(sequences);
        assertThat(page.get("prev")).as(query + " prev").isEqualTo(desk.json(prev));
        assertThat(page.get("next")).as(query + " next").isEqualTo(desk.json(next));
    }

    private JsonNode history(String query) {
        return desk.get(ada, "/api/rooms/" + room + "/messages" + query).ok();
    }

    private List<JsonNode> eventsAfter(long sequence) {
        return desk.get(ada, "/api/rooms/" + room + "/events?after=" + sequence)
                .ok()
                .get("items")
                .valueStream()
                .toList();
    }

    private long lastSequence() {
        return history("?limit=1").get("items").get(0).get("seq").asLong();
    }

    private static List<Person> persons(Speaker... speakers) {
        return Stream.of(speakers)
                .map(speaker -> new Person(speaker.user().value(), speaker.username(), speaker.name()))
                .toList();
    }

    private Desk.Answer say(Speaker speaker, String text) {
        return desk.post(speaker, Map.of("text", text), path());
    }

    private String path() {
        return "/api/rooms/" + room + "/messages";
    }

    private void join(Speaker speaker) {
        desk.put(speaker, Map.of(), "/api/rooms/{room}/members/me", room).ok();
    }

    private static Accepted accepted(CompletionStage<Accepted> stage) {
        return Writer.await(stage);
    }

    private static void assertRefused(Refusal refusal, Supplier<CompletionStage<Accepted>> attempt) {
        assertThat(refusal(() -> accepted(attempt.get())).refusal()).isEqualTo(refusal);
    }

    private record Refused(String room, int status, String code) {}
}
