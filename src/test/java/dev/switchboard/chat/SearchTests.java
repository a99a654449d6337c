package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.identity.Speaker;
import dev.switchboard.log.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What search finds, and for whom. */
@ChatTest
class SearchTests {

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

    private Speaker ada;
    private RoomId room;

    @BeforeEach
    void aRoom() {
        ada = crowd.person("ada");
        room = new RoomId(desk.room(ada, "Search", true));
    }

    @ParameterizedTest
    @CsvSource({
        "「我家在上海东边」,上海",
        "die Größe zählt,grosse",
        "die Größe zählt,größe",
        "die grosse Zahl,größe",
        "the deployment failed,deplo",
        "the deployment failed,failed the",
        "STRASSE,straße",
        "naïve café,cafe NAIVE",
        "party 🎉🎉 now,🎉",
        "well done 👍🏽,👍",
        "see foo_bar-baz.txt,foo_bar-baz",
        "see foo_bar-baz.txt,baz.t",
        "東京タワー,タワー",
        "안녕하세요,녕하",
        "C'est l'été,l'ete",
        "NEAR AND NOT OR,near and not or",
    })
    void finds(String text, String query) {
        long sequence = say(text);

        assertThat(found(ada, query)).containsExactly(sequence);
    }

    @ParameterizedTest
    @CsvSource({
        "「我家在上海东边」,海上",
        "the deployment failed,ployment",
        "the deployment failed,deployment succeeded",
        "one two three,one-three",
        "party 🎉,🎂",
    })
    void findsNotWhatIsNotThere(String text, String query) {
        say(text);

        assertThat(found(ada, query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zebra\"",
                "\"zebra",
                "zebra*",
                "text:zebra",
                "zebra OR 1",
                "NEAR(zebra lion)",
                "-zebra",
                "^zebra",
                "{text}: zebra",
                "zebra)",
                "((zebra",
                "zebra AND",
                "zebra + lion",
                "'; drop table searchable_texts; --",
                "zebra\u0000lion",
                "zebra\uD800",
                "😀😀😀 zebra \u202E",
            })
    void theQueryIsNeverSyntax(String query) {
        long sequence = say("a zebra and a lion, text 1, near; or drop table searchable_texts 😀😀😀");

        List<Long> found = found(ada, query);

        assertThat(found).isIn(List.of(), List.of(sequence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-zebra", "zebra*", "\"zebra\"", "^zebra", "(zebra", "zebra AND lion", "+zebra"})
    void signsAreLeftOut(String query) {
        long sequence = say("a zebra and a lion");

        assertThat(found(ada, query)).containsExactly(sequence);
    }

    @Test
    void anyTextMayBeLookedFor() {
        Random random = new Random(7);
        say("something");
        for (int round = 0; round < 300; round++) {
            StringBuilder query = new StringBuilder("x");
            for (int length = random.nextInt(20); length > 0; length--) {
                query.append(random.nextBoolean() ? (char) (32 + random.nextInt(95)) : (char) random.nextInt(0xD800));
            }
            assertThat(desk.get(ada, "/api/search?q={q}", query.toString()).status())
                    .as("%s", query)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "***", "()", "-- ;", "\u0000", "´"})
    void nothingToLookForIsSaid(String query) {
        desk.get(ada, "/api/search?q={q}", query).isRefused(400, "invalid");
    }

    @Test
    void absurdQueriesAreRefused() {
        desk.get(ada, "/api/search").isRefused(400, "invalid");
        desk.get(ada, "/api/search?q={q}", "x".repeat(257)).isRefused(400, "invalid");
        desk.get(ada, "/api/search?q={q}", "x ".repeat(33)).isRefused(400, "invalid");
        desk.get(ada, "/api/search?q=x&before=0").isRefused(400, "invalid");
        desk.get(ada, "/api/search?q=x&before=now").isRefused(400, "invalid");
        assertThat(desk.get(ada, "/api/search?q={q}", "y".repeat(256)).status()).isEqualTo(200);
    }

    @Test
    void followsEditingDeletingAndRestoring() {
        long sequence = say("The quetzal sings");

        append(new RoomEvent.Body.Edited(sequence, "The ostrich runs"));
        assertThat(found(ada, "quetzal")).isEmpty();
        assertThat(found(ada, "ostrich")).containsExactly(sequence);

        append(new RoomEvent.Body.Deleted(sequence));
        assertThat(found(ada, "ostrich")).isEmpty();
        assertThat(indexKnows("ostrich")).isFalse();
        assertThat(indexKnows("quetzal")).isFalse();

        append(new RoomEvent.Body.Restored(sequence, "The ostrich runs"));
        assertThat(found(ada, "ostrich")).containsExactly(sequence);
        assertThat(indexKnows("ostrich")).isTrue();
    }

    @Test
    void forgetsADeletedRoom() {
        for (int number = 0; number < 120; number++) {
            say("a xylophone");
        }
        assertThat(indexKnows("xylophone")).isTrue();

        desk.delete(ada, "/api/rooms/{room}", room.value()).ok();

        assertThat(found(ada, "xylophone")).isEmpty();
        await().untilAsserted(() -> assertThat(indexKnows("xylophone")).isFalse());
        assertThat(readers.sql("select count(*) from searchable_messages where room = :room")
                        .param("room", room.value())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void onlyOnesRoomsOfNowAreSearched() {
        Speaker bob = crowd.person("bob");
        long sequence = say("our common kiwi");
        RoomId open = new RoomId(desk.room(ada, "Open", false));
        say(open, ada, "a public kiwi");

        assertThat(found(bob, "kiwi")).isEmpty();
        desk.put(ada, Map.of(), "/api/rooms/{room}/members/{user}", room, bob.username())
                .ok();
        assertThat(found(bob, "kiwi")).containsExactly(sequence);
        desk.delete(ada, "/api/rooms/{room}/members/{user}", room, bob.username())
                .ok();
        assertThat(found(bob, "kiwi")).isEmpty();

        desk.get(bob, "/api/search?q=kiwi&room={room}", room).isRefused(404, "not_found");
        desk.get(bob, "/api/search?q=kiwi&room=no-such-room").isRefused(404, "not_found");
        desk.get(bob, "/api/search?q=kiwi&room={room}", open).isRefused(403, "forbidden");
        desk.put(bob, Map.of(), "/api/rooms/{room}/members/me", open).ok();
        assertThat(desk.get(bob, "/api/search?q=kiwi&room={room}", open).ok().get("items"))
                .hasSize(1);
    }

    @Test
    void pagesWithoutHoleOrRepeatTheNewestFirst() {
        RoomId other = new RoomId(desk.room(ada, "Other", false));
        List<String> said = new ArrayList<>();
        for (int number = 0; number < 130; number++) {
            RoomId where = number % 3 == 0 ? other : room;
            said.addFirst(where + " " + say(where, ada, "mango number " + number));
        }

        List<String> found = new ArrayList<>();
        JsonNode page = desk.get(ada, "/api/search?q=mango").ok();
        say("mango that comes between");
        while (true) {
            page.get("items")
                    .forEach(item -> found.add(
                            item.get("room").asString() + " " + item.get("seq").asLong()));
            if (page.get("next").isNull()) {
                break;
            }
            page = desk.get(
                            ada,
                            "/api/search?q=mango&before={next}",
                            page.get("next").asLong())
                    .ok();
        }

        assertThat(found).isEqualTo(said);
    }

    @Test
    void aHitIsTheMessageAsInTheHistoryAndWhereItWasHit() {
        long sequence = say("Die Größe von <b>上海</b>");

        JsonNode item = desk.get(ada, "/api/search?q={q}", "grosse 上海").ok().at("/items/0");

        JsonNode message =
                desk.get(ada, "/api/rooms/{room}/messages", room).ok().at("/items/0");
        message.properties()
                .forEach(field -> assertThat(item.get(field.getKey())).isEqualTo(field.getValue()));
        assertThat(item.get("seq").asLong()).isEqualTo(sequence);
        List<String> pieces = new ArrayList<>();
        item.get("highlight")
                .forEach(piece -> pieces.add((piece.get("hit").asBoolean() ? "!" : "")
                        + piece.get("text").asString()));
        assertThat(pieces).containsExactly("Die ", "!Größe", " von <b>", "!上海", "</b>");
    }

    @Test
    void aLongTextIsCutAroundTheHit() {
        SearchQuery query = SearchQuery.parse("needle");
        String text = "hay ".repeat(200) + "needle" + " 😀hay".repeat(200);

        List<SearchQuery.Fragment> highlight = query.highlight(text);

        assertThat(highlight.getFirst().text()).isEqualTo("…");
        assertThat(highlight.getLast().text()).isEqualTo("…");
        assertThat(highlight).contains(new SearchQuery.Fragment("needle", true));
        String shown = String.join(
                "", highlight.stream().map(SearchQuery.Fragment::text).toList());
        assertThat(shown.length()).isLessThan(250);
        assertThat(text).contains(shown.substring(1, shown.length() - 1));
        assertThat(shown).startsWith("…hay hay");
    }

    @Test
    void highlightsLoseNothingOfAnyText() {
        Random random = new Random(11);
        SearchQuery query = SearchQuery.parse("ab é 上");
        String alphabet = "ab e\u0301é上海 .😀\u200D";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String whole = text.toString();
            assertThat(String.join(
                            "",
                            query.highlight(whole).stream()
                                    .map(SearchQuery.Fragment::text)
                                    .toList()))
                    .isEqualTo(whole);
        }
    }

    private List<Long> found(Speaker speaker, String query) {
        List<Long> sequences = new ArrayList<>();
        desk.get(speaker, "/api/search?q={q}", query)
                .ok()
                .get("items")
                .forEach(item -> sequences.add(item.get("seq").asLong()));
        return sequences;
    }

    private long say(String text) {
        return say(room, ada, text);
    }

    private long say(RoomId where, Speaker author, String text) {
        return writer.writeAndWait(transaction ->
                        events.append(transaction, where, author.user(), new RoomEvent.Body.Message(text, null)))
                .sequence();
    }

    private void append(RoomEvent.Body body) {
        writer.writeAndWait(transaction -> events.append(transaction, room, ada.user(), body));
    }

    /** Whether a token is anywhere in the index, found or not. */
    private boolean indexKnows(String token) {
        writer.writeAndWait(transaction -> transaction
                .jdbc()
                .sql("create virtual table if not exists searchable_tokens using fts5vocab(searchable_texts, row)")
                .update());
        return readers.sql("select count(*) from searchable_tokens where term = :token or term like '_' || :token")
                        .param("token", token)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
