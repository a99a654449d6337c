package dev.switchboard.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.packaged.ApiClient;
import dev.switchboard.wire.WireClient;
import dev.switchboard.wire.WireFrame;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whoever is no longer in a room hears nothing more of it, and says nothing more in it. */
class RoomRightsTests extends StompServerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private String room;
    private String memberName;
    private ApiClient owner;
    private ApiClient member;

    @BeforeEach
    void aRoomOfTwo() {
        memberName = someone();
        owner = newcomer(someone());
        member = newcomer(memberName);
        room = "r" + someone();
        owner.post("/api/rooms", Map.of("id", room, "name", "A room of two", "private", false))
                .ok();
        member.write("PUT", "/api/rooms/" + room + "/members/me", Map.of()).ok();
    }

    private WireClient listener(ApiClient api) {
        WireClient client = WireClient.connect(server(), api.createToken("test"));
        client.subscribe("errors", "/user/queue/errors", Map.of("receipt", "e"));
        client.subscribe("room", "/topic/rooms/" + room, Map.of("receipt", "r"));
        client.subscribe("typing", "/topic/rooms/" + room + "/typing", Map.of("receipt", "t"));
        client.awaitReceipt("r");
        client.awaitReceipt("t");
        return client;
    }

    private void speak(WireClient client, String text, String receipt) {
        say(client, "/app/chat", JSON.writeValueAsString(Map.of("room", room, "text", text)), receipt);
    }

    private void assertShutOutAfter(Runnable act) {
        try (WireClient speaking = listener(owner);
                WireClient listening = listener(member)) {
            speak(speaking, "before", "before");
            listening.await(frame -> frame.body().contains("\"before\""));

            act.run();

            speak(speaking, "secret", "secret");
            speaking.awaitReceipt("secret");
            WireFrame told = listening.await(
                    frame -> frame.header("destination").equals("/user/queue/errors")
                            && frame.json().path("subscription").asString("").equals("room"),
                    SOON);
            assertThat(told.json().get("code").asString()).isIn("forbidden", "not_found");
            speak(listening, "smuggled", "smuggled");
            listening.await(frame -> frame.body().contains("\"receipt-id\":\"smuggled\""));
            listening.subscribe("room", "/topic/rooms/" + room, Map.of("receipt", "again", "since", "0"));
            listening.await(frame -> frame.body().contains("\"receipt-id\":\"again\""));
            assertThat(listening.frames()).noneMatch(frame -> frame.body().contains("secret"));
            assertThat(owner.allEvents(room).toString()).contains("secret").doesNotContain("smuggled");
        }
    }

    @Test
    void endsWithARemoval() {
        assertShutOutAfter(() -> owner.write("DELETE", "/api/rooms/" + room + "/members/" + memberName, Map.of())
                .ok());
    }

    @Test
    void endsWithABan() {
        assertShutOutAfter(() -> owner.write("PUT", "/api/rooms/" + room + "/bans/" + memberName, Map.of())
                .ok());
    }

    @Test
    void endsWithLeaving() {
        assertShutOutAfter(() -> member.write("DELETE", "/api/rooms/" + room + "/members/me", Map.of())
                .ok());
    }

    @Test
    void answersAlikeForARoomThatIsPrivateAndOneThatIsNot() {
        String hidden = "h" + someone();
        owner.post("/api/rooms", Map.of("id", hidden, "name", "Hidden", "private", true))
                .ok();
        try (WireClient client = listener(member)) {
            for (String name : new String[] {hidden, "n" + someone()}) {
                client.subscribe(name, "/topic/rooms/" + name, Map.of("receipt", name));
                WireFrame refused = client.await(frame -> frame.body().contains("\"receipt-id\":\"" + name + "\""));
                assertThat(refused.json().get("code").asString()).isEqualTo("not_found");
                assertThat(refused.json().get("detail").asString().replace(name, ""))
                        .doesNotContain("private", "Hidden");

                say(client, "/app/chat", "{\"room\":\"" + name + "\",\"text\":\"hi\"}", "s" + name);
                WireFrame unsaid = client.await(frame -> frame.body().contains("\"receipt-id\":\"s" + name + "\""));
                assertThat(unsaid.json().get("code").asString()).isEqualTo("not_found");
            }
        }
    }
}
