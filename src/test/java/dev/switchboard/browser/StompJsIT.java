package dev.switchboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of our own pages, stompjs, acknowledges and transacts as its own documentation says. */
class StompJsIT {

    /** Refuses the first "one", acknowledges all else, and gives what was heard once both messages are settled. */
    private static final String TALK = """
            async (room) => {
              const { Client } = await import("@stomp/stompjs");
              const csrf = await (await fetch("/api/csrf")).json();
              const client = new Client({
                brokerURL: location.origin.replace("http", "ws") + "/ws",
                connectHeaders: { [csrf.headerName]: csrf.token },
                reconnectDelay: 0,
              });
              const say = (text, transaction) =>
                client.publish({
                  destination: "/app/chat",
                  body: JSON.stringify({ room, text }),
                  headers: { transaction: transaction.id, receipt: text },
                });
              const heard = [];
              try {
                return await new Promise((resolve, reject) => {
                  client.onStompError = (frame) => reject(new Error(frame.headers.message + ": " + frame.body));
                  client.onWebSocketError = () => reject(new Error("no connection"));
                  client.onConnect = () => {
                    const note = (what) => {
                      heard.push(what);
                      if (heard.includes("committed") && heard.includes("settled")) resolve(heard);
                    };
                    client.watchForReceipt("two", () => note("committed"));
                    client.watchForReceipt("settled", () => note("settled"));
                    client.watchForReceipt("listening", () => {
                      const dropped = client.begin();
                      say("never", dropped);
                      dropped.abort();
                      const kept = client.begin();
                      say("one", kept);
                      say("two", kept);
                      kept.commit();
                    });
                    let settled = 0;
                    client.subscribe(
                      `/topic/rooms/${room}`,
                      (message) => {
                        const text = JSON.parse(message.body).text;
                        const again = message.headers.redelivered === "true";
                        heard.push(again ? `${text} again` : text);
                        if (text === "one" && !again) message.nack();
                        else message.ack(++settled === 2 ? { receipt: "settled" } : {});
                      },
                      { id: "room", ack: "client-individual", receipt: "listening" },
                    );
                  };
                  client.activate();
                });
              } finally {
                await client.deactivate();
              }
            }
            """;

    private static Stage stage;

    @BeforeAll
    static void open(@TempDir Path folder) {
        stage = Stage.open(folder);
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void acknowledgesRefusesAndTransacts() {
        String room = stage.room("stompjs", "grace");
        try (Person grace = stage.person("grace")) {
            Object heard = grace.page().evaluate(TALK, room);

            assertThat(heard)
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .contains("committed")
                    .containsSubsequence("one", "two", "one again")
                    .doesNotContain("never");
            assertThat(stage.texts(room)).containsExactly("one", "two");
        }
    }
}
