package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.identity.Speaker;
import dev.switchboard.log.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A deleted text is gone once it cannot be restored: from the log, its versions, the search and the files. */
@ChatTest
class ErasureTests {

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private Talk talk;

    @Autowired
    private DataFolder folder;

    private Speaker ada;
    private String room;

    @BeforeEach
    void aRoom() {
        ada = crowd.person("ada");
        room = desk.room(ada, "Erasure", false);
        talk.later(Duration.ZERO);
    }

    @AfterEach
    void theTimeIsRight() {
        talk.later(Duration.ZERO);
    }

    @Test
    void everyVersionOfADeletedTextIsErasedAndTheOrderStays() throws Exception {
        desk.say(ada, Map.of("text", "firstwatchword"), "erased one", room).ok();
        long message = event(room, "message").get("seq").asLong();
        talk.edit(ada, room, message, "secondwatchword");
        talk.delete(ada, room, message);
        talk.restore(ada, room, message);
        talk.react(ada, room, message, "👍", true);
        talk.say(ada, room, "harmless");
        talk.delete(ada, room, message);
        JsonNode before = events();

        talk.later(Duration.ofSeconds(11)).erase();

        JsonNode after = events();
        assertThat(after).hasSameSizeAs(before);
        assertThat(event(room, "message").get("text").isNull()).isTrue();
        assertThat(event(room, "edited").get("text").isNull()).isTrue();
        assertThat(event(room, "restored").get("text").isNull()).isTrue();
        assertThat(after.toString()).doesNotContain("watchword").contains("harmless");
        for (int index = 0; index < before.size(); index++) {
            assertThat(after.get(index).get("seq")).isEqualTo(before.get(index).get("seq"));
            assertThat(after.get(index).get("id")).isEqualTo(before.get(index).get("id"));
        }
        Path file = folder.file("switchboard.db").resolveSibling("switchboard.db");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.size(folder.file("switchboard.db").resolveSibling("switchboard.db-wal")) == 0);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("harmless")
                .doesNotContain("firstwatchword")
                .doesNotContain("secondwatchword");
        assertThat(desk.say(ada, Map.of("text", "firstwatchword"), "erased one", room)
                        .status())
                .as("its id is still known")
                .isEqualTo(200);
    }

    @Test
    void aTextIsKeptWhileItMayBeRestored() {
        long message = talk.say(ada, room, "still there");
        talk.delete(ada, room, message);

        talk.later(Duration.ofSeconds(9)).erase();

        talk.later(Duration.ZERO);
        talk.restore(ada, room, message);
        talk.later(Duration.ofSeconds(60)).erase();
        assertThat(event(room, "message").get("text").asString()).isEqualTo("still there");
    }

    private JsonNode events() {
        return desk.get(ada, "/api/rooms/" + room + "/events").ok().get("items");
    }

    private JsonNode event(String inRoom, String type) {
        return desk.get(ada, "/api/rooms/" + inRoom + "/events")
                .ok()
                .get("items")
                .valueStream()
                .filter(event -> event.get("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
