package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.identity.Speaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a message said before it was edited: for members, in order, and for no one once it is deleted. */
@ChatTest
class VersionTests {

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private Talk talk;

    private Speaker ada;
    private String room = "";
    private long message;

    @BeforeEach
    void aMessageThatWasEditedTwice() {
        ada = crowd.person("ada");
        room = desk.room(ada, "Versions", false);
        talk.later(Duration.ZERO);
        message = talk.say(ada, room, "frist");
        talk.edit(ada, room, message, "first");
        talk.react(ada, room, message, "👍", true);
        talk.say(ada, room, "another message");
        talk.edit(ada, room, message, "first of all");
    }

    @AfterEach
    void theTimeIsRight() {
        talk.later(Duration.ZERO);
    }

    @Test
    void areServedInOrderEachWithItsAuthorAndTime() {
        JsonNode page = versions(ada, "").ok();
        List<JsonNode> events = desk.get(ada, "/api/rooms/" + room + "/events")
                .ok()
                .get("items")
                .valueStream()
                .filter(event ->
                        event.has("text") && !event.get("text").asString().equals("another message"))
                .toList();

        assertThat(texts(page)).containsExactly("frist", "first", "first of all");
        assertThat(page.get("next").isNull()).isTrue();
        for (int index = 0; index < events.size(); index++) {
            JsonNode version = page.get("items").get(index);
            assertThat(version.propertyNames()).containsExactlyInAnyOrder("seq", "text", "at", "by");
            for (String field : List.of("seq", "text", "at", "by")) {
                assertThat(version.get(field)).isEqualTo(events.get(index).get(field));
            }
        }
    }

    @Test
    void areServedInPages() {
        List<String> found = new ArrayList<>();
        String after = "0";
        while (!after.isEmpty()) {
            JsonNode page = versions(ada, "?limit=1&after=" + after).ok();
            assertThat(page.get("items")).hasSize(1);
            found.addAll(texts(page));
            after = page.get("next").isNull() ? "" : page.get("next").asString();
        }

        assertThat(found).containsExactly("frist", "first", "first of all");
    }

    @Test
    void areAtMostFiftyAPage() {
        for (int edit = 0; edit < 60; edit++) {
            talk.edit(ada, room, message, "edit " + edit);
        }

        JsonNode page = versions(ada, "?limit=1000").ok();

        assertThat(page.get("items")).hasSize(50);
        assertThat(page.get("next")).isEqualTo(page.get("items").get(49).get("seq"));
    }

    @Test
    void aMessageThatWasNeverEditedHasOne() {
        long once = talk.say(ada, room, "as it is");

        JsonNode page = desk.get(ada, "/api/rooms/" + room + "/messages/" + once + "/versions")
                .ok();

        assertThat(texts(page)).containsExactly("as it is");
    }

    @Test
    void areGoneWithTheDeletionAndStayGoneOnceTheTextIsErased() {
        talk.delete(ada, room, message);
        versions(ada, "").isRefused(404, "not_found");

        talk.later(Duration.ofSeconds(11)).erase();

        versions(ada, "").isRefused(404, "not_found");
        String log = desk.get(ada, "/api/rooms/" + room + "/events").ok().toString();
        assertThat(log).doesNotContain("frist").doesNotContain("first");
    }

    @Test
    void comeBackWithTheMessage() {
        talk.delete(ada, room, message);
        talk.restore(ada, room, message);

        assertThat(texts(versions(ada, "").ok())).containsExactly("frist", "first", "first of all");
    }

    @Test
    void areForMembersOnlyByTheRulesOfHistory() {
        Speaker eve = crowd.person("eve");
        versions(eve, "").isRefused(403, "forbidden");
        String secret = desk.room(ada, "Secret", true);
        long hidden = talk.say(ada, secret, "nobody knows");

        assertThat(desk.get(eve, "/api/rooms/" + secret + "/messages/" + hidden + "/versions")
                        .isRefused(404, "not_found")
                        .body()
                        .get("detail"))
                .isEqualTo(desk.get(eve, "/api/rooms/" + secret + "/messages")
                        .isRefused(404, "not_found")
                        .body()
                        .get("detail"));
    }

    @Test
    void whoHasLeftReadsNoVersions() {
        Speaker bob = crowd.person("bob");
        desk.put(bob, Map.of(), "/api/rooms/{room}/members/me", room).ok();
        versions(bob, "").ok();

        desk.delete(bob, "/api/rooms/{room}/members/me", room).ok();

        versions(bob, "").isRefused(403, "forbidden");
    }

    @Test
    void whatIsNoMessageHasNone() {
        long head = desk.get(ada, "/api/rooms/" + room + "/messages?limit=1")
                .ok()
                .get("head")
                .asLong();
        for (long sequence : List.of(0L, 1L, head, head + 1, Long.MAX_VALUE, -1L)) {
            desk.get(ada, "/api/rooms/" + room + "/messages/" + sequence + "/versions")
                    .isRefused(404, "not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=-1", "?after=-1", "?limit=many", "?after=x"})
    void whatCannotBeMeantIsRefused(String query) {
        versions(ada, query).isRefused(400, "invalid");
    }

    private Desk.Answer versions(Speaker reader, String query) {
        return desk.get(reader, "/api/rooms/" + room + "/messages/" + message + "/versions" + query);
    }

    private static List<String> texts(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(version -> version.get("text").asString())
                .toList();
    }
}
